//! The worksheet of figures: one line a figure, and a line for each part of a longer one.
//!
//! | column | holds |
//! |---|---|
//! | A, B, C | key, label, unit |
//! | D | the value, or the text "n.m." where there is none |
//! | E | 1 where there is a value, else 0 |
//! | F | of a month number the month |
//! | G | a constant: where a search starts, how near counts as equal |
//! | H | of a rate of return the present value at it, which must be 0 |

mod read;

use cittadella_engine::evaluate::{FigureValue, figure_value};
use cittadella_engine::model::Plan;
use cittadella_engine::quantity::{Decimal, Unit, from_float, to_float};
use cittadella_engine::sheet::{BinaryOp, FigureFormula, FigureId};
use cittadella_engine::wording::Language;

use crate::WorkbookError;
use crate::book::{
    Cached, Cell, Content, Look, NumberFormat, Place, Style, Worksheet, WorksheetId,
};
use crate::calculations::serial;
use crate::frame;
use crate::inputs::date_of;
use crate::setting::{Setting, float, style};
use crate::tabs::Tab;

/// The value's column.
pub(crate) const VALUE: u16 = 3;
/// The column that says whether there is a value.
pub(crate) const APPLIES: u16 = 4;
const DATE: u16 = 5;
const CONSTANT: u16 = 6;
const CHECK: u16 = 7;

/// The lines of the figures, from [`frame::FIRST_LINE`] on.
#[derive(Debug, Clone)]
pub struct Lines {
    lines: Vec<FigureLine>,
    /// The line of each figure, by its id.
    of: Vec<usize>,
}

/// One line: a figure, or a part of the figure above.
#[derive(Debug, Clone)]
struct FigureLine {
    key: String,
    label: String,
    unit: Unit,
    part: bool,
    /// What the engine computes for this line.
    formula: FigureFormula,
    /// The lines that the formula reads, in their order.
    operands: Vec<Operand>,
}

#[derive(Debug, Clone, Copy)]
enum Operand {
    Line(usize),
    Figure(FigureId),
}

impl Lines {
    /// Gives every figure its line, and one to each part of it that has no name.
    pub(crate) fn new(plan: &Plan, language: Language) -> Lines {
        let mut lines = Lines {
            lines: Vec::new(),
            of: Vec::new(),
        };
        for (_, figure) in plan.sheet.figures() {
            let position = lines.lines.len();
            lines.of.push(position);
            lines.lines.push(FigureLine {
                key: figure.key().to_string(),
                label: figure.label().get(language).to_owned(),
                unit: figure.unit(),
                part: false,
                formula: figure.formula().clone(),
                operands: Vec::new(),
            });
            lines.parts(plan, position, language);
        }
        lines
    }

    /// The cell of each figure's value, by its id.
    pub(crate) fn places(&self, worksheet: WorksheetId) -> Vec<Place> {
        let lines = self.of.iter();
        lines
            .map(|line| Place {
                worksheet,
                cell: Cell::at(row_of(*line), VALUE),
            })
            .collect()
    }

    /// Appends the parts of a line's formula, and theirs.
    fn parts(&mut self, plan: &Plan, position: usize, language: Language) {
        let line = self.lines[position].clone();
        let parts: Vec<(FigureFormula, Unit)> = match &line.formula {
            FigureFormula::Arithmetic(_, a, b) | FigureFormula::Quotient(a, b) => {
                vec![(*a.clone(), line.unit), (*b.clone(), line.unit)]
            }
            FigureFormula::Npv { rate, .. } => vec![(*rate.clone(), Unit::PercentPerYear)],
            FigureFormula::MonthOfMin(row, span) => {
                let unit = plan.sheet.row(*row).unit();
                vec![(FigureFormula::Min(*row, *span), unit)]
            }
            FigureFormula::MonthOfMax(row, span) => {
                let unit = plan.sheet.row(*row).unit();
                vec![(FigureFormula::Max(*row, *span), unit)]
            }
            FigureFormula::Constant(..)
            | FigureFormula::Input(_)
            | FigureFormula::Figure(_)
            | FigureFormula::Sum(..)
            | FigureFormula::Min(..)
            | FigureFormula::Max(..)
            | FigureFormula::Last(..)
            | FigureFormula::At(..)
            | FigureFormula::FirstMonthWhere(..)
            | FigureFormula::Irr(..) => Vec::new(),
        };
        for (formula, unit) in parts {
            let operand = if let FigureFormula::Figure(figure) = formula {
                Operand::Figure(figure)
            } else {
                let part = self.lines.len();
                self.lines.push(FigureLine {
                    key: String::new(),
                    label: label_of(plan, &formula, language),
                    unit: unit_of(plan, &formula).unwrap_or(unit),
                    part: true,
                    formula,
                    operands: Vec::new(),
                });
                self.parts(plan, part, language);
                Operand::Line(part)
            };
            self.lines[position].operands.push(operand);
        }
    }

    fn row(&self, operand: Operand) -> u32 {
        row_of(match operand {
            Operand::Line(line) => line,
            Operand::Figure(figure) => self.of[figure.index()],
        })
    }
}

fn row_of(line: usize) -> u32 {
    frame::FIRST_LINE + u32::try_from(line).unwrap_or(u32::MAX)
}

/// The unit of a part, where its formula says it.
fn unit_of(plan: &Plan, formula: &FigureFormula) -> Option<Unit> {
    match formula {
        FigureFormula::Constant(_, unit) => Some(*unit),
        FigureFormula::Input(input) => Some(plan.sheet.input(*input).unit),
        FigureFormula::Figure(figure) => Some(plan.sheet.figure(*figure).unit()),
        FigureFormula::Sum(row, _)
        | FigureFormula::Min(row, _)
        | FigureFormula::Max(row, _)
        | FigureFormula::Last(row, _)
        | FigureFormula::At(row, _) => Some(plan.sheet.row(*row).unit()),
        FigureFormula::Npv { flow, .. } => Some(plan.sheet.row(*flow).unit()),
        FigureFormula::FirstMonthWhere(..)
        | FigureFormula::MonthOfMin(..)
        | FigureFormula::MonthOfMax(..) => Some(Unit::MonthNumber),
        FigureFormula::Irr(..) => Some(Unit::PercentPerYear),
        FigureFormula::Arithmetic(..) | FigureFormula::Quotient(..) => None,
    }
}

/// What a part is called: what it does, and the row that it reads.
fn label_of(plan: &Plan, formula: &FigureFormula, language: Language) -> String {
    let of_row = |italian: &str, english: &str, row: &cittadella_engine::sheet::RowId| {
        let label = plan.sheet.row(*row).label().get(language);
        format!("{}: {label}", language.pick(italian, english))
    };
    let plain = |italian: &str, english: &str| language.pick(italian, english).to_owned();
    match formula {
        FigureFormula::Constant(..) => plain("costante", "constant"),
        FigureFormula::Input(input) => plan.sheet.input(*input).label.get(language).to_owned(),
        FigureFormula::Figure(figure) => {
            plan.sheet.figure(*figure).label().get(language).to_owned()
        }
        FigureFormula::Sum(row, _) => of_row("somma", "sum", row),
        FigureFormula::Min(row, _) => of_row("minimo", "least", row),
        FigureFormula::Max(row, _) => of_row("massimo", "greatest", row),
        FigureFormula::Last(row, _) => of_row("ultimo mese", "last month", row),
        FigureFormula::At(row, _) => of_row("nel mese", "in the month", row),
        FigureFormula::FirstMonthWhere(row, _) => {
            of_row("primo mese in cui", "first month of", row)
        }
        FigureFormula::MonthOfMin(row, _) => of_row("mese del minimo", "month of the least", row),
        FigureFormula::MonthOfMax(row, _) => {
            of_row("mese del massimo", "month of the greatest", row)
        }
        FigureFormula::Npv { flow, .. } => of_row("valore attuale", "present value", flow),
        FigureFormula::Irr(row, _) => of_row("tasso di rendimento", "rate of return", row),
        FigureFormula::Arithmetic(op, ..) => match op {
            BinaryOp::Add => plain("somma delle righe sotto", "sum of the lines below"),
            BinaryOp::Subtract => plain(
                "differenza delle righe sotto",
                "difference of the lines below",
            ),
            BinaryOp::Multiply => plain("prodotto delle righe sotto", "product of the lines below"),
            BinaryOp::Min => plain("minore delle righe sotto", "lesser of the lines below"),
            BinaryOp::Max => plain("maggiore delle righe sotto", "greater of the lines below"),
            BinaryOp::Modulo => plain("resto delle righe sotto", "remainder of the lines below"),
            BinaryOp::Power => plain("potenza delle righe sotto", "power of the lines below"),
        },
        FigureFormula::Quotient(..) => {
            plain("rapporto delle righe sotto", "quotient of the lines below")
        }
    }
}

/// The worksheet.
///
/// # Errors
/// [`WorkbookError::FlowAbsent`].
pub(crate) fn write(setting: &Setting<'_>) -> Result<Worksheet, WorkbookError> {
    let mut worksheet = setting.worksheet(Tab::Figures);
    setting.heads(
        &mut worksheet,
        &[
            ("Chiave", "Key"),
            ("Indicatore", "Figure"),
            ("Unità", "Unit"),
            ("Valore", "Value"),
            ("Esiste", "Exists"),
            ("Cioè il mese", "That is the month"),
            ("Costante", "Constant"),
            ("Verifica (0)", "Check (0)"),
        ],
    );
    for position in 0..setting.layout.figures.lines.len() {
        line(setting, &mut worksheet, position)?;
    }
    worksheet.frozen = Some(Cell::at(frame::FIRST_LINE, VALUE));
    Ok(worksheet)
}

fn line(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    position: usize,
) -> Result<(), WorkbookError> {
    let line = &setting.layout.figures.lines[position];
    let row = row_of(position);
    let look = if line.part {
        Look::Part
    } else {
        Look::Subtotal
    };
    let fine = Style::text(Look::Fine);
    worksheet.text(Cell::at(row, frame::KEY), line.key.clone(), fine);
    let label = Style::text(look).indented(u8::from(line.part));
    worksheet.text(Cell::at(row, frame::LABEL), line.label.clone(), label);
    worksheet.text(Cell::at(row, frame::UNIT), line.unit.to_string(), fine);
    let (case, grid) = setting.export.shown();
    let found = figure_value(setting.sheet(), case, grid, &line.formula);
    let read = read::formula(setting, line, row, &found)?;
    let value = found.value();
    let exists = if value.is_some() { 1.0 } else { 0.0 };
    let whole = style(look, NumberFormat::Whole);
    let applies = match read.applies {
        Some(text) => Content::Formula(text, Cached::Number(exists)),
        None => Content::Number(exists),
    };
    worksheet.put(Cell::at(row, APPLIES), applies, whole);
    let missing = || Cached::Text(setting.not_meaningful());
    let shown = value.map_or_else(missing, |value| Cached::Number(float(value)));
    let content = match read.value {
        Some(text) => Content::Formula(text, shown),
        None => Content::Text(setting.not_meaningful()),
    };
    worksheet.put(
        Cell::at(row, VALUE),
        content,
        Style::number(look, line.unit),
    );
    if let Some((number, unit)) = read.constant {
        let style = Style::number(Look::Constant, unit);
        worksheet.put(
            Cell::at(row, CONSTANT),
            Content::Number(to_float(number)),
            style,
        );
    }
    if let Some(check) = read.check {
        let style = Style::number(Look::Fine, Unit::Euro);
        let content = Content::Formula(check, Cached::Number(0.0));
        worksheet.put(Cell::at(row, CHECK), content, style);
    }
    if line.unit == Unit::MonthNumber {
        date(setting, worksheet, row, &found);
    }
    Ok(())
}

/// The month behind a month number.
fn date(setting: &Setting<'_>, worksheet: &mut Worksheet, row: u32, found: &FigureValue) {
    let here = setting.layout.tabs.id(Tab::Figures);
    let start = setting.layout.calendar.start;
    let start = setting.layout.tabs.anchored(here, start);
    let (value, applies) = (Cell::at(row, VALUE), Cell::at(row, APPLIES));
    let none = setting.not_meaningful();
    let month = found
        .value()
        .and_then(|number| date_of(setting.sheet().timeline(), number));
    let cached = match month {
        Some(month) => Cached::Number(float(Decimal::from(serial(month)))),
        None => Cached::Text(none.clone()),
    };
    let text = format!("IF({applies}=1,EOMONTH({start},{value}-1),\"{none}\")");
    worksheet.put(
        Cell::at(row, DATE),
        Content::Formula(text, cached),
        style(Look::Body, NumberFormat::Month),
    );
}

/// Where the search for a monthly rate of return starts: left of the rate, where Newton's method
/// cannot run past it.
fn start_of_search(yearly: Option<Decimal>) -> Decimal {
    let monthly = yearly.map(|rate| (1.0 + to_float(rate)).powf(1.0 / 12.0) - 1.0);
    let monthly = monthly.and_then(from_float).map(|rate| rate.round_dp(2));
    monthly.map_or(Decimal::new(-5, 2), |rate| rate - Decimal::new(2, 2))
}
