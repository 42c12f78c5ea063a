//! `[entities]`: bodies with their own books.

use super::reader::{Item, Reader, humanised};
use super::sections::{GROUP, is_section};
use super::tree::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{Entity, EntityKind, LegalForm, LiveNumber, RefundYears, Regime, VatRefund};
use crate::wording::Label;

impl Reader {
    /// `[entities.*]`.
    pub(super) fn entity(&mut self, item: &mut Item<'_>, refund_lag: &LiveNumber) -> Entity {
        self.check_reserved(item);
        let name = self.optional_text(item, "name");
        if let Some(name) = &name {
            self.check_shown(&item.path_of("name"), name);
        }
        item.label = match &name {
            Some(name) => Label::same(name.value.clone()),
            None => Label::same(humanised(&item.name)),
        };
        let kinds = [
            ("company", EntityKind::Company),
            ("real_estate_company", EntityKind::RealEstateCompany),
            ("foundation", EntityKind::Foundation),
            ("association", EntityKind::Association),
            ("network", EntityKind::Network),
        ];
        let kind = self.required_choice(item, "kind", &kinds, &[]);
        let legal_form = self.legal_form(item, kind);
        let regime = self.regime(item, kind);
        if kind.is_company() && item.table.get("founded").is_none() {
            let start = self.timeline.start();
            self.missing(item, "founded", &format!("founded = \"{start}\""));
        }
        let founded = self.month(item, "founded");
        if let Some(founded) = &founded {
            self.check_founded(&item.name, founded);
        }
        let label = Label::new("liquidità minima", "minimum cash");
        let minimum = Field::positive("minimum_cash", label, Unit::Euro);
        let minimum_cash = self.number_or(item, minimum, Decimal::ZERO);
        let new_activity = self.boolean(item, "new_activity", true);
        let isa = self.boolean(item, "isa", false);
        let vat_refund = self.vat_refund(item, refund_lag);
        let tax = self.tax_choices(item, kind);
        self.finish(item);
        Entity {
            key: item.name.clone(),
            label: item.label.clone(),
            kind,
            legal_form,
            regime,
            founded: founded.map_or(self.timeline.start(), |founded| founded.value),
            new_activity,
            isa,
            minimum_cash,
            vat_refund,
            tax,
            place: item.place.clone(),
        }
    }

    /// The legal form, which a company has and no other body.
    fn legal_form(&mut self, item: &mut Item<'_>, kind: EntityKind) -> Option<LegalForm> {
        if kind.is_company() {
            let forms = [("srl", LegalForm::Srl), ("spa", LegalForm::Spa)];
            return Some(self.required_choice(item, "legal_form", &forms, &[]));
        }
        if item.table.get("legal_form").is_some()
            && let Some(node) = item.take("legal_form")
        {
            self.report(
                Diagnostic::at(Code::CompaniesOnly, &node.key_place)
                    .with("path", item.path_of("legal_form"))
                    .with("entity", item.name.as_str()),
            );
        }
        None
    }

    /// `regime`: always commercial for a company; other bodies are non-commercial unless they say
    /// that their main activity is a business.
    fn regime(&mut self, item: &mut Item<'_>, kind: EntityKind) -> Regime {
        let commercial = ("commercial", Regime::Commercial);
        if kind.is_company() {
            let stated = self.choice(item, "regime", &[commercial], &[]);
            return stated.unwrap_or(Regime::Commercial);
        }
        let regimes = [commercial, ("non_commercial", Regime::NonCommercial)];
        let stated = self.choice(item, "regime", &regimes, &[]);
        stated.unwrap_or(Regime::NonCommercial)
    }

    /// The rows of an entity begin with its name, as those of a contract with its section's.
    fn check_reserved(&mut self, item: &Item<'_>) {
        let name = item.name.as_str();
        let other = if name == GROUP {
            Label::new("tutti gli enti insieme", "all entities together")
        } else if is_section(name) {
            let section = format!("[{name}]");
            Label::new(
                format!("la sezione {section}"),
                format!("the section {section}"),
            )
        } else {
            return;
        };
        self.report(
            Diagnostic::at(Code::ReservedName, &item.place)
                .with("found", name)
                .with_label("other", other)
                .with("suggestion", format!("{name}_entity")),
        );
    }

    /// `vat_refund = { years = [2023] }` or `{ years = "every", paid_after_months = 12 }`.
    fn vat_refund(&mut self, item: &mut Item<'_>, lag: &LiveNumber) -> Option<VatRefund> {
        let node = item.take("vat_refund")?;
        let path = item.path_of("vat_refund");
        let Some(table) = node.table() else {
            let expected = Label::new("gli anni del rimborso", "the years of the refund");
            self.wrong_type(node, &path, expected, "vat_refund = { years = [2024] }");
            return None;
        };
        let mut inner = Item::new(path, item.label.clone(), node.key_place.clone(), table);
        let years = self.refund_years(&mut inner);
        let label = Label::new("mesi per il rimborso IVA", "months to the VAT refund");
        let field = Field::new("paid_after_months", label, Unit::Months)
            .within(Bounds::MONTHS)
            .lag();
        let paid_after_months = self.optional_number(&mut inner, field);
        self.finish(&inner);
        Some(VatRefund {
            years,
            paid_after_months: paid_after_months.unwrap_or_else(|| lag.clone()),
        })
    }

    fn refund_years(&mut self, item: &mut Item<'_>) -> RefundYears {
        let Some(node) = item.take("years") else {
            self.missing(item, "years", "years = [2024]");
            return RefundYears::Every;
        };
        let years = match &node.value {
            Value::Text(text) if text == "every" => return RefundYears::Every,
            Value::List(nodes) => nodes.iter().map(year_of).collect::<Option<Vec<i32>>>(),
            Value::Text(_)
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::Table(_) => None,
        };
        years.map_or_else(
            || {
                let expected = Label::new(
                    "un elenco di anni, oppure \"every\"",
                    "a list of years, or \"every\"",
                );
                self.wrong_type(node, &item.path_of("years"), expected, "years = [2024]");
                RefundYears::Every
            },
            RefundYears::These,
        )
    }

    /// The table of an item, or a finding.
    pub(super) fn item_table<'n>(
        &mut self,
        node: &'n Node,
        section: &str,
        key: &str,
    ) -> Option<&'n Table> {
        if node.table().is_none() {
            let path = format!("{section}.{key}");
            let expected = Label::new("una tabella", "a table");
            self.wrong_type(node, &path, expected, &format!("[{path}]"));
        }
        node.table()
    }
}

fn year_of(node: &Node) -> Option<i32> {
    match &node.value {
        Value::Number(text) => text
            .parse()
            .ok()
            .filter(|year| (1900..=9000).contains(year)),
        Value::Text(_) | Value::Boolean(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => {
            None
        }
    }
}
