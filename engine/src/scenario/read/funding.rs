//! `[capex]`, `[equity]`, `[grants]`, `[loans]`, `[flows]`.

use super::date::Past;
use super::reader::{Item, Reader};
use super::spaces::CURVES;
use super::tree::EMPTY;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::field::Field;
use crate::scenario::{
    Capex, Curve, DayCount, Equity, Flow, FlowDirection, Frequency, Grant, Level, LiveNumber, Loan,
    LoanKind, LoanRate, Opening, Repayment, RepaymentKind, Spend, TermLoan,
};
use crate::wording::Label;

/// Lines of the balance sheet (art. 2424 c.c.) that depreciable assets stand on.
const ASSET_LINES: [(&str, &str); 10] = [
    ("B.II.4", "B.II.4"),
    ("B.I.1", "B.I.1"),
    ("B.I.2", "B.I.2"),
    ("B.I.3", "B.I.3"),
    ("B.I.4", "B.I.4"),
    ("B.I.5", "B.I.5"),
    ("B.I.7", "B.I.7"),
    ("B.II.1", "B.II.1"),
    ("B.II.2", "B.II.2"),
    ("B.II.3", "B.II.3"),
];
/// Lines of the income statement (art. 2425 c.c.) for free receipts.
const RECEIPT_LINES: [(&str, &str); 6] = [
    ("A5", "A5_other"),
    ("A1", "A1"),
    ("A5_other", "A5_other"),
    ("A5_grants", "A5_grants"),
    ("C15", "C15"),
    ("C16", "C16"),
];
/// Lines of the income statement (art. 2425 c.c.) for free payments.
const PAYMENT_LINES: [(&str, &str); 6] = [
    ("B14", "B14"),
    ("B6", "B6"),
    ("B7", "B7"),
    ("B8", "B8"),
    ("B9e", "B9e"),
    ("C17", "C17"),
];
const FREQUENCIES: [(&str, Frequency); 4] = [
    ("monthly", Frequency::Monthly),
    ("quarterly", Frequency::Quarterly),
    ("half_yearly", Frequency::HalfYearly),
    ("annual", Frequency::Annual),
];

impl LiveNumber {
    /// The sum of amounts by date.
    pub(in crate::scenario) fn dated_sum(&self) -> Decimal {
        match &self.level {
            Level::Dated(amounts) => amounts.iter().map(|(_, amount)| *amount).sum(),
            Level::Base(_) | Level::Steps(_) | Level::Yearly(_) => Decimal::ZERO,
        }
    }
}

/// Whether a term loan is drawn in the plan or, in part at least, before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    InThePlan,
    Before,
}

impl Reader {
    /// The line of the balance sheet of a depreciable asset.
    pub(super) fn asset_account(&mut self, item: &mut Item<'_>) -> String {
        let account = self.choice(item, "account", &ASSET_LINES, &[]);
        account.unwrap_or("B.II.4").to_owned()
    }

    /// A table inside an item, whose keys are read with `read`.
    fn inner<'t>(&mut self, item: &mut Item<'t>, key: &'static str, example: &str) -> Item<'t> {
        let path = item.path_of(key);
        let node = item.take(key);
        match node {
            None => self.missing(item, key, &format!("{key} = {example}")),
            Some(node) if node.table().is_none() => {
                let expected = Label::new("una tabella", "a table");
                self.wrong_type(node, &path, expected, &format!("{key} = {example}"));
            }
            Some(_) => {}
        }
        let place = node.map_or(&item.place, |node| &node.key_place).clone();
        let table = node.and_then(|node| node.table()).unwrap_or(&EMPTY);
        Item::new(path, item.label.clone(), place, table)
    }

    /// `[capex.*]`.
    pub(super) fn investment(&mut self, item: &mut Item<'_>, default_days: &LiveNumber) -> Capex {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let amount = Field::positive("amount", Label::new("importo", "amount"), Unit::Euro).one();
        let amount = self.number(item, amount);
        let spend = self.spend(item);
        let in_use = self.date(
            item,
            "in_use",
            Label::new("entrata in uso", "in use"),
            Past::Refused,
        );
        let label = Label::new("aliquota di ammortamento", "depreciation rate");
        let depreciation = self.number(item, Field::share("depreciation", label).one());
        let vat = self.vat(item, "vat");
        let paid_after_days = self.days(item, "paid_after_days", default_days);
        let account = self.asset_account(item);
        self.finish(item);
        Capex {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            amount,
            spend,
            in_use,
            depreciation,
            vat,
            paid_after_days,
            account,
            place: item.place.clone(),
        }
    }

    fn spend(&mut self, item: &mut Item<'_>) -> Spend {
        let start = self.timeline.start();
        let example = format!("{{ at = \"{start}\", months = 6, curve = \"linear\" }}");
        let mut inner = self.inner(item, "spend", &example);
        let at = Label::new("inizio della spesa", "first month of spending");
        let at = self.date(&mut inner, "at", at, Past::Refused);
        let months = Label::new("mesi di spesa", "months of spending");
        let months = Field::new("months", months, Unit::Months)
            .within(Bounds::AT_LEAST_ONE)
            .whole(Whole::Yes)
            .one();
        let months = self.number_or(&mut inner, months, Decimal::ONE);
        let curve = self.choice(&mut inner, "curve", &CURVES, &[]);
        self.not_yet(&mut inner, &["delayed_with"]);
        self.finish(&inner);
        Spend {
            at,
            months,
            curve: curve.unwrap_or(Curve::Linear),
        }
    }

    /// `[equity.*]`.
    pub(super) fn equity(&mut self, item: &mut Item<'_>) -> Equity {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let label = Label::new("versamenti", "payments");
        let payments = self.number(item, Field::positive("payments", label, Unit::Euro).dated());
        self.not_yet(item, &["holders", "required_return"]);
        self.finish(item);
        Equity {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            payments,
            place: item.place.clone(),
        }
    }

    /// `[grants.*]`.
    pub(super) fn grant(&mut self, item: &mut Item<'_>) -> Grant {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        self.required_choice(item, "kind", &[("operating", ())], &["capital"]);
        let label = Label::new("importo annuo", "amount a year");
        let amount = self.number(item, Field::positive("amount", label, Unit::EURO_PER_YEAR));
        let claims = self.choice(item, "claims", &FREQUENCIES, &[]);
        let label = Label::new("mesi per l'incasso", "months to payment");
        let lag = Field::positive("paid_after_months", label, Unit::Months).lag();
        let paid_after_months = self.number(item, lag);
        let later = [
            "payments",
            "covers",
            "intensity",
            "advance",
            "interim_up_to",
            "final_after",
            "deadline",
            "accounting",
            "revoked",
        ];
        self.not_yet(item, &later);
        self.finish(item);
        Grant {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            amount,
            claims: claims.unwrap_or(Frequency::Annual),
            paid_after_months,
            place: item.place.clone(),
        }
    }

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

    /// The stated amount of a loan is the sum of its draws.
    fn check_amount(&mut self, item: &mut Item<'_>, draw: &LiveNumber) {
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

    /// `[flows.*]`.
    pub(super) fn flow(&mut self, item: &mut Item<'_>) -> Flow {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let both = (item.table.get("receipts"), item.table.get("payments"));
        if let (Some(_), Some(payments)) = both {
            self.report(
                Diagnostic::at(Code::Conflict, &payments.key_place)
                    .with("path", item.path.as_str())
                    .with("first", "receipts")
                    .with("second", "payments"),
            );
        }
        let outgoing = both.0.is_none() && both.1.is_some();
        let (direction, key, lines) = if outgoing {
            (FlowDirection::Payments, "payments", PAYMENT_LINES)
        } else {
            (FlowDirection::Receipts, "receipts", RECEIPT_LINES)
        };
        let account = self.required_choice(item, "account", &lines, &[]);
        let label = Label::new("importi", "amounts");
        let amounts = self.number(item, Field::positive(key, label, Unit::Euro).dated());
        item.take("receipts");
        item.take("payments");
        let vat = self.vat(item, "vat");
        self.finish(item);
        Flow {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            account: account.to_owned(),
            direction,
            amounts,
            vat,
            place: item.place.clone(),
        }
    }
}
