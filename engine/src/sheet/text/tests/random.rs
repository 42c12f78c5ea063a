//! Sheets and formulas that nobody wrote.

use crate::calendar::Timeline;
use crate::quantity::{Bounds, Decimal, Dimension, Unit, Whole};
use crate::sheet::{
    BinaryOp, CalendarRow, CompareOp, CompareScale, Direction, Entry, Figure, FigureFormula,
    Formula, Input, InputId, KeyColumn, Level, ListId, Origin, Rank, RowId, RowSpec, Sheet,
    SheetBuilder, Span, Stress, Support, TagId, Term, UnaryOp, WhenZero, max, number, number_of,
    select,
};
use crate::uncertainty::Change;
use crate::wording::Label;

/// A small generator of numbers (splitmix64), so that one seed is one sheet.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.roll(choices.len())].clone()
    }

    fn months(&mut self) -> u32 {
        u32::try_from(self.roll(24)).unwrap() + 1
    }

    fn decimal(&mut self) -> Decimal {
        let scale = u32::try_from(self.roll(6)).unwrap();
        Decimal::new(
            i64::try_from(self.roll(2_000_000)).unwrap() - 1_000_000,
            scale,
        )
    }

    fn text(&mut self) -> String {
        self.pick(&[
            "piano.toml:3",
            "d'uso",
            "a \"b\" c",
            "line\nbreak\\",
            "",
            "perché €",
        ])
        .into()
    }

    fn unit(&mut self) -> Unit {
        let odd = Dimension {
            month: 1,
            ..Dimension::NONE
        };
        self.pick(&[
            Unit::Euro,
            Unit::Percent,
            Unit::PercentPerYear,
            Unit::MonthNumber,
            Unit::Months,
            Unit::Ordinal,
            Unit::EURO_PER_AREA_YEAR,
            Unit::Other(odd),
            Unit::Other(Dimension::NONE),
        ])
    }
}

/// A formula over the rows, inputs and list of the test sheet, of any nesting up to seven.
pub(super) fn formula(seed: u64) -> Formula {
    nested(&mut Dice(seed), 7)
}

fn nested(dice: &mut Dice, depth: usize) -> Formula {
    if depth == 0 || dice.roll(5) == 0 {
        return leaf(dice);
    }
    let mut inner = || Box::new(nested(dice, depth - 1));
    let (a, b, c) = (inner(), inner(), inner());
    match dice.roll(9) {
        0 => Formula::Select(a, b, c),
        1 => Formula::Divide(a, b, WhenZero::Impossible),
        2 => Formula::Divide(a, b, WhenZero::Yields(dice.decimal())),
        3 => Formula::Compare(comparison(dice), CompareScale::NineDecimals, a, b),
        4 => {
            let op = dice.pick(&[
                UnaryOp::Abs,
                UnaryOp::Floor,
                UnaryOp::ToCents,
                UnaryOp::RoundTo(3),
            ]);
            Formula::Unary(op, a)
        }
        _ => {
            let op = dice.pick(&[
                BinaryOp::Add,
                BinaryOp::Subtract,
                BinaryOp::Multiply,
                BinaryOp::Min,
                BinaryOp::Max,
                BinaryOp::Modulo,
                BinaryOp::Power,
            ]);
            Formula::Binary(op, a, b)
        }
    }
}

fn comparison(dice: &mut Dice) -> CompareOp {
    dice.pick(&[
        CompareOp::Less,
        CompareOp::AtMost,
        CompareOp::Greater,
        CompareOp::AtLeast,
        CompareOp::Equal,
        CompareOp::NotEqual,
    ])
}

fn leaf(dice: &mut Dice) -> Formula {
    let row = RowId::at(dice.roll(3));
    let months = dice.months();
    match dice.roll(12) {
        0 => row.into(),
        1 => row.previous(),
        2 => row.lag(months),
        3 => row.leading(months),
        4 => row.trailing(months),
        5 => row.year_to_date(),
        6 => row.running_total(),
        7 => row.delayed_by(RowId::at(0), Support::new([months, 0]).unwrap()),
        8 => InputId::at(dice.roll(2)).into(),
        9 => fact(dice).into(),
        10 => Formula::ListSum {
            list: ListId::at(0),
            column: dice.pick(&KeyColumn::ALL),
            tag: TagId::at(0),
            below: dice.pick(&[None, Some(Rank(7))]),
        },
        _ => Formula::Constant(dice.decimal(), dice.unit()),
    }
}

fn fact(dice: &mut Dice) -> CalendarRow {
    dice.pick(&[
        CalendarRow::MonthNumber,
        CalendarRow::MonthOfYear,
        CalendarRow::Year,
        CalendarRow::DaysInMonth,
    ])
}

/// A sheet that holds one of everything, chosen by the seed.
pub(crate) fn sheet(seed: u64) -> Sheet {
    let mut dice = Dice(seed);
    let start = dice
        .pick(&["2024-01", "2023-09", "0999-12"])
        .parse()
        .unwrap();
    let years = u32::try_from(dice.roll(3)).unwrap() + 1;
    let mut s = SheetBuilder::new(Timeline::new(start, years, dice.pick(&[0, 5, 12])));
    let stress = s.stress(Stress {
        key: "late".into(),
        label: Label::new(dice.text(), dice.text()),
    });
    let mut inputs = Vec::new();
    for index in 0..=dice.roll(4) {
        let input = input(&mut dice, &mut s, &format!("in.{index}"), stress);
        inputs.push(input);
    }
    let opened = s.add(
        RowSpec::flag("opened", Label::same("opened")),
        CalendarRow::MonthNumber.at_least(number_of(3, Unit::MonthNumber)),
    );
    let lag = s.add(
        RowSpec::rate("lag", Label::same("lag"), Unit::Months),
        select(
            opened,
            number_of(2, Unit::Months),
            number_of(0, Unit::Months),
        ),
    );
    let list = s.list("the list");
    let tags = [s.tag("hub.cash"), s.tag("an odd tag")];
    let mut rows = vec![s.add(flow("seed"), number_of(dice.decimal(), Unit::Euro))];
    for index in 0..=dice.roll(20) {
        let mut row = flow(&dice.pick(&[format!("r.{index}"), format!("riga n. {index}")]));
        row = row.direction(dice.pick(&[Direction::In, Direction::Out, Direction::Neither]));
        if dice.roll(3) == 0 {
            row = row.opening(dice.decimal()).entity(dice.text());
        }
        let parts = Parts {
            rows: &rows,
            inputs: &inputs,
            opened,
            lag,
            sum: s.list_sum(list, KeyColumn::First, tags[0], Some(Rank(2))),
        };
        let formula = euros(&mut dice, &parts);
        rows.push(s.add(row.applies(opened), formula));
    }
    for (index, tag) in tags.into_iter().enumerate() {
        s.enter(
            list,
            Entry {
                amount: rows[0],
                rank: Rank(u8::try_from(2 - index).unwrap()),
                first: tag,
                second: dice.pick(&[None, Some(tags[1])]),
                third: dice.pick(&[None, Some(tags[0])]),
            },
        );
    }
    figures(&mut dice, &mut s, &rows, opened);
    s.finish().unwrap()
}

fn flow(key: &str) -> RowSpec {
    RowSpec::flow(key, Label::new(key, "row"), Unit::Euro)
}

fn input(
    dice: &mut Dice,
    s: &mut SheetBuilder,
    key: &str,
    stress: crate::sheet::StressId,
) -> InputId {
    let months = s.timeline().month_count() as usize;
    let mut series = vec![dice.decimal(); months];
    series[months / 2..].fill(dice.decimal());
    let level = dice.pick(&[Level::Scalar(dice.0.into()), Level::Series(series)]);
    let changes = [
        Change::scale("1.5".parse().unwrap()),
        Change::shift(dice.decimal()).in_month(2),
    ];
    s.input(Input {
        key: key.into(),
        label: Label::same(dice.text()),
        unit: Unit::Euro,
        level,
        bounds: dice.pick(&[Bounds::NONE, Bounds::NOT_NEGATIVE, Bounds::SHARE]),
        whole: dice.pick(&[Whole::Yes, Whole::No]),
        changes: changes.into_iter().map(|change| (stress, change)).collect(),
        origin: Origin::at(dice.text()),
    })
}

struct Parts<'a> {
    rows: &'a [RowId],
    inputs: &'a [InputId],
    opened: RowId,
    lag: RowId,
    sum: Formula,
}

/// A formula in euro that every invariant allows.
fn euros(dice: &mut Dice, parts: &Parts<'_>) -> Formula {
    let (a, b) = (dice.pick(parts.rows), dice.pick(parts.rows));
    let months = dice.months();
    match dice.roll(11) {
        0 => a - (b + dice.pick(parts.inputs)),
        1 => a.previous() + b.lag(months),
        2 => a.trailing(months),
        3 => a.leading(months),
        4 => (a.year_to_date() * number(dice.decimal())).to_cents(),
        5 => a.running_total().modulo(number_of(7, Unit::Euro)),
        6 => a.delayed_by(parts.lag, Support::new([0, 2]).unwrap()),
        7 => parts.sum.clone() + max(a, b),
        8 => select(a.greater(b), a.abs(), b * parts.opened),
        9 => a * b.over_or(a, dice.decimal()).round_to(4),
        _ => a * number_of(2, Unit::Days).over(CalendarRow::DaysInMonth),
    }
}

fn figures(dice: &mut Dice, s: &mut SheetBuilder, rows: &[RowId], opened: RowId) {
    let row = dice.pick(rows);
    let span = dice.pick(&[Span::Shown, Span::Computed]);
    let rate = FigureFormula::Constant(Decimal::new(5, 2), Unit::PercentPerYear);
    let rate = Box::new(rate);
    let formulas = [
        (Unit::Euro, FigureFormula::Sum(row, span)),
        (Unit::Euro, FigureFormula::At(row, 3)),
        (
            Unit::MonthNumber,
            FigureFormula::FirstMonthWhere(opened, span),
        ),
        (Unit::MonthNumber, FigureFormula::MonthOfMax(row, span)),
        (Unit::PercentPerYear, FigureFormula::Irr(row, span)),
        (
            Unit::Euro,
            FigureFormula::Npv {
                flow: row,
                rate,
                span,
            },
        ),
    ];
    for (index, (unit, formula)) in formulas.into_iter().enumerate() {
        let key = format!("figure {index}");
        let label = Label::same(dice.text());
        let origin = Origin::default().under(dice.text());
        let figure = s.figure(Figure::new(
            key.as_str(),
            label.clone(),
            unit,
            formula,
            origin,
        ));
        let itself = Box::new(FigureFormula::Figure(figure));
        let twice = FigureFormula::Arithmetic(BinaryOp::Max, itself.clone(), itself.clone());
        let ratio = FigureFormula::Quotient(Box::new(twice), itself);
        let key = format!("ratio.{index}");
        s.figure(Figure::new(
            key,
            label,
            Unit::Ratio,
            ratio,
            Origin::default(),
        ));
    }
}
