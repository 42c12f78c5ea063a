//! `[leases]`: rents between entities.

use super::date::Past;
use super::reader::{Item, Reader};
use super::tree::{Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::field::Field;
use crate::scenario::rules::LeaseRules;
use crate::scenario::{Frequency, InvoiceTiming, Invoicing, Lease, LeaseIndex, LeaseStep};
use crate::wording::Label;

const INVOICED: [(&str, Invoicing); 8] = [
    ("monthly_in_advance", in_advance(Frequency::Monthly)),
    ("quarterly_in_advance", in_advance(Frequency::Quarterly)),
    ("half_yearly_in_advance", in_advance(Frequency::HalfYearly)),
    ("annual_in_advance", in_advance(Frequency::Annual)),
    ("monthly_in_arrears", in_arrears(Frequency::Monthly)),
    ("quarterly_in_arrears", in_arrears(Frequency::Quarterly)),
    ("half_yearly_in_arrears", in_arrears(Frequency::HalfYearly)),
    ("annual_in_arrears", in_arrears(Frequency::Annual)),
];

const fn in_advance(frequency: Frequency) -> Invoicing {
    Invoicing {
        frequency,
        timing: InvoiceTiming::InAdvance,
    }
}

const fn in_arrears(frequency: Frequency) -> Invoicing {
    Invoicing {
        frequency,
        timing: InvoiceTiming::InArrears,
    }
}

/// How steps are written.
const STEPS: &str = "steps = [{ at = \"2025-01\", share = \"50%\" }]";

impl Reader {
    /// `[leases.*]`.
    pub(super) fn lease(&mut self, item: &mut Item<'_>, rules: &LeaseRules) -> Lease {
        self.label(item);
        let lessor = self.reference(item, "lessor", "entities");
        let lessee = self.reference(item, "lessee", "entities");
        self.check_two_entities(item, ("lessor", &lessor), ("lessee", &lessee));
        let yearly = [("year", ())];
        self.per(item, "rent", &yearly, (), true);
        let label = Label::new("canone a regime", "full rent");
        let rent = Field::positive("rent", label, Unit::EURO_PER_YEAR).one();
        let rent = self.number_with_per(item, &rent);
        let begins = self.date(
            item,
            "begins",
            Label::new("inizio", "beginning"),
            Past::Refused,
        );
        let label = Label::new("mesi senza canone", "months without rent");
        let rent_free = months("rent_free_months", label);
        let rent_free_months = self.number_or(item, rent_free, Decimal::ZERO);
        let steps = self.lease_steps(item);
        let index = self.lease_index(item);
        let invoiced = self.required_choice(item, "invoiced", &INVOICED, &[]);
        let label = Label::new("mesi di deposito", "months of deposit");
        let deposit = months("deposit_months", label);
        let deposit_months = self.number_or(item, deposit, Decimal::ZERO);
        let vat = self.vat(item, "vat");
        let label = Label::new("giorni di pagamento", "days of payment");
        let days = Field::new("paid_after_days", label, Unit::Days);
        let days = days.within(Bounds::DAYS).lag();
        let paid_after_days = self.number_or(item, days, Decimal::ZERO);
        let label = Label::new("imposta di registro", "registration tax");
        let stated = self.optional_number(item, Field::share("registration_tax", label));
        self.finish(item);
        Lease {
            name: item.name.clone(),
            label: item.label.clone(),
            lessor,
            lessee,
            rent,
            begins,
            rent_free_months,
            steps,
            index,
            invoiced,
            deposit_months,
            vat,
            paid_after_days,
            registration_tax: stated.unwrap_or_else(|| rules.registration_tax.clone()),
            place: item.place.clone(),
        }
    }

    /// `steps = [{ at = …, plus_months = …, share = "40%" }]`; each has a path by its number.
    fn lease_steps(&mut self, item: &mut Item<'_>) -> Vec<LeaseStep> {
        let Some(node) = item.take("steps") else {
            return Vec::new();
        };
        let path = item.path_of("steps");
        let Value::List(nodes) = &node.value else {
            self.not_steps(node, &path);
            return Vec::new();
        };
        if nodes.is_empty() {
            self.empty(node, &path, STEPS);
        }
        let mut steps = Vec::new();
        for (position, node) in nodes.iter().enumerate() {
            let path = format!("{path}.{}", position + 1);
            steps.extend(self.lease_step(item, node, path));
        }
        let at = |step: &LeaseStep| step.at.fixed().map(|date| (date, step.at.place.clone()));
        self.check_dates_in_order(&path, steps.iter().filter_map(at).collect());
        steps
    }

    fn lease_step(&mut self, item: &Item<'_>, node: &Node, path: String) -> Option<LeaseStep> {
        let Some(table) = node.table() else {
            self.not_steps(node, &path);
            return None;
        };
        let label = item.label.with_detail(&Label::new("scatto", "step"));
        let mut inner = Item::new(path, label.clone(), node.place.clone(), table);
        let at = inner.path_of("at");
        let date = self.date_of(&mut inner, &at);
        let date = self.live_date(date, label, Past::Allowed);
        let share = Label::new("quota del canone", "share of the rent");
        let share = self.number(&mut inner, Field::share("share", share).one());
        self.finish(&inner);
        Some(LeaseStep { at: date, share })
    }

    fn not_steps(&mut self, node: &Node, path: &str) {
        let expected = Label::new(
            "un elenco di date, ciascuna con la sua quota",
            "a list of dates, each with its share",
        );
        self.wrong_type(node, path, expected, STEPS);
    }

    /// `index` with its `index_share`, all of it where left out.
    fn lease_index(&mut self, item: &mut Item<'_>) -> Option<LeaseIndex> {
        let index = self.optional_reference(item, "index", "indices");
        let label = Label::new("quota dell'indice", "share of the index");
        let field = Field::share("index_share", label);
        let Some(index) = index else {
            if let Some(node) = item.take("index_share") {
                self.report(
                    Diagnostic::at(Code::MissingKey, &node.key_place)
                        .with("path", item.path.as_str())
                        .with("key", "index")
                        .with("example", "index = \"inflation\""),
                );
            }
            return None;
        };
        let share = self.number_or(item, field, Decimal::ONE);
        Some(LeaseIndex { index, share })
    }

    /// A contract has two sides.
    pub(super) fn check_two_entities(
        &mut self,
        item: &Item<'_>,
        (first, one): (&'static str, &str),
        (second, other): (&'static str, &str),
    ) {
        let Some(node) = item.table.get(second).filter(|_| one == other) else {
            return;
        };
        let others = self.names("entities").iter().filter(|name| *name != one);
        let choices: Vec<&str> = others.map(String::as_str).collect();
        let mut found = Diagnostic::at(Code::SameEntity, &node.place)
            .with("path", item.path.as_str())
            .with("found", one)
            .with("other", first);
        if !choices.is_empty() {
            found = found.with("choices", choices.join(", "));
        }
        self.report(found);
    }
}

fn months(key: &'static str, label: Label) -> Field {
    let field = Field::new(key, label, Unit::Months).within(Bounds::MONTHS);
    field.whole(Whole::Yes).one()
}
