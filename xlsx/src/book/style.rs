//! How a cell looks. The writer alone turns this into fonts, fills and number formats.

use cittadella_engine::quantity::Unit;

/// The looks of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Style {
    /// What the cell is to its reader.
    pub look: Look,
    /// How its number is printed.
    pub format: NumberFormat,
    /// How deep a label is indented, in steps.
    pub indent: u8,
}

impl Style {
    /// A text of this kind.
    pub fn text(look: Look) -> Style {
        Style {
            look,
            format: NumberFormat::Text,
            indent: 0,
        }
    }

    /// A number of this kind and unit.
    pub fn number(look: Look, unit: Unit) -> Style {
        Style {
            look,
            format: NumberFormat::Unit(unit),
            indent: 0,
        }
    }

    /// The same, indented.
    pub fn indented(self, indent: u8) -> Style {
        Style { indent, ..self }
    }
}

/// What a cell is to its reader. Inputs, and they alone, are coloured as inputs and unlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// The title of a worksheet.
    Title,
    /// The one sentence below it.
    Purpose,
    /// A heading within a worksheet.
    Heading,
    /// The head of a column.
    ColumnHead,
    /// A label or value like most.
    Body,
    /// Keys, places, notes: small and grey.
    Fine,
    /// A part of the line above it ("of which").
    Part,
    /// A sum of lines.
    Subtotal,
    /// The sums a reader looks for first.
    Total,
    /// A number that may be changed: the only unlocked cells.
    Input,
    /// A constant that stands beside a formula.
    Constant,
    /// What another program must not change: structural choices, values of a simulation.
    Fixed,
    /// A status that reads OK or ERROR.
    Status,
    /// A link to another worksheet.
    Link,
    /// A figure that heads a page.
    Headline,
}

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberFormat {
    /// Not a number.
    Text,
    /// By its unit: euro with thousands, percentages, counts.
    Unit(Unit),
    /// Euro with cents, where single cents matter.
    Cents,
    /// Thousands of euro, on pages of the dashboard.
    Thousands,
    /// A date shown as a month: `Mar 2027`.
    Month,
    /// A whole number without separators: a year, a count.
    Whole,
    /// A ratio that reads "n.m." where it holds 0 because it does not apply.
    RatioOrNone(Unit),
}

/// The colours of the workbook; the writer knows their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Pages for the reader.
    Output,
    /// Inputs.
    Input,
    /// Calculations.
    Calculation,
    /// Statements.
    Statement,
    /// What an auditor wants.
    Audit,
}
