//! Who holds whom: no two bodies may pay into one another's capital, directly or through others.

use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::{Equity, Scenario};

impl Reader {
    /// Refuses holdings that come back to where they started (art. 2360 c.c.), each where it closes
    /// the circle.
    pub(super) fn check_holdings(&mut self, scenario: &Scenario) {
        // Who holds, and whom.
        let mut holdings: Vec<(&str, &str)> = Vec::new();
        for Equity {
            entity, holders, ..
        } in &scenario.equity
        {
            for holder in holders {
                // A body that holds itself has been told so already.
                let Some(body) = holder.entity.as_ref().filter(|body| *body != entity) else {
                    continue;
                };
                match chain(&holdings, entity, body) {
                    Some(circle) => self.report(
                        Diagnostic::at(Code::HoldingsCircle, &holder.place)
                            .with("found", format!("{} → {entity}", circle.join(" → ")))
                            .with("suggestion", body.as_str()),
                    ),
                    None => holdings.push((body, entity)),
                }
            }
        }
    }
}

/// The bodies from the one to the other, each of which holds the next.
fn chain<'a>(holdings: &[(&'a str, &'a str)], from: &'a str, to: &str) -> Option<Vec<&'a str>> {
    if from == to {
        return Some(vec![from]);
    }
    let held = holdings.iter().filter(|(holder, _)| *holder == from);
    let mut chains = held.filter_map(|(_, held)| chain(holdings, held, to));
    let rest = chains.next()?;
    Some([vec![from], rest].concat())
}
