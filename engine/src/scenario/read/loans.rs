//! `[loans.*]`: term loans and revolving lines.

use super::date::Past;
use super::funding::FREQUENCIES;
use super::reader::{Item, Reader};
use super::tree::EMPTY;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{
    DayCount, Frequency, Level, LiveNumber, Loan, LoanKind, LoanRate, Opening, Repayment,
    RepaymentKind, TermLoan,
};
use crate::wording::Label;

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
        let later = ["fees", "reserve_months", "reserve_from", "covenants"];
        self.not_yet(item, &later);
        let kind = if revolving == Some(true) {
            let limit = Field::positive("limit", Label::new("limite", "limit"), Unit::Euro);
            self.limit_is_plain(item);
            LoanKind::Revolving {
                limit: self.number(item, limit),
            }
        } else {
            let owed = self.owed_at_start(item, &borrower, openings);
            LoanKind::Term(self.term(item, owed))
        };
        self.finish(item);
        Loan {
            name: item.name.clone(),
            label: item.label.clone(),
            borrower,
            rate,
            kind,
            place: item.place.clone(),
        }
    }

    fn limit_is_plain(&mut self, item: &Item<'_>) {
        let table = item.table.get("limit").and_then(|node| node.table());
        if let Some(node) = table.and_then(|table| table.get("capped_by")) {
            let path = format!("{}.capped_by", item.path_of("limit"));
            self.report(Diagnostic::at(Code::NotComputedYet, &node.key_place).with("found", path));
        }
    }

    fn loan_rate(&mut self, item: &mut Item<'_>) -> LoanRate {
        let example = "{ fixed = \"4%\", day_count = \"30/360\" }";
        let table = item.table;
        let mut inner = self.inner(item, "rate", example);
        let floating = inner.table.get("index").is_some();
        self.not_yet(&mut inner, &["index", "spread", "floor"]);
        let fixed = Field::new("fixed", Label::new("tasso", "rate"), Unit::PercentPerYear)
            .within(Bounds::SHARE)
            .one();
        let stated = table.get("rate").is_some_and(|node| node.table().is_some());
        let fixed = if floating || !stated {
            self.number_or(&mut inner, fixed, Decimal::ZERO)
        } else {
            self.number(&mut inner, fixed)
        };
        let counts = [
            ("30/360", DayCount::Thirty360),
            ("act/360", DayCount::Actual360),
            ("act/365", DayCount::Actual365),
        ];
        let day_count = if stated {
            self.required_choice(&mut inner, "day_count", &counts, &[])
        } else {
            DayCount::Thirty360
        };
        self.finish(&inner);
        LoanRate { fixed, day_count }
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

    fn term(&mut self, item: &mut Item<'_>, drawn: Drawn) -> TermLoan {
        let draw = Field::positive("draw", Label::new("erogazioni", "draws"), Unit::Euro).dated();
        let with = item
            .table
            .get("draw")
            .and_then(|node| node.table())
            .and_then(|table| table.get("with"));
        let draw = match with {
            Some(with) => {
                let path = format!("{}.with", item.path_of("draw"));
                item.take("draw");
                self.report(
                    Diagnostic::at(Code::NotComputedYet, &with.key_place)
                        .with("found", path)
                        .with_label(
                            "hint",
                            Label::new(
                                "scrivi le erogazioni con la loro data: draw = { \"2024-01\" = 1000 }",
                                "write the draws with their dates: draw = { \"2024-01\" = 1000 }",
                            ),
                        ),
                );
                let (path, label, place) =
                    (item.path.clone(), item.label.clone(), item.place.clone());
                self.number_or(
                    &mut Item::new(path, label, place, &EMPTY),
                    draw,
                    Decimal::ZERO,
                )
            }
            None if drawn == Drawn::Before && item.table.get("draw").is_none() => {
                item.take("draw");
                self.number_or(item, draw, Decimal::ZERO)
            }
            None => self.number(item, draw),
        };
        self.check_amount(item, &draw);
        let label = Label::new("fine del preammortamento", "end of interest only");
        let past = match drawn {
            Drawn::InThePlan => Past::Refused,
            Drawn::Before => Past::Allowed,
        };
        let interest_only_until = self.optional_date(item, "interest_only_until", label, past);
        let repayment = self.repayment(item);
        TermLoan {
            draw,
            interest_only_until,
            repayment,
        }
    }

    /// The stated amount of a loan is the sum of its draws, that of a grant of its payments.
    pub(super) fn check_amount(&mut self, item: &mut Item<'_>, draw: &LiveNumber) {
        if item.table.get("amount").is_none() {
            item.take("amount");
            return;
        }
        let amount = self.amount(item, "amount");
        let sum = draw.dated_sum();
        if sum != amount && matches!(draw.level, Level::Dated(_)) {
            self.report(
                Diagnostic::at(Code::SumDiffers, &draw.place)
                    .with("path", draw.path.as_str())
                    .with("key", "amount")
                    .with("found", sum.normalize().to_string())
                    .with("expected", amount.normalize().to_string())
                    .with("difference", (amount - sum).normalize().to_string()),
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
        let kinds = [
            ("french", RepaymentKind::French),
            ("italian", RepaymentKind::Italian),
            ("bullet", RepaymentKind::Bullet),
        ];
        let mut repayment = Repayment {
            kind: RepaymentKind::French,
            years: 1,
            frequency: Frequency::Monthly,
        };
        if stated {
            repayment.kind = self.required_choice(&mut inner, "kind", &kinds, &[]);
            if inner.table.get("years").is_none() {
                self.missing(&inner, "years", "years = 10");
            }
            let years = self.integer(&mut inner, "years", (1, 50)).unwrap_or(1);
            repayment.years = u32::try_from(years).unwrap_or(1);
            repayment.frequency = self.required_choice(&mut inner, "frequency", &FREQUENCIES, &[]);
        }
        self.not_yet(&mut inner, &["instalment"]);
        self.finish(&inner);
        repayment
    }
}
