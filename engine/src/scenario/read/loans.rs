//! `[loans.*]`: term loans and revolving lines.

use super::date::Past;
use super::funding::FREQUENCIES;
use super::loan_rate::yearly;
use super::reader::{Item, Reader};
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::quantity::Unit;
use crate::scenario::field::Field;
use crate::scenario::{
    Draw, Fees, Frequency, Instalment, LiveDate, LiveNumber, Loan, LoanKind, Opening, Receivable,
    Repayment, RepaymentKind, ReserveAccount, RevolvingLine, SubstituteTax, TermLoan,
};
use crate::wording::Label;

/// The longest time that a reserve account looks ahead.
const RESERVE_MONTHS_MAX: u64 = 24;

/// The shape of a plan of repayment as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    French,
    Italian,
    Bullet,
}

/// Whether a term loan is drawn in the plan or, in part at least, before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    InThePlan,
    Before,
}

impl Reader {
    /// `[loans.*]`.
    pub(super) fn loan(&mut self, item: &mut Item<'_>, openings: &[Opening]) -> Loan {
        self.label(item);
        let borrower = self.reference(item, "borrower", "entities");
        let revolving = self.choice(item, "kind", &[("term", false), ("revolving", true)], &[]);
        let rate = self.loan_rate(item);
        let covenants = self.covenants(item);
        let kind = if revolving == Some(true) {
            self.not_yet(item, &["fees"]);
            LoanKind::Revolving(Box::new(self.revolving(item)))
        } else {
            let owed = self.owed_at_start(item, &borrower, openings);
            LoanKind::Term(Box::new(self.term(item, &borrower, owed)))
        };
        self.finish(item);
        Loan {
            name: item.name.clone(),
            label: item.label.clone(),
            borrower,
            rate,
            kind,
            covenants,
            place: item.place.clone(),
        }
    }

    /// `limit = 60_000` or `limit = { base = 25_000_000, capped_by = ["vat.credit"] }`.
    fn revolving(&mut self, item: &mut Item<'_>) -> RevolvingLine {
        let field = Field::positive("limit", Label::new("limite", "limit"), Unit::Euro);
        let table = item.table.get("limit").and_then(|node| node.table());
        let limit: LiveNumber = match item.take("limit") {
            Some(node) => {
                let path = item.path_of("limit");
                let label = item.label.with_detail(&field.label);
                self.number_at(node, path, label, &field, &["capped_by"])
            }
            None => self.number(item, field),
        };
        let mut capped_by = Vec::new();
        if let Some(table) = table {
            let path = item.path_of("limit");
            let mut inner = Item::new(path, item.label.clone(), item.place.clone(), table);
            for text in self.texts(&mut inner, "capped_by") {
                let path = inner.path_of("capped_by");
                capped_by.extend(self.receivable(path, &text));
            }
        }
        RevolvingLine { limit, capped_by }
    }

    /// `vat.credit` or `grants.NAME.receivable`.
    fn receivable(&mut self, path: String, text: &Located<String>) -> Option<Receivable> {
        if text.value == "vat.credit" {
            return Some(Receivable::VatCredit);
        }
        let grant = text.value.strip_prefix("grants.");
        if let Some(name) = grant.and_then(|rest| rest.strip_suffix(".receivable")) {
            let name = Located::new(name.to_owned(), text.place.clone());
            return Some(Receivable::Grant(self.resolve(&name, "grants")));
        }
        self.report(
            Diagnostic::at(Code::UnknownChoice, &text.place)
                .with("path", path)
                .with("found", text.value.as_str())
                .with("choices", "\"vat.credit\", \"grants.NAME.receivable\""),
        );
        None
    }

    /// Whether the borrower's opening balance sheet owes on this loan; another entity's may not.
    fn owed_at_start(&mut self, item: &Item<'_>, borrower: &str, openings: &[Opening]) -> Drawn {
        let mut drawn = Drawn::InThePlan;
        for opening in openings {
            for loan in opening.loans.iter().filter(|loan| loan.name == item.name) {
                if opening.entity == borrower {
                    drawn = Drawn::Before;
                } else {
                    self.report(
                        Diagnostic::at(Code::UnknownReference, &loan.place)
                            .with("found", loan.name.as_str())
                            .with("section", "loans")
                            .see(
                                &item.place,
                                Label::new("è di un altro", "another borrows it"),
                            ),
                    );
                }
            }
        }
        drawn
    }

    fn term(&mut self, item: &mut Item<'_>, borrower: &str, drawn: Drawn) -> TermLoan {
        let draw = self.draw(item, drawn == Drawn::Before);
        let label = Label::new("fine del preammortamento", "end of interest only");
        let past = match drawn {
            Drawn::InThePlan => Past::Refused,
            Drawn::Before => Past::Allowed,
        };
        let interest_only_until = self.optional_date(item, "interest_only_until", label, past);
        if let (Drawn::InThePlan, Some(until)) = (drawn, &interest_only_until) {
            self.check_drawn_first(item, &draw, until);
        }
        TermLoan {
            draw,
            interest_only_until,
            repayment: self.repayment(item),
            fees: self.fees(item, borrower, drawn),
            reserve: self.reserve_account(item),
        }
    }

    /// Instalments are counted from the end of the interest-only time: those due before the first
    /// draw would be lost.
    fn check_drawn_first(&mut self, item: &Item<'_>, draw: &Draw, until: &LiveDate) {
        let Draw::Dated(dated) = draw else {
            return;
        };
        let (Some((first, _)), Some(last)) = (dated.months(), until.fixed()) else {
            return;
        };
        let earliest = first.plus_months(-1);
        if last < earliest {
            self.report(
                Diagnostic::at(Code::RepaidBeforeDrawn, &until.place)
                    .with("path", item.path.as_str())
                    .with("found", last.to_string())
                    .with("begins", first.to_string())
                    .with("earliest", earliest.to_string()),
            );
        }
    }

    fn repayment(&mut self, item: &mut Item<'_>) -> Repayment {
        let example = "{ kind = \"french\", years = 10, frequency = \"half_yearly\" }";
        let stated = item
            .table
            .get("repayment")
            .is_some_and(|node| node.table().is_some());
        let mut inner = self.inner(item, "repayment", example);
        let shapes = [
            ("french", Shape::French),
            ("italian", Shape::Italian),
            ("bullet", Shape::Bullet),
        ];
        let mut shape = Shape::French;
        let (mut years, mut frequency) = (1, Frequency::Monthly);
        if stated {
            shape = self.required_choice(&mut inner, "kind", &shapes, &[]);
            if inner.table.get("years").is_none() {
                self.missing(&inner, "years", "years = 10");
            }
            let stated = self.integer(&mut inner, "years", (1, 50)).unwrap_or(1);
            years = u32::try_from(stated).unwrap_or(1);
            frequency = self.required_choice(&mut inner, "frequency", &FREQUENCIES, &[]);
        }
        let instalment = self.instalment(&mut inner, shape);
        self.finish(&inner);
        let kind = match shape {
            Shape::French => RepaymentKind::French(instalment),
            Shape::Italian => RepaymentKind::Italian,
            Shape::Bullet => RepaymentKind::Bullet,
        };
        Repayment {
            kind,
            years,
            frequency,
        }
    }

    /// `instalment`: what a French plan does when the rate changes; no other shape has it.
    fn instalment(&mut self, inner: &mut Item<'_>, shape: Shape) -> Instalment {
        let choices = [
            ("fixed_plan", Instalment::FixedPlan),
            ("recomputed", Instalment::Recomputed),
        ];
        let chosen = self.choice(inner, "instalment", &choices, &[]);
        let other = match shape {
            Shape::French => None,
            Shape::Italian => Some("kind = \"italian\""),
            Shape::Bullet => Some("kind = \"bullet\""),
        };
        if let (Some(first), Some(node)) = (other, inner.table.get("instalment")) {
            self.report(
                Diagnostic::at(Code::Conflict, &node.key_place)
                    .with("path", inner.path.as_str())
                    .with("first", first)
                    .with("second", "instalment"),
            );
        }
        chosen.unwrap_or(Instalment::FixedPlan)
    }

    /// `fees = { upfront = "0.8%", commitment = "0.4%", substitute_tax = "0.25%" }`.
    fn fees(&mut self, item: &mut Item<'_>, borrower: &str, drawn: Drawn) -> Option<Fees> {
        if item.table.get("fees").is_none() {
            item.take("fees");
            return None;
        }
        let mut inner = self.inner(item, "fees", "{ upfront = \"1%\" }");
        let label = Label::new("commissione di erogazione", "up-front fee");
        let upfront = self.optional_number(&mut inner, Field::share("upfront", label).one());
        let label = Label::new("commissione di mancato utilizzo", "commitment fee");
        let commitment = self.optional_number(&mut inner, yearly("commitment", label));
        let label = Label::new("imposta sostitutiva", "substitute tax");
        let tax = self.optional_number(&mut inner, Field::share("substitute_tax", label).one());
        self.finish(&inner);
        if drawn == Drawn::Before {
            for key in ["upfront", "substitute_tax"] {
                if let Some(node) = inner.table.get(key) {
                    self.report(
                        Diagnostic::at(Code::Conflict, &node.key_place)
                            .with("path", item.path.as_str())
                            .with("first", format!("opening.{borrower}.loans.{}", item.name))
                            .with("second", format!("fees.{key}")),
                    );
                }
            }
        }
        let substitute_tax = match (tax, drawn) {
            (_, Drawn::Before) => SubstituteTax::Settled,
            (Some(tax), Drawn::InThePlan) => SubstituteTax::Stated(Box::new(tax)),
            (None, Drawn::InThePlan) => SubstituteTax::Rule,
        };
        Some(Fees {
            upfront,
            commitment,
            substitute_tax,
        })
    }

    /// `reserve_months` and `reserve_from`, which belong together.
    fn reserve_account(&mut self, item: &mut Item<'_>) -> Option<ReserveAccount> {
        let pair = ["reserve_months", "reserve_from"].map(|key| item.table.get(key).is_some());
        match pair {
            [true, false] => self.missing(item, "reserve_from", "reserve_from = \"2026-12\""),
            [false, true] => self.missing(item, "reserve_months", "reserve_months = 6"),
            [true, true] | [false, false] => {}
        }
        let months = self.integer(item, "reserve_months", (1, RESERVE_MONTHS_MAX));
        let label = Label::new("inizio della riserva", "start of the reserve");
        let from = self.optional_date(item, "reserve_from", label, Past::Allowed);
        let months = u32::try_from(months?).ok()?;
        Some(ReserveAccount {
            months,
            from: from?,
        })
    }
}
