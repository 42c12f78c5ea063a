//! References that must stay within one body: what a loan is drawn with, what a line is lent
//! against, what a property earns.

use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::{Draw, LoanKind, Receivable, Scenario};
use crate::wording::Label;

impl Reader {
    /// Reports every such reference to an item of another body.
    pub(super) fn check_owners(&mut self, scenario: &Scenario) {
        for loan in &scenario.loans {
            let foreign = match &loan.kind {
                LoanKind::Term(terms) => match &terms.draw {
                    Draw::With(with) => vec![format!("capex.{}", with.capex)],
                    Draw::Dated(_) => Vec::new(),
                },
                LoanKind::Revolving(line) => line
                    .capped_by
                    .iter()
                    .filter_map(|receivable| match receivable {
                        Receivable::VatCredit => None,
                        Receivable::Grant(name) => Some(format!("grants.{name}")),
                    })
                    .collect(),
            };
            for path in foreign {
                self.check_owner(scenario, &path, &loan.borrower, &loan.place);
            }
        }
        for valuation in &scenario.valuations {
            for income in &valuation.incomes {
                let mut words = income.value.split('.');
                if let (Some(section), Some(name)) = (words.next(), words.next()) {
                    let path = format!("{section}.{name}");
                    self.check_owner(scenario, &path, &valuation.entity, &income.place);
                }
            }
        }
    }

    /// Reports an item that belongs to another body than it should.
    fn check_owner(&mut self, scenario: &Scenario, path: &str, entity: &str, place: &Place) {
        let Some((owner, stated)) = owner(scenario, path) else {
            return;
        };
        if owner != entity {
            self.report(
                Diagnostic::at(Code::UnknownReference, place)
                    .with("found", path)
                    .with("section", format!("[entities.{entity}]"))
                    .see(
                        stated,
                        Label::new("è di un altro ente", "another entity has it"),
                    ),
            );
        }
    }
}

/// The body of an item that can be drawn with, lent against or let, and the line of its header.
fn owner<'s>(scenario: &'s Scenario, path: &str) -> Option<(&'s str, &'s Place)> {
    let (section, name) = path.split_once('.')?;
    match section {
        "capex" => {
            let mut items = scenario.capex.iter();
            let item = items.find(|item| item.name == name)?;
            Some((&item.entity, &item.place))
        }
        "grants" => {
            let mut items = scenario.grants.iter();
            let item = items.find(|item| item.name == name)?;
            Some((&item.entity, &item.place))
        }
        "leases" => {
            let mut items = scenario.leases.iter();
            let item = items.find(|item| item.name == name)?;
            Some((&item.lessor, &item.place))
        }
        "spaces" => {
            let mut items = scenario.spaces.iter();
            let item = items.find(|item| item.name == name)?;
            Some((&item.entity, &item.place))
        }
        _ => None,
    }
}
