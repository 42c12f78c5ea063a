//! `[spaces]`, `[services]`, `[staff]`, `[costs]` and what they share: price, VAT, terms.

use super::date::Past;
use super::reader::{Item, Reader, suggest};
use super::tree::{Node, Value};
use super::written::percent;
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::quantity::{Bounds, Decimal, Dimension, Unit};
use crate::scenario::field::Field;
use crate::scenario::{
    Amount, AmountPer, Contract, Cost, Curve, Driver, LiveNumber, Occupancy, Price, PricePer, Ramp,
    Service, Space, Staff, VatPart, VatTreatment,
};
use crate::wording::Label;

const PRICES: [(&str, PricePer); 5] = [
    ("unit/month", PricePer::UnitMonth),
    ("unit/year", PricePer::UnitYear),
    ("m2/year", PricePer::AreaYear),
    ("day", PricePer::Day),
    ("night", PricePer::Night),
];
const AMOUNTS: [(&str, AmountPer); 4] = [
    ("year", AmountPer::Year),
    ("month", AmountPer::Month),
    ("m2/year", AmountPer::AreaYear),
    ("person/year", AmountPer::PersonYear),
];
const DRIVERS: [(&str, Driver); 4] = [
    ("areas.open_gross", Driver::OpenGross),
    ("areas.occupied", Driver::Occupied),
    ("areas.served", Driver::Served),
    ("staff.headcount", Driver::Headcount),
];
pub(super) const CURVES: [(&str, Curve); 2] = [("linear", Curve::Linear), ("s", Curve::S)];
/// Lines of the income statement (art. 2425 c.c.) that a supplier's invoice may stand on.
const COST_LINES: [(&str, &str); 5] = [
    ("B7", "B7"),
    ("B6", "B6"),
    ("B8", "B8"),
    ("B9e", "B9e"),
    ("B14", "B14"),
];

impl PricePer {
    fn unit(self) -> Unit {
        let euro = Dimension {
            euro: 1,
            ..Dimension::NONE
        };
        match self {
            PricePer::AreaYear => Unit::EURO_PER_AREA_YEAR,
            PricePer::UnitMonth => Unit::Other(Dimension { item: -1, ..euro }),
            PricePer::UnitYear => Unit::Other(Dimension {
                item: -1,
                year: -1,
                ..euro
            }),
            PricePer::Day | PricePer::Night => Unit::Other(Dimension {
                item: -1,
                day: -1,
                ..euro
            }),
        }
    }
}

impl AmountPer {
    fn unit(self) -> Unit {
        match self {
            AmountPer::Month => Unit::Euro,
            AmountPer::Year => Unit::EURO_PER_YEAR,
            AmountPer::AreaYear => Unit::EURO_PER_AREA_YEAR,
            AmountPer::PersonYear => Unit::EURO_PER_PERSON_YEAR,
        }
    }
}

impl Reader {
    /// `[spaces.*]`.
    pub(super) fn space(&mut self, item: &mut Item<'_>, default_days: &LiveNumber) -> Space {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let units = Field::positive("units", Label::new("unità", "units"), Unit::Items);
        let units = self.number(item, units);
        let per_unit = Unit::Other(Dimension {
            area: 1,
            item: -1,
            ..Dimension::NONE
        });
        let area = Field::positive("area_m2", Label::new("m2 per unità", "m2 a unit"), per_unit);
        let area_m2 = self.optional_number(item, area);
        let price = self.price(item, "price", Label::new("prezzo", "price"), &PRICES);
        let year = Bounds {
            low: Some(Decimal::ZERO),
            high: Some(Decimal::from(366)),
        };
        let days = Label::new("giorni l'anno", "days a year");
        let days = Field::new("days_per_year", days, Unit::DAYS_PER_YEAR).within(year);
        let days_per_year = self.number_or(item, days, Decimal::from(365));
        let label = Label::new("oneri accessori", "service charge");
        let charge_per = [("m2/year", PricePer::AreaYear)];
        let service_charge = item
            .table
            .get("service_charge")
            .is_some()
            .then(|| self.price(item, "service_charge", label, &charge_per));
        item.take("service_charge");
        if area_m2.is_none() && (price.per == PricePer::AreaYear || service_charge.is_some()) {
            self.missing(item, "area_m2", "area_m2 = 30");
        }
        let opens = self.date(
            item,
            "opens",
            Label::new("apertura", "opening"),
            Past::Allowed,
        );
        let occupancy = self.occupancy(item);
        let index = self.optional_reference(item, "index", "indices");
        let vat = self.vat(item, "vat");
        let paid_after_days = self.days(item, "paid_after_days", default_days);
        self.not_yet(item, &["turnover"]);
        self.finish(item);
        Space {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            units,
            area_m2,
            price,
            days_per_year,
            service_charge,
            opens,
            occupancy,
            index,
            vat,
            paid_after_days,
            place: item.place.clone(),
        }
    }

    fn price(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        label: Label,
        choices: &[(&'static str, PricePer)],
    ) -> Price {
        let per = self.per(item, key, choices, choices[0].1, true);
        let field = Field::positive(key, label, per.unit());
        let amount = self.number_with_per(item, &field);
        Price { amount, per }
    }

    /// The `per` of a table `{ base = …, per = "…" }`.
    fn per<T: Copy>(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        choices: &[(&'static str, T)],
        default: T,
        required: bool,
    ) -> T {
        let Some(node) = item.take(key) else {
            return default;
        };
        let path = item.path_of(key);
        let word = choices[0].0;
        let stated = node.table().and_then(|table| table.get("per"));
        let Some(stated) = stated else {
            if required {
                let example = match &node.value {
                    Value::Number(text) => format!("{key} = {{ base = {text}, per = \"{word}\" }}"),
                    Value::Text(_)
                    | Value::Boolean(_)
                    | Value::Date(_)
                    | Value::List(_)
                    | Value::Table(_) => format!("per = \"{word}\""),
                };
                self.report(
                    Diagnostic::at(Code::MissingKey, &node.place)
                        .with("path", path)
                        .with("key", "per")
                        .with("example", example),
                );
            }
            return default;
        };
        let text = stated.text().unwrap_or("…");
        if let Some((_, per)) = choices.iter().find(|(word, _)| *word == text) {
            return *per;
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let found = Diagnostic::at(Code::WrongPer, &stated.place)
            .with("path", path)
            .with("found", text)
            .with("choices", words.join(", "));
        let found = suggest(found, text, words.iter().copied());
        let area = words
            .iter()
            .find(|word| text.starts_with("m2") && word.starts_with("m2"));
        self.report(found.with("suggestion", *area.unwrap_or(&word)));
        default
    }

    fn number_with_per(&mut self, item: &mut Item<'_>, field: &Field) -> LiveNumber {
        let path = item.path_of(field.key);
        let label = item.label.with_detail(&field.label);
        match item.take(field.key) {
            Some(node) => self.number_at(node, path, label, field, &["per"]),
            None => self.number(item, field.clone()),
        }
    }

    fn occupancy(&mut self, item: &mut Item<'_>) -> Occupancy {
        let path = item.path_of("occupancy");
        let example = "{ initial = \"30%\", full = \"90%\", ramp_months = 24, curve = \"linear\" }";
        let node = item.take("occupancy");
        let table = match node {
            None => {
                self.missing(item, "occupancy", &format!("occupancy = {example}"));
                None
            }
            Some(node) => {
                if node.table().is_none() {
                    let expected = Label::new("una tabella", "a table");
                    self.wrong_type(node, &path, expected, &format!("occupancy = {example}"));
                }
                node.table()
            }
        };
        let place = node.map_or(&item.place, |node| &node.key_place).clone();
        let label = item.label.clone();
        let mut inner = Item::new(path, label, place, table.unwrap_or(&super::tree::EMPTY));
        let share = |key, italian, english| Field::share(key, Label::new(italian, english));
        let full = share("full", "occupazione a regime", "full occupancy");
        let full = match table {
            Some(_) => self.number(&mut inner, full),
            None => self.number_or(&mut inner, full, Decimal::ONE),
        };
        let ramped = ["initial", "ramp_months", "curve"]
            .iter()
            .any(|key| inner.table.get(key).is_some());
        let ramp = ramped.then(|| {
            let initial = share("initial", "occupazione iniziale", "initial occupancy");
            let initial = self.number_or(&mut inner, initial, Decimal::ZERO);
            let months = Label::new("mesi di avviamento", "ramp");
            let months = Field::new("ramp_months", months, Unit::Months)
                .within(Bounds::AT_LEAST_ONE)
                .whole(crate::quantity::Whole::Yes);
            let months = self.number(&mut inner, months);
            let curve = self.choice(&mut inner, "curve", &CURVES, &[]);
            Ramp {
                initial,
                months,
                curve: curve.unwrap_or(Curve::Linear),
            }
        });
        for key in ["initial", "ramp_months", "curve"] {
            inner.take(key);
        }
        self.finish(&inner);
        Occupancy { full, ramp }
    }

    /// Days of payment; those of the rules where left out.
    pub(super) fn days(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        default: &LiveNumber,
    ) -> LiveNumber {
        let label = Label::new("giorni di pagamento", "days of payment");
        let field = Field::new(key, label, Unit::Days)
            .within(Bounds::DAYS)
            .lag();
        let stated = self.optional_number(item, field);
        stated.unwrap_or_else(|| default.clone())
    }

    /// `vat = "vat.standard"` or `vat = { "vat.standard" = "60%", "vat.exempt" = "40%" }`.
    pub(super) fn vat(&mut self, item: &mut Item<'_>, key: &'static str) -> VatTreatment {
        let Some(node) = item.take(key) else {
            self.missing(item, key, &format!("{key} = \"vat.standard\""));
            return VatTreatment { parts: Vec::new() };
        };
        let path = item.path_of(key);
        let parts = match &node.value {
            Value::Text(text) => {
                let class = Located::new(text.clone(), node.place.clone());
                vec![self.vat_part(item, node, class, &path, None)]
            }
            Value::Table(table) => {
                let mut parts = Vec::new();
                for (class, share) in &table.entries {
                    let class = Located::new(class.clone(), share.key_place.clone());
                    parts.push(self.vat_part(item, share, class, &path, Some(share)));
                }
                self.check_shares(node, &path, &parts);
                parts
            }
            Value::Number(_) | Value::Boolean(_) | Value::Date(_) | Value::List(_) => {
                let expected = Label::new("una classe IVA", "a VAT class");
                self.wrong_type(node, &path, expected, &format!("{key} = \"vat.standard\""));
                Vec::new()
            }
        };
        VatTreatment { parts }
    }

    fn vat_part(
        &mut self,
        item: &Item<'_>,
        node: &Node,
        class: Located<String>,
        path: &str,
        share: Option<&Node>,
    ) -> VatPart {
        let class = self.resolve(&class, "vat");
        let field = Field::share("share", Label::new("quota IVA", "VAT share")).one();
        let label = item.label.with_detail(&field.label);
        let path = format!("{path}.{class}");
        let whole = Node {
            value: Value::Text("100%".to_owned()),
            ..node.clone()
        };
        let share = self.number_at(share.unwrap_or(&whole), path, label, &field, &[]);
        VatPart { class, share }
    }

    fn check_shares(&mut self, node: &Node, path: &str, parts: &[VatPart]) {
        let shares = parts.iter().filter_map(|part| part.share.base());
        let sum: Decimal = shares.sum();
        if sum != Decimal::ONE {
            self.report(
                Diagnostic::at(Code::SharesNotWhole, &node.place)
                    .with("path", path)
                    .with("found", percent(sum))
                    .with("difference", percent(Decimal::ONE - sum)),
            );
        }
    }

    /// An amount with its period and driver; a yearly amount unless said otherwise.
    fn amount_per(&mut self, item: &mut Item<'_>, key: &'static str, label: Label) -> Amount {
        let yearly = item
            .table
            .get(key)
            .and_then(Node::table)
            .is_some_and(|table| table.get("yearly").is_some());
        let per = self.per(item, key, &AMOUNTS, AmountPer::Year, !yearly);
        let field = Field::positive(key, label, per.unit());
        let value = self.number_with_per(item, &field);
        let words: Vec<(&'static str, Driver)> = match per {
            AmountPer::Month | AmountPer::Year => Vec::new(),
            AmountPer::AreaYear => DRIVERS[..3].to_vec(),
            AmountPer::PersonYear => DRIVERS[3..].to_vec(),
        };
        let driver = self.driver(item, per, &words);
        Amount { value, per, driver }
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
        let revenue = self.amount_per(item, "revenue", Label::new("ricavi", "revenue"));
        if item.table.get("revenue").is_none() {
            self.missing(item, "revenue", "revenue = { yearly = [24_000, 36_000] }");
        }
        let share = Field::share("direct_cost", Label::new("costo diretto", "direct cost"));
        let direct_cost = self.optional_number(item, share);
        let vat = self.vat(item, "vat");
        let stated = item.table.get("direct_cost_vat").is_some();
        let direct_cost_vat = if stated {
            self.vat(item, "direct_cost_vat")
        } else {
            vat.clone()
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
        let amount = self.amount_per(item, "amount", Label::new("importo", "amount"));
        if item.table.get("amount").is_none() {
            self.missing(item, "amount", "amount = { base = 1_000, per = \"year\" }");
        }
        let account = self.choice(item, "account", &COST_LINES, &[]);
        let vat = self.vat(item, "vat");
        let paid_after_days = self.days(item, "paid_after_days", default_days);
        let (begins, ends) = self.between(item);
        let index = self.optional_reference(item, "index", "indices");
        let label = Label::new("quota deducibile IRES", "share deducted from IRES");
        let ires_deductible = self.optional_number(item, Field::share("ires_deductible", label));
        let label = Label::new("quota deducibile IRAP", "share deducted from IRAP");
        let irap_deductible = self.optional_number(item, Field::share("irap_deductible", label));
        self.not_yet(item, &["kind"]);
        self.finish(item);
        Cost {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            amount,
            account: account.unwrap_or("B7").to_owned(),
            begins,
            ends,
            index,
            vat,
            paid_after_days,
            ires_deductible,
            irap_deductible,
            place: item.place.clone(),
        }
    }

    /// `begins` and `ends`.
    fn between(
        &mut self,
        item: &mut Item<'_>,
    ) -> (
        Option<crate::scenario::LiveDate>,
        Option<crate::scenario::LiveDate>,
    ) {
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
                    .with("begins", first.to_string()),
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
