//! What grants cover, once every item has been read.

use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Located, Place};
use crate::scenario::{Covered, Grant, GrantTerms, Scenario};
use crate::wording::Label;

impl Reader {
    /// A grant covers items of its own entity, and of a service the direct cost.
    pub(super) fn check_covers(&mut self, scenario: &Scenario) {
        for grant in &scenario.grants {
            let GrantTerms::Covering(terms) = &grant.terms else {
                continue;
            };
            for covered in &terms.covers {
                self.check_covered(scenario, grant, covered);
            }
        }
    }

    fn check_covered(&mut self, scenario: &Scenario, grant: &Grant, covered: &Located<Covered>) {
        let Some((entity, place)) = owner(scenario, &covered.value) else {
            return;
        };
        if entity != grant.entity {
            self.report(
                Diagnostic::at(Code::UnknownReference, &covered.place)
                    .with("found", covered.value.path())
                    .with("section", format!("[entities.{}]", grant.entity))
                    .see(
                        place,
                        Label::new("è di un altro ente", "another entity has it"),
                    ),
            );
        }
        if let Covered::Service(name) = &covered.value {
            let mut services = scenario.services.iter();
            let service = services.find(|service| service.name == *name);
            if service.is_some_and(|service| service.direct_cost.is_none()) {
                self.report(
                    Diagnostic::at(Code::MissingKey, place)
                        .with("path", covered.value.path())
                        .with("key", "direct_cost")
                        .with("example", "direct_cost = \"100%\""),
                );
            }
        }
    }
}

/// The entity of a covered item, and the line of its header; none where it does not exist.
fn owner<'s>(scenario: &'s Scenario, covered: &Covered) -> Option<(&'s str, &'s Place)> {
    match covered {
        Covered::Capex(name) => scenario
            .capex
            .iter()
            .find(|capex| capex.name == *name)
            .map(|capex| (capex.entity.as_str(), &capex.place)),
        Covered::Service(name) => scenario
            .services
            .iter()
            .find(|service| service.name == *name)
            .map(|service| (service.entity.as_str(), &service.place)),
        Covered::Cost(name) => scenario
            .costs
            .iter()
            .find(|cost| cost.name == *name)
            .map(|cost| (cost.entity.as_str(), &cost.place)),
        Covered::Staff(name) => scenario
            .staff
            .iter()
            .find(|staff| staff.name == *name)
            .map(|staff| (staff.entity.as_str(), &staff.place)),
    }
}
