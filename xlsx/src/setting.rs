//! What every worksheet is written with: the plan, its values, its places; and the head that all
//! worksheets share.

use cittadella_engine::model::{Check, Plan};
use cittadella_engine::quantity::{Decimal, to_cents, to_float};
use cittadella_engine::sheet::Sheet;
use cittadella_engine::wording::{Label, Language};

use crate::book::{
    Alarm, Cached, Cell, Content, Look, NumberFormat, Page, Place, Printing, Style, Worksheet,
};
use crate::export::Export;
use crate::frame;
use crate::layout::Layout;
use crate::tabs::Tab;

/// What every worksheet is written with.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The plan and its values.
    pub export: &'a Export<'a>,
    /// Where everything stands.
    pub layout: &'a Layout,
}

/// What the master check and every check read while all is well.
pub const WELL: &str = "OK";

impl<'a> Setting<'a> {
    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.export.plan
    }

    /// Its sheet.
    pub fn sheet(&self) -> &'a Sheet {
        &self.export.plan.sheet
    }

    /// The language of every text.
    pub fn language(&self) -> Language {
        self.export.language
    }

    /// A label in that language.
    pub fn text(&self, label: &Label) -> String {
        label.get(self.language()).to_owned()
    }

    /// Chooses between the Italian and the English of a text.
    pub fn say(&self, italian: &str, english: &str) -> String {
        self.language().pick(italian, english).to_owned()
    }

    /// What stands where a number has no meaning: "n.m.".
    pub fn not_meaningful(&self) -> String {
        self.say("n.s.", "n.m.")
    }

    /// What a check reads.
    pub fn status(&self, well: bool) -> String {
        if well {
            WELL.to_owned()
        } else {
            self.say("ERRORE", "ERROR")
        }
    }

    /// The greatest difference that a check shows in any month, in cents.
    pub fn difference(&self, check: &Check) -> Decimal {
        let values = self.export.shown().1.cells(check.row).iter();
        to_cents(values.map(Decimal::abs).max().unwrap_or_default())
    }

    /// What the master check reads: all is well where every check is.
    pub fn master_status(&self) -> String {
        let mut checks = self.plan().checks.iter();
        self.status(checks.all(|check| self.difference(check).is_zero()))
    }

    /// A worksheet with its head: title, purpose, master check.
    pub fn worksheet(&self, tab: Tab) -> Worksheet {
        let id = self.layout.tabs.id(tab);
        let mut worksheet = Worksheet::new(self.layout.tabs.name(id), tab.colour());
        let title = self.text(&tab.title(self.plan()));
        worksheet.text(Cell::at(frame::TITLE, 0), title, Style::text(Look::Title));
        let purpose = self.text(&tab.purpose());
        worksheet.text(
            Cell::at(frame::PURPOSE, 0),
            purpose,
            Style::text(Look::Purpose),
        );
        let status = Cell::at(frame::TITLE, frame::UNIT);
        let master = self.layout.addresses.master_check;
        if master.worksheet != id {
            worksheet.put(
                status,
                Content::Formula(
                    self.layout.tabs.anchored(id, master),
                    Cached::Text(self.master_status()),
                ),
                Style::text(Look::Status),
            );
            worksheet.alarms.push(Alarm {
                first: status,
                last: status,
                well: WELL.to_owned(),
            });
        }
        let contents = Tab::Page(crate::pages::Page::Contents);
        if self.layout.tabs.has(contents) {
            let back = Place {
                worksheet: self.layout.tabs.id(contents),
                cell: Cell::at(0, 0),
            };
            let text = self.say("indice", "contents");
            worksheet.put(
                Cell::at(frame::PURPOSE, frame::UNIT),
                Content::Link(text, back),
                Style::text(Look::Link),
            );
        }
        worksheet.printing = Printing {
            page: Page::OneWide,
            repeat_rows: Some((frame::TITLE, frame::HEADS)),
            repeat_columns: None,
            until: None,
        };
        worksheet
    }

    /// The heads of columns, from the first one on.
    pub fn heads(&self, worksheet: &mut Worksheet, heads: &[(&str, &str)]) {
        for (position, (italian, english)) in heads.iter().enumerate() {
            let column = u16::try_from(position).unwrap_or(u16::MAX);
            // Heads of numbers stand on the right, as their numbers do.
            let format = if column > frame::UNIT {
                NumberFormat::Whole
            } else {
                NumberFormat::Text
            };
            worksheet.text(
                Cell::at(frame::HEADS, column),
                self.say(italian, english),
                style(Look::ColumnHead, format),
            );
        }
    }
}

/// A decimal as a cell holds it.
pub fn float(value: Decimal) -> f64 {
    let value = to_float(value);
    if value == 0.0 { 0.0 } else { value }
}

/// A formula that yields a number.
pub fn formula(text: impl Into<String>, value: Decimal) -> Content {
    Content::Formula(text.into(), Cached::Number(float(value)))
}

/// A style for a number that is printed in one format.
pub fn style(look: Look, format: NumberFormat) -> Style {
    Style {
        look,
        format,
        indent: 0,
    }
}
