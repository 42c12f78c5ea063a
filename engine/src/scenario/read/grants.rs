//! `[grants.*]`.

use super::date::Past;
use super::funding::FREQUENCIES;
use super::reader::{Item, Reader, suggest};
use crate::calendar::YearMonth;
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{
    Covered, CoveringGrant, CoveringKind, FinalClaim, Frequency, Grant, GrantAdvance, GrantClaims,
    GrantPayment, GrantTerms, LiveNumber, Recovery, YearlyGrant, YearlyPayment,
};
use crate::wording::Label;

/// Keys that only a grant with `covers` has.
const COVERING: [&str; 7] = [
    "covers",
    "intensity",
    "advance",
    "interim_up_to",
    "final_after",
    "deadline",
    "revoked",
];
/// Keys that say how a grant is claimed, which one paid on dates is not.
const CLAIMED: [&str; 7] = [
    "claims",
    "paid_after_months",
    "advance",
    "interim_up_to",
    "final_after",
    "deadline",
    "revoked",
];
/// The sections whose items an operating grant can cover.
const RUNNING: [&str; 3] = ["costs", "services", "staff"];

impl Reader {
    /// `[grants.*]`.
    pub(super) fn grant(&mut self, item: &mut Item<'_>) -> Grant {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let kinds = [
            ("operating", CoveringKind::Operating),
            ("capital", CoveringKind::Capital),
        ];
        let kind = self.required_choice(item, "kind", &kinds, &[]);
        let covering = |key: &&str| item.table.get(key).is_some();
        let terms = if kind == CoveringKind::Capital || COVERING.iter().any(covering) {
            GrantTerms::Covering(Box::new(self.covering(item, kind)))
        } else {
            GrantTerms::Yearly(self.yearly_grant(item))
        };
        self.finish(item);
        Grant {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            terms,
            place: item.place.clone(),
        }
    }

    fn yearly_grant(&mut self, item: &mut Item<'_>) -> YearlyGrant {
        let label = Label::new("importo annuo", "amount a year");
        let amount = self.number(item, Field::positive("amount", label, Unit::EURO_PER_YEAR));
        let payment = if item.table.get("payments").is_some() {
            YearlyPayment::Dates(self.dated_payments(item))
        } else {
            item.take("payments");
            let frequency = self.choice(item, "claims", &FREQUENCIES, &[]);
            YearlyPayment::Claims {
                frequency: frequency.unwrap_or(Frequency::Annual),
                paid_after_months: self.grant_lag(item),
            }
        };
        // Known, so that a misspelt one is recognised; any of them makes it a covering grant.
        for key in COVERING {
            item.take(key);
        }
        YearlyGrant { amount, payment }
    }

    fn grant_lag(&mut self, item: &mut Item<'_>) -> LiveNumber {
        let label = Label::new("mesi per l'incasso", "months to payment");
        let lag = Field::new("paid_after_months", label, Unit::Months)
            .within(Bounds::MONTHS)
            .lag();
        self.number(item, lag)
    }

    fn covering(&mut self, item: &mut Item<'_>, kind: CoveringKind) -> CoveringGrant {
        let covers = self.covers(item, kind);
        let label = Label::new("intensità", "intensity");
        let intensity = Field::share("intensity", label).one();
        if kind == CoveringKind::Capital {
            let ways = [("deferred_income", ())];
            self.choice(item, "accounting", &ways, &["cost_reduction"]);
        }
        let dated = item.table.get("payments").is_some();
        let intensity = if dated {
            self.number_or(item, intensity, Decimal::ONE)
        } else {
            self.number(item, intensity)
        };
        let payment = if dated {
            let payments = self.dated_payments(item);
            self.check_amount(item, &payments);
            GrantPayment::Dates(payments)
        } else {
            item.take("payments");
            GrantPayment::Claims(Box::new(self.grant_claims(item)))
        };
        CoveringGrant {
            kind,
            covers,
            intensity,
            payment,
        }
    }

    /// `covers = ["capex.lot_1"]`.
    fn covers(&mut self, item: &mut Item<'_>, kind: CoveringKind) -> Vec<Located<Covered>> {
        let example = match kind {
            CoveringKind::Capital => "covers = [\"capex.…\"]",
            CoveringKind::Operating => "covers = [\"costs.…\"]",
        };
        match item.table.get("covers") {
            None => self.missing(item, "covers", example),
            Some(node) if matches!(&node.value, super::tree::Value::List(list) if list.is_empty()) =>
            {
                self.report(
                    Diagnostic::at(Code::EmptyList, &node.place)
                        .with("path", item.path_of("covers"))
                        .with("example", example),
                );
            }
            Some(_) => {}
        }
        let texts = self.texts(item, "covers");
        let mut covers: Vec<Located<Covered>> = Vec::new();
        for text in texts {
            let covered = match kind {
                CoveringKind::Capital => Some(Covered::Capex(self.resolve(&text, "capex"))),
                CoveringKind::Operating => self.running_cost(&text),
            };
            if let Some(covered) = covered
                && covers.iter().all(|earlier| earlier.value != covered)
            {
                covers.push(Located::new(covered, text.place));
            }
        }
        covers
    }

    /// A running cost by its path: `costs.events`, `services.projects`, `staff.researchers`.
    fn running_cost(&mut self, text: &Located<String>) -> Option<Covered> {
        let section = text.value.split_once('.').map(|(section, _)| section);
        match section {
            Some("costs") => Some(Covered::Cost(self.resolve(text, "costs"))),
            Some("services") => Some(Covered::Service(self.resolve(text, "services"))),
            Some("staff") => Some(Covered::Staff(self.resolve(text, "staff"))),
            Some(_) | None => {
                let known: Vec<String> = RUNNING
                    .iter()
                    .flat_map(|section| {
                        let names = self.names(section).iter();
                        names.map(move |name| format!("{section}.{name}"))
                    })
                    .collect();
                let mut found = Diagnostic::at(Code::UnknownReference, &text.place)
                    .with("found", text.value.as_str())
                    .with("section", "[costs], [services], [staff]")
                    .with("header", "costs.…");
                if !known.is_empty() {
                    found = found.with("choices", known.join(", "));
                }
                let known = known.iter().map(String::as_str);
                self.report(suggest(found, &text.value, known));
                None
            }
        }
    }

    /// `payments = { "2023-06" = 8_000_000 }`, which nothing about claims stands beside.
    fn dated_payments(&mut self, item: &mut Item<'_>) -> LiveNumber {
        for key in CLAIMED {
            if let Some(node) = item.take(key) {
                self.report(
                    Diagnostic::at(Code::Conflict, &node.key_place)
                        .with("path", item.path.as_str())
                        .with("first", "payments")
                        .with("second", key),
                );
            }
        }
        let label = Label::new("incassi", "payments");
        self.number(item, Field::positive("payments", label, Unit::Euro).dated())
    }

    fn grant_claims(&mut self, item: &mut Item<'_>) -> GrantClaims {
        let label = Label::new("importo massimo", "most that is granted");
        let amount = self.number(item, Field::positive("amount", label, Unit::Euro).one());
        let advance = self.grant_advance(item);
        let frequency = self.choice(item, "claims", &FREQUENCIES, &[]);
        let paid_after_months = self.grant_lag(item);
        let balance = self.final_claim(item);
        let deadline = self.grant_deadline(item);
        GrantClaims {
            amount,
            advance,
            frequency: frequency.unwrap_or(Frequency::Annual),
            paid_after_months,
            balance,
            deadline,
        }
    }

    fn grant_advance(&mut self, item: &mut Item<'_>) -> Option<GrantAdvance> {
        if item.table.get("advance").is_none() {
            item.take("advance");
            return None;
        }
        let start = self.timeline.start();
        let example =
            format!("{{ share = \"10%\", at = \"{start}\", recovery = \"absorb_first\" }}");
        let mut inner = self.inner(item, "advance", &example);
        inner.table.get("share")?;
        let label = Label::new("quota anticipata", "advance share");
        let share = self.number(&mut inner, Field::share("share", label).one());
        let at = Label::new("mese dell'anticipo", "month of the advance");
        let at = self.date(&mut inner, "at", at, Past::Refused);
        let ways = [
            ("absorb_first", Recovery::AbsorbFirst),
            ("proportional", Recovery::Proportional),
        ];
        let recovery = self.choice(&mut inner, "recovery", &ways, &[]);
        self.finish(&inner);
        Some(GrantAdvance {
            share,
            at,
            recovery: recovery.unwrap_or(Recovery::AbsorbFirst),
        })
    }

    /// `final_after`, and what waits for it.
    fn final_claim(&mut self, item: &mut Item<'_>) -> Option<FinalClaim> {
        let waiting = ["interim_up_to", "revoked"];
        let stated = waiting.iter().any(|key| item.table.get(key).is_some());
        if stated && item.table.get("final_after").is_none() {
            let start = self.timeline.start();
            self.missing(item, "final_after", &format!("final_after = \"{start}\""));
        }
        let label = Label::new("domanda di saldo", "final claim");
        let after = self.optional_date(item, "final_after", label, Past::Refused);
        let Some(after) = after else {
            for key in waiting {
                item.take(key);
            }
            return None;
        };
        let label = Label::new("limite prima del saldo", "limit before the final claim");
        let interim_up_to = Field::share("interim_up_to", label).one();
        let interim_up_to = self.number_or(item, interim_up_to, Decimal::ONE);
        let label = Label::new("quota revocata", "share revoked");
        let revoked = self.number_or(item, Field::share("revoked", label).one(), Decimal::ZERO);
        Some(FinalClaim {
            after,
            interim_up_to,
            revoked,
        })
    }

    /// A deadline may lie beyond the plan, where nothing is lost, but not before it.
    fn grant_deadline(&mut self, item: &mut Item<'_>) -> Option<YearMonth> {
        let deadline = self.month(item, "deadline")?;
        if deadline.value < self.timeline.start() {
            self.check_computed(&item.path_of("deadline"), deadline.value, &deadline.place);
        }
        Some(deadline.value)
    }
}
