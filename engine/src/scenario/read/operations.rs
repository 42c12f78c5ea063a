//! `[services]`, `[costs]` and `[staff]`.

use super::date::Past;
use super::reader::{Item, Reader};
use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::quantity::{Dimension, Unit};
use crate::scenario::field::Field;
use crate::scenario::{
    Amount, AmountPer, Contract, Cost, CostKind, Driver, LiveDate, LiveNumber, Service, Staff,
    VatMode, VatTreatment,
};
use crate::wording::Label;

const AMOUNTS: [(&str, AmountPer); 4] = [
    ("year", AmountPer::Year),
    ("month", AmountPer::Month),
    ("m2/year", AmountPer::AreaYear),
    ("person/year", AmountPer::PersonYear),
];
/// What a service can be sold by, beside the amounts of every item.
const REVENUES: [(&str, AmountPer); 5] = [
    ("year", AmountPer::Year),
    ("month", AmountPer::Month),
    ("m2/year", AmountPer::AreaYear),
    ("person/year", AmountPer::PersonYear),
    ("use", AmountPer::Use),
];
/// How often a service is used.
const USES_PER_YEAR: Unit = Unit::Other(Dimension {
    item: 1,
    year: -1,
    ..Dimension::NONE
});
const DRIVERS: [(&str, Driver); 4] = [
    ("areas.open_gross", Driver::OpenGross),
    ("areas.occupied", Driver::Occupied),
    ("areas.served", Driver::Served),
    ("staff.headcount", Driver::Headcount),
];
const COST_KINDS: [(&str, CostKind); 2] =
    [("supplier", CostKind::Supplier), ("imu", CostKind::Imu)];
/// Lines of the income statement (art. 2425 c.c.) that a supplier's invoice may stand on.
const COST_LINES: [(&str, &str); 5] = [
    ("B7", "B7"),
    ("B6", "B6"),
    ("B8", "B8"),
    ("B9e", "B9e"),
    ("B14", "B14"),
];

impl AmountPer {
    fn unit(self) -> Unit {
        match self {
            AmountPer::Month => Unit::Euro,
            AmountPer::Year => Unit::EURO_PER_YEAR,
            AmountPer::AreaYear => Unit::EURO_PER_AREA_YEAR,
            AmountPer::PersonYear => Unit::EURO_PER_PERSON_YEAR,
            AmountPer::Use => Unit::Other(Dimension {
                euro: 1,
                item: -1,
                ..Dimension::NONE
            }),
        }
    }
}

impl Reader {
    /// An amount with its period and driver; a yearly amount unless said otherwise.
    fn amount_per(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        label: Label,
        choices: &[(&'static str, AmountPer)],
    ) -> Amount {
        let yearly = item
            .table
            .get(key)
            .and_then(Node::table)
            .is_some_and(|table| table.get("yearly").is_some());
        let per = self.per(item, key, choices, AmountPer::Year, !yearly);
        let field = Field::positive(key, label, per.unit());
        let value = self.number_with_per(item, &field);
        let words: Vec<(&'static str, Driver)> = match per {
            AmountPer::Month | AmountPer::Year | AmountPer::Use => Vec::new(),
            AmountPer::AreaYear => DRIVERS[..3].to_vec(),
            AmountPer::PersonYear => DRIVERS[3..].to_vec(),
        };
        let driver = self.driver(item, per, &words);
        let uses = (per == AmountPer::Use).then(|| {
            let label = Label::new("volte all'anno", "times a year");
            self.number(item, Field::positive("uses", label, USES_PER_YEAR))
        });
        Amount {
            value,
            per,
            driver,
            uses,
        }
    }

    /// `uses` of what is not sold by the use.
    fn refuse_uses(&mut self, item: &mut Item<'_>, per: AmountPer) {
        let Some(node) = item.take("uses").filter(|_| per != AmountPer::Use) else {
            return;
        };
        let word = REVENUES.iter().find(|(_, known)| *known == per);
        self.report(
            Diagnostic::at(Code::WrongPer, &node.key_place)
                .with("path", item.path_of("uses"))
                .with("found", word.map_or("year", |(word, _)| *word))
                .with("choices", "use")
                .with("suggestion", "use"),
        );
    }

    fn driver(
        &mut self,
        item: &mut Item<'_>,
        per: AmountPer,
        choices: &[(&'static str, Driver)],
    ) -> Option<Driver> {
        match choices.first() {
            Some(_) => Some(self.required_choice(item, "driver", choices, &[])),
            None => {
                let text = self.optional_text(item, "driver")?;
                let word = match per {
                    AmountPer::Month => "month",
                    AmountPer::Use => "use",
                    AmountPer::Year | AmountPer::AreaYear | AmountPer::PersonYear => "year",
                };
                let area = text.value.starts_with("areas.");
                let suggestion = if area { "m2/year" } else { "person/year" };
                self.report(
                    Diagnostic::at(Code::WrongPer, &text.place)
                        .with("path", item.path_of("driver"))
                        .with("found", word)
                        .with("choices", "m2/year, person/year")
                        .with("suggestion", suggestion),
                );
                None
            }
        }
    }

    /// `[services.*]`.
    pub(super) fn service(&mut self, item: &mut Item<'_>, default_days: &LiveNumber) -> Service {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let label = Label::new("ricavi", "revenue");
        let revenue = self.amount_per(item, "revenue", label, &REVENUES);
        self.refuse_uses(item, revenue.per);
        if item.table.get("revenue").is_none() {
            self.missing(item, "revenue", "revenue = { yearly = [24_000, 36_000] }");
        }
        let share = Field::share("direct_cost", Label::new("costo diretto", "direct cost"));
        let direct_cost = self.optional_number(item, share);
        let vat = self.vat_on_sales(item);
        let stated = item.table.get("direct_cost_vat").is_some();
        let direct_cost_vat = if stated {
            self.vat(item, "direct_cost_vat")
        } else {
            VatTreatment {
                mode: VatMode::Ordinary,
                ..vat.clone()
            }
        };
        item.take("direct_cost_vat");
        let direct_cost_paid_after_days =
            self.days(item, "direct_cost_paid_after_days", default_days);
        let paid_after_days = self.days(item, "paid_after_days", default_days);
        let (begins, ends) = self.between(item);
        let index = self.optional_reference(item, "index", "indices");
        self.finish(item);
        Service {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            revenue,
            direct_cost,
            direct_cost_vat,
            direct_cost_paid_after_days,
            begins,
            ends,
            index,
            vat,
            paid_after_days,
            place: item.place.clone(),
        }
    }

    /// `[costs.*]`.
    pub(super) fn cost(&mut self, item: &mut Item<'_>, default_days: &LiveNumber) -> Cost {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let label = Label::new("importo", "amount");
        let amount = self.amount_per(item, "amount", label, &AMOUNTS);
        if item.table.get("amount").is_none() {
            self.missing(item, "amount", "amount = { base = 1_000, per = \"year\" }");
        }
        let kind = self.choice(item, "kind", &COST_KINDS, &[]);
        let kind = kind.unwrap_or(CostKind::Supplier);
        let account = self.choice(item, "account", &COST_LINES, &[]);
        let vat = match kind {
            CostKind::Supplier => self.vat_on_purchases(item),
            CostKind::Imu => self.set_by_imu(item),
        };
        let paid_after_days = self.days(item, "paid_after_days", default_days);
        let (begins, ends) = self.between(item);
        let index = self.optional_reference(item, "index", "indices");
        let label = Label::new("quota deducibile IRES", "share deducted from IRES");
        let ires_deductible = self.optional_number(item, Field::share("ires_deductible", label));
        let label = Label::new("quota deducibile IRAP", "share deducted from IRAP");
        let irap_deductible = self.optional_number(item, Field::share("irap_deductible", label));
        let ordinary_maintenance = self.ordinary_maintenance(item);
        self.finish(item);
        Cost {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            kind,
            amount,
            account: account.unwrap_or("B7").to_owned(),
            begins,
            ends,
            index,
            vat,
            paid_after_days,
            ires_deductible,
            irap_deductible,
            ordinary_maintenance,
            place: item.place.clone(),
        }
    }

    /// `ordinary_maintenance = true`, which says how much of the cost IRES counts.
    fn ordinary_maintenance(&mut self, item: &mut Item<'_>) -> Option<Place> {
        let key = "ordinary_maintenance";
        if !self.boolean(item, key, false) {
            return None;
        }
        let place = item.table.get(key).map(|node| node.key_place.clone())?;
        if item.table.get("ires_deductible").is_some() {
            self.report(
                Diagnostic::at(Code::Conflict, &place)
                    .with("path", item.path.as_str())
                    .with("first", "ires_deductible")
                    .with("second", key),
            );
        }
        Some(place)
    }

    /// What the rules say of IMU cannot be said again: its line, VAT, payment and deduction.
    fn set_by_imu(&mut self, item: &mut Item<'_>) -> VatTreatment {
        item.take("vat");
        item.take("vat_mode");
        for key in [
            "account",
            "vat",
            "vat_mode",
            "paid_after_days",
            "ires_deductible",
            "irap_deductible",
            "ordinary_maintenance",
        ] {
            if let Some(node) = item.table.get(key) {
                self.report(
                    Diagnostic::at(Code::Conflict, &node.key_place)
                        .with("path", item.path.as_str())
                        .with("first", "kind = \"imu\"")
                        .with("second", key),
                );
            }
        }
        VatTreatment::NONE
    }

    /// `begins` and `ends`.
    pub(super) fn between(&mut self, item: &mut Item<'_>) -> (Option<LiveDate>, Option<LiveDate>) {
        let begins = self.optional_date(
            item,
            "begins",
            Label::new("inizio", "beginning"),
            Past::Allowed,
        );
        let ends = self.optional_date(item, "ends", Label::new("fine", "end"), Past::Refused);
        let first = begins.as_ref().and_then(|date| date.fixed());
        let last = ends.as_ref().and_then(|date| date.fixed());
        if let (Some(first), Some(last), Some(date)) = (first, last, &ends)
            && last < first
        {
            self.report(
                Diagnostic::at(Code::EndsBeforeBegins, &date.place)
                    .with("path", item.path.as_str())
                    .with("found", last.to_string())
                    .with("begins", first.to_string())
                    .with("first", "begins")
                    .with("second", "ends"),
            );
        }
        (begins, ends)
    }

    /// `[staff.*]`.
    pub(super) fn staff(&mut self, item: &mut Item<'_>) -> Staff {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let label = Label::new("addetti", "headcount");
        let headcount = self.number(item, Field::positive("headcount", label, Unit::Persons));
        let label = Label::new("retribuzione lorda annua", "gross salary a year");
        let salary = Field::positive("gross_salary", label, Unit::EURO_PER_PERSON_YEAR);
        let gross_salary = self.number(item, salary);
        let index = self.optional_reference(item, "index", "indices");
        let contracts = [
            ("permanent", Contract::Permanent),
            ("fixed_term", Contract::FixedTerm),
        ];
        let contract = self.choice(item, "contract", &contracts, &[]);
        self.finish(item);
        Staff {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            headcount,
            gross_salary,
            index,
            contract: contract.unwrap_or(Contract::Permanent),
            place: item.place.clone(),
        }
    }
}
