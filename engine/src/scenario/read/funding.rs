//! `[capex.*]`, `[flows.*]`.

use super::date::Past;
use super::reader::{Item, Reader};
use super::spaces::CURVES;
use super::tree::EMPTY;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::field::Field;
use crate::scenario::{Capex, Curve, Flow, FlowDirection, Frequency, LiveNumber, Spend};
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
pub(super) const FREQUENCIES: [(&str, Frequency); 4] = [
    ("monthly", Frequency::Monthly),
    ("quarterly", Frequency::Quarterly),
    ("half_yearly", Frequency::HalfYearly),
    ("annual", Frequency::Annual),
];

impl LiveNumber {
    /// The sum of amounts by date.
    pub(in crate::scenario) fn dated_sum(&self) -> Decimal {
        self.dated().iter().map(|(_, amount)| *amount).sum()
    }
}

impl Reader {
    /// The line of the balance sheet of a depreciable asset.
    pub(super) fn asset_account(&mut self, item: &mut Item<'_>) -> String {
        let account = self.choice(item, "account", &ASSET_LINES, &[]);
        account.unwrap_or("B.II.4").to_owned()
    }

    /// A table inside an item, whose keys are read with `read`.
    pub(super) fn inner<'t>(
        &mut self,
        item: &mut Item<'t>,
        key: &'static str,
        example: &str,
    ) -> Item<'t> {
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
        let vat = self.vat_on_purchases(item);
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
            .within(Bounds::MONTHS_FROM_ONE)
            .whole(Whole::Yes)
            .one();
        let months = self.number_or(&mut inner, months, Decimal::ONE);
        let curve = self.choice(&mut inner, "curve", &CURVES, &[]);
        let delayed_with = self.optional_reference(&mut inner, "delayed_with", "milestones");
        self.finish(&inner);
        Spend {
            at,
            months,
            curve: curve.unwrap_or(Curve::Linear),
            delayed_with,
        }
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
