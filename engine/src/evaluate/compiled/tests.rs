//! A sheet that uses every operation of the closed set, each on drawn and on fixed numbers, against
//! the exact reading; and what is carried along for figures against the exact grid.

use super::{InstructionSet, LANES, Lanes, Tape, Vary, VaryAs, Wanted};
use crate::calendar::{Month, Timeline};
use crate::evaluate::{Case, Grid, exact};
use crate::quantity::{Bounds, Decimal, Unit, Whole, to_float};
use crate::sheet::{
    CalendarRow, Drawn, Entry, Formula, Input, InputId, KeyColumn, Level, Origin, Rank, RowId,
    RowSpec, Sheet, SheetBuilder, Support, Term, max, min, number, number_of, select,
};
use crate::wording::Label;

/// A small generator of numbers (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((z ^ (z >> 31)) % sides).unwrap()
    }
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn flow(key: &str) -> RowSpec {
    RowSpec::flow(key, Label::same(key), Unit::Euro)
}

fn rate(key: &str) -> RowSpec {
    RowSpec::rate(key, Label::same(key), Unit::Ratio)
}

fn flag(key: &str) -> RowSpec {
    RowSpec::flag(key, Label::same(key))
}

/// What is built, and the inputs that are drawn: amounts, a ratio and a lag.
struct Built {
    s: SheetBuilder,
    amounts: Vec<InputId>,
    ratio: InputId,
    lag: InputId,
}

fn input(s: &mut SheetBuilder, key: &str, unit: Unit, level: Level, whole: Whole) -> InputId {
    s.input(Input {
        key: key.into(),
        label: Label::same(key),
        unit,
        level,
        bounds: Bounds::NONE,
        whole,
        changes: Vec::new(),
        origin: Origin::default(),
    })
}

fn start(dice: &mut Dice) -> Built {
    let mut s = SheetBuilder::new(Timeline::new("2023-09".parse().unwrap(), 2, 5));
    let months = s.timeline().month_count() as usize;
    let amounts = ["a", "b", "c"]
        .map(|key| {
            let level = (0..months).map(|_| Decimal::new(dice.below(20_000_001) - 10_000_000, 2));
            let level = Level::Series(level.collect());
            input(&mut s, key, Unit::Euro, level, Whole::No)
        })
        .to_vec();
    let ratio = input(
        &mut s,
        "ratio",
        Unit::Ratio,
        Level::Scalar(d("1.0375")),
        Whole::No,
    );
    let two = Level::Scalar(d("2"));
    let lag = input(&mut s, "lag", Unit::Months, two, Whole::Yes);
    Built {
        s,
        amounts,
        ratio,
        lag,
    }
}

/// Every operation, on what is drawn and on what is not.
fn everything(built: &mut Built) {
    let Built {
        s,
        amounts,
        ratio,
        lag,
    } = built;
    let fixed = number_of(d("-1234.56"), Unit::Euro);
    let [a, b, c] = ["x", "y", "z"].map(|key| format!("row.{key}"));
    let a = s.add(flow(&a), amounts[0]);
    let b = s.add(flow(&b), amounts[1]);
    let c = s.add(flow(&c), amounts[2]);
    let q = s.add(rate("q"), *ratio);
    let late = s.add(
        RowSpec::rate("late", Label::same("late"), Unit::Months),
        *lag,
    );
    let two = |s: &mut SheetBuilder, name: &str, of: &dyn Fn(Formula, Formula) -> Formula| {
        s.add(flow(&format!("{name}.both")), of(a.into(), b.into()));
        s.add(flow(&format!("{name}.second")), of(a.into(), fixed.clone()));
        s.add(flow(&format!("{name}.first")), of(fixed.clone(), b.into()));
    };
    two(s, "add", &|a, b| a + b);
    two(s, "subtract", &|a, b| a - b);
    two(s, "least", &|a, b| min(a, b));
    two(s, "greatest", &|a, b| max(a, b));
    two(s, "sum", &|a, b| a - c - b + c.previous());
    two(s, "rounded", &|a, b| (a * q + b * q).to_cents());
    s.add(flow("modulo"), a.modulo(number_of(d("7"), Unit::Euro)));
    s.add(
        flow("modulo.drawn"),
        a.abs().modulo(b.abs() + number_of(d("3"), Unit::Euro)),
    );
    s.add(flow("multiply"), a * q);
    s.add(flow("scale"), (a * number(d("0.22"))).to_cents());
    s.add(flow("third"), a.over(number(d("3"))).to_cents());
    s.add(rate("share"), a.over_or(b, d("0.5")));
    s.add(rate("inverse"), fixed.clone().over_or(b, d("-1")));
    s.add(flow("part"), (a * b.over_or(c, d("0"))).round_to(4));
    s.add(flow("half"), a.over_or(q, d("0")).to_cents());
    s.add(rate("grown"), q.power(number(d("1")).over(number(d("12")))));
    s.add(rate("cubed"), q.power(number(d("3"))));
    s.add(rate("whole"), (q * number(d("10"))).floor());
    s.add(flow("size"), a.abs());
    s.add(rate("places"), q.round_to(2));
    comparisons(s, (a, b, q), &fixed);
    choices(s, (a, b, c), &fixed);
    s.add(flow("before"), a.previous() + b.lag(3));
    let months = s.timeline().month_count();
    let month = |number: u32| number_of(Decimal::from(number), Unit::MonthNumber);
    let before_end = CalendarRow::MonthNumber.at_most(month(months - 4));
    let before_end = s.add(flag("before_end"), before_end);
    let grown_up = s.add(
        flag("grown_up"),
        CalendarRow::MonthNumber.at_least(month(6)),
    );
    s.add(flow("ahead").applies(before_end), a.leading(4));
    s.add(flow("year"), a.year_to_date());
    s.add(flow("window").applies(grown_up), a.trailing(6));
    s.add(flow("total").opening(d("100.25")), a.running_total());
    let support = Support::new([0, 1, 2, 3, 4]).unwrap();
    s.add(flow("arrived"), a.delayed_by(late, support));
    let stock = s.declare(flow("stock"));
    s.close(stock, stock.previous() + a - b);
}

fn comparisons(s: &mut SheetBuilder, (a, b, q): (RowId, RowId, RowId), fixed: &Formula) {
    let one = number(Decimal::ONE);
    type Comparison = fn(Formula, Formula) -> Formula;
    let kinds: [(&str, Comparison); 6] = [
        ("less", |a, b| a.less(b)),
        ("at_most", |a, b| a.at_most(b)),
        ("greater", |a, b| a.greater(b)),
        ("at_least", |a, b| a.at_least(b)),
        ("equals", |a, b| a.equals(b)),
        ("differs", |a, b| a.differs(b)),
    ];
    for (name, of) in kinds {
        s.add(flag(&format!("{name}.both")), of(a.into(), b.into()));
        s.add(
            flag(&format!("{name}.itself")),
            of(a.into(), a + number_of(d("0.001"), Unit::Euro)),
        );
        s.add(flag(&format!("{name}.second")), of(a.into(), fixed.clone()));
        s.add(flag(&format!("{name}.first")), of(fixed.clone(), b.into()));
        s.add(flag(&format!("{name}.ratio")), of(q.into(), one.clone()));
    }
}

fn choices(s: &mut SheetBuilder, (a, b, c): (RowId, RowId, RowId), fixed: &Formula) {
    let up = s.add(flag("up"), a.greater(b));
    s.add(flow("select.both"), select(up, b, c));
    s.add(flow("select.else"), select(up, b, fixed.clone()));
    s.add(flow("select.then"), select(up, fixed.clone(), c));
    s.add(
        flow("select.fixed"),
        select(up, fixed.clone(), number_of(d("2"), Unit::Euro)),
    );
    s.add(flow("sometimes").applies(up), a + b);
    s.add(
        flow("open"),
        select(
            CalendarRow::MonthOfYear.at_least(number_of(d("6"), Unit::Ordinal)),
            a,
            b,
        ),
    );
    let list = s.list("the list");
    let (cash, debt) = (s.tag("cash"), s.tag("debt"));
    for (rank, amount) in [(1, a), (2, b), (2, c), (3, a)] {
        s.enter(
            list,
            Entry {
                amount,
                rank: Rank(rank),
                first: cash,
                second: Some(debt),
                third: None,
            },
        );
    }
    let below = s.list_sum(list, KeyColumn::First, cash, Some(Rank(3)));
    let all = s.list_sum(list, KeyColumn::Second, debt, None);
    s.add(flow("list.below"), below);
    s.add(flow("list.all"), all);
}

/// What is drawn for the inputs in one trial: cents for amounts, so that binary numbers hold ties.
fn draw(built: &Built, dice: &mut Dice) -> Vec<(InputId, Decimal)> {
    let mut drawn: Vec<(InputId, Decimal)> = built
        .amounts
        .iter()
        .map(|input| (*input, Decimal::new(dice.below(2_000_001) - 1_000_000, 2)))
        .collect();
    drawn.push((built.ratio, Decimal::new(dice.below(4_001) - 2_000, 4)));
    drawn.push((built.lag, Decimal::from(dice.below(5) - 2)));
    drawn
}

/// The outputs of a block of trials, and the exact grid of each.
fn both(
    sheet: &Sheet,
    trials: &[Vec<(InputId, Decimal)>],
    wanted: &[Wanted],
) -> (Vec<Lanes>, Vec<Grid>) {
    let vary: Vec<Vary> = (0_u32..)
        .zip(&trials[0])
        .map(|(variable, (input, _))| Vary {
            input: *input,
            by: VaryAs::Difference(variable),
        })
        .collect();
    let mut variables = vec![Lanes::default(); vary.len()];
    let mut grids = Vec::new();
    for (lane, trial) in trials.iter().enumerate() {
        let mut case = Case::base();
        for (variable, (input, difference)) in variables.iter_mut().zip(trial) {
            variable.0[lane] = to_float(*difference);
            case = case.drawn(*input, Drawn::Difference(*difference));
        }
        grids.push(exact(sheet, &case).unwrap());
    }
    let tape = Tape::compile(sheet, &Case::base(), &vary, wanted);
    let mut results: Vec<Vec<Lanes>> = Vec::new();
    for set in InstructionSet::available() {
        let mut outputs = vec![Lanes::default(); tape.outputs()];
        tape.run(set, &variables, &mut outputs, &mut tape.memory());
        results.push(outputs);
    }
    let bits = |lanes: &Vec<Lanes>| -> Vec<u64> {
        let all = lanes.iter().flat_map(|lanes| lanes.0);
        all.map(f64::to_bits).collect()
    };
    let first = bits(&results[0]);
    assert!(
        results.iter().all(|result| bits(result) == first),
        "instruction sets differ"
    );
    (results.remove(0), grids)
}

#[test]
fn every_operation_is_the_exact_one() {
    let mut dice = Dice(20_230_101);
    for _ in 0..8 {
        let mut built = start(&mut dice);
        everything(&mut built);
        let trials: Vec<_> = (0..32).map(|_| draw(&built, &mut dice)).collect();
        let sheet = built.s.finish().unwrap();
        let months: Vec<Month> = sheet.timeline().months().collect();
        let wanted: Vec<Wanted> = sheet
            .rows()
            .flat_map(|(row, _)| months.iter().map(move |month| Wanted::Cell(row, *month)))
            .collect();
        let (outputs, grids) = both(&sheet, &trials, &wanted);
        for (lane, grid) in grids.iter().enumerate() {
            for (wanted, lanes) in wanted.iter().zip(&outputs) {
                let Wanted::Cell(row, month) = *wanted else {
                    continue;
                };
                let (exact, found) = (to_float(grid.cell(row, month)), lanes.0[lane]);
                let key = sheet.row(row).key();
                assert!(
                    (found - exact).abs() <= 1e-9 * exact.abs().max(1.0),
                    "{key} in month {}: {exact} is {found:?} with {:?}",
                    month.0 + 1,
                    trials[lane]
                );
            }
        }
    }
}

/// The same as a tape carries along, read off the exact grid.
fn read(grid: &Grid, wanted: Wanted) -> Option<f64> {
    let (row, months) = wanted.reads();
    let present: Vec<(u32, Decimal)> = months
        .filter_map(|month| Some((month, grid.value(row, Month(month))?)))
        .collect();
    let best = |better: fn(&Decimal, &Decimal) -> bool| {
        let all = present.iter().copied();
        all.reduce(|best, next| if better(&next.1, &best.1) { next } else { best })
    };
    let value = |found: Option<(u32, Decimal)>| found.map(|(_, value)| to_float(value));
    let number = |found: Option<(u32, Decimal)>| found.map(|(month, _)| f64::from(month + 1));
    match wanted {
        Wanted::Cell(row, month) => Some(to_float(grid.cell(row, month))),
        Wanted::Value(..) => value(present.first().copied()),
        Wanted::Flow(..) | Wanted::Sum(..) => {
            Some(to_float(present.iter().map(|(_, value)| *value).sum()))
        }
        Wanted::Least(..) => value(best(|a, b| a < b)),
        Wanted::Greatest(..) => value(best(|a, b| a > b)),
        Wanted::MonthOfLeast(..) => number(best(|a, b| a < b)),
        Wanted::MonthOfGreatest(..) => number(best(|a, b| a > b)),
        Wanted::First(..) => number(present.iter().find(|(_, value)| !value.is_zero()).copied()),
    }
}

#[test]
fn what_is_carried_along_is_what_the_grid_says() {
    let mut dice = Dice(7);
    let mut built = start(&mut dice);
    everything(&mut built);
    let trials: Vec<_> = (0..LANES).map(|_| draw(&built, &mut dice)).collect();
    let sheet = built.s.finish().unwrap();
    let rows = [
        "sometimes",
        "row.x",
        "stock",
        "less.both",
        "equals.ratio",
        "open",
        "up",
    ]
    .map(|key| {
        sheet
            .rows()
            .find(|(_, row)| row.key().as_str() == key)
            .unwrap()
            .0
    });
    let wanted: Vec<Wanted> = rows
        .into_iter()
        .flat_map(|row| {
            let months = sheet.timeline().month_count();
            [
                Wanted::Value(row, Month(3)),
                Wanted::Flow(row, Month(4)),
                Wanted::Sum(row, months),
                Wanted::Least(row, 9),
                Wanted::Greatest(row, months),
                Wanted::MonthOfLeast(row, months),
                Wanted::MonthOfGreatest(row, 2),
                Wanted::First(row, months),
                Wanted::First(row, 1),
            ]
        })
        .collect();
    let (outputs, grids) = both(&sheet, &trials, &wanted);
    for (lane, grid) in grids.iter().enumerate() {
        for (wanted, lanes) in wanted.iter().zip(&outputs) {
            let (exact, found) = (read(grid, *wanted), lanes.0[lane]);
            match exact {
                Some(exact) => assert!(
                    (found - exact).abs() < 1e-6,
                    "{wanted:?}: {exact} is {found}"
                ),
                None => assert!(found.is_nan(), "{wanted:?} is {found}"),
            }
        }
    }
}
