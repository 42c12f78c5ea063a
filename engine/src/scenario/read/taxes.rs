//! What `[entities]` state for taxes.

use super::reader::{Item, Reader};
use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::quantity::Unit;
use crate::scenario::field::Field;
use crate::scenario::{
    Entity, EntityKind, FlowDirection, LiveNumber, LoanKind, Scenario, TaxChoices, VatKind,
    VatMode, VatTreatment,
};
use crate::wording::Label;

/// What the property of a body is to income tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PropertyIs {
    /// Cadastral groups B, C, D, E and A/10: its rents and costs are business income.
    Instrumental,
    /// Dwellings: taxed on cadastral income or rent (art. 90 TUIR).
    Other,
}

impl Reader {
    /// The keys of an entity that taxes depend on.
    pub(super) fn tax_choices(&mut self, item: &mut Item<'_>, kind: EntityKind) -> TaxChoices {
        TaxChoices {
            pro_rata: self.pro_rata(item),
            mortgage_loans: self.mortgage_loans(item, kind),
            grants_in_rol: self.boolean(item, "grants_in_rol", false),
            cadastral_income: self.cadastral_income(item, kind),
        }
    }

    /// `property` and, of property that is not instrumental, its `cadastral_income`.
    fn cadastral_income(&mut self, item: &mut Item<'_>, kind: EntityKind) -> Option<LiveNumber> {
        let words = [
            ("instrumental", PropertyIs::Instrumental),
            ("other", PropertyIs::Other),
        ];
        let stated = self.choice(item, "property", &words, &[]);
        let label = Label::new("rendita catastale", "cadastral income");
        let field = Field::positive("cadastral_income", label, Unit::EURO_PER_YEAR);
        match stated.unwrap_or(PropertyIs::Instrumental) {
            PropertyIs::Other => {
                self.refuse_beside_kind(item, kind, "property");
                Some(self.number(item, field))
            }
            PropertyIs::Instrumental => {
                let node = item.take("cadastral_income")?;
                self.report(
                    Diagnostic::at(Code::Conflict, &node.key_place)
                        .with("path", item.path.as_str())
                        .with("first", "property = \"instrumental\"")
                        .with("second", "cadastral_income"),
                );
                None
            }
        }
    }

    /// A key that only a real-estate company may have.
    fn refuse_beside_kind(&mut self, item: &Item<'_>, kind: EntityKind, key: &'static str) {
        let stated = item.table.get("kind").and_then(Node::text);
        if let (Some(stated), Some(node)) = (stated, item.table.get(key))
            && kind != EntityKind::RealEstateCompany
        {
            let written = match node.text() {
                Some(word) => format!("{key} = \"{word}\""),
                None => key.to_owned(),
            };
            self.report(
                Diagnostic::at(Code::Conflict, &node.key_place)
                    .with("path", item.path.as_str())
                    .with("first", format!("kind = \"{stated}\""))
                    .with("second", written),
            );
        }
    }

    /// `mortgage_loans = ["mortgage"]`, of a real-estate company.
    fn mortgage_loans(&mut self, item: &mut Item<'_>, kind: EntityKind) -> Vec<String> {
        let loans = self.texts(item, "mortgage_loans");
        self.refuse_beside_kind(item, kind, "mortgage_loans");
        loans
            .iter()
            .map(|loan| self.resolve(loan, "loans"))
            .collect()
    }

    /// `pro_rata = { provisional = "97%" }`.
    fn pro_rata(&mut self, item: &mut Item<'_>) -> Option<LiveNumber> {
        let node = item.take("pro_rata")?;
        let path = item.path_of("pro_rata");
        let Some(table) = node.table() else {
            let expected = Label::new("la percentuale provvisoria", "the provisional percentage");
            self.wrong_type(
                node,
                &path,
                expected,
                "pro_rata = { provisional = \"97%\" }",
            );
            return None;
        };
        let mut inner = Item::new(path, item.label.clone(), node.key_place.clone(), table);
        let label = Label::new("detrazione IVA provvisoria", "provisional deduction of VAT");
        let provisional = self.number(&mut inner, Field::share("provisional", label).one());
        self.finish(&inner);
        Some(provisional)
    }

    /// Checks what taxes ask of several sections together.
    pub(super) fn check_taxes(&mut self, scenario: &Scenario) {
        self.check_maintenance(scenario);
        for entity in &scenario.entities {
            self.check_mortgages(scenario, entity);
            if !entity.is_commercial() {
                self.check_sales(scenario, entity);
                self.check_reverse_charge(scenario, entity);
            }
        }
    }

    /// Ordinary maintenance counts only against the rents of property that is not instrumental.
    fn check_maintenance(&mut self, scenario: &Scenario) {
        let other = |name: &str| {
            let mut entities = scenario.entities.iter();
            entities.any(|entity| entity.key == name && entity.tax.cadastral_income.is_some())
        };
        for cost in &scenario.costs {
            let Some(place) = cost.ordinary_maintenance.as_ref() else {
                continue;
            };
            if !other(&cost.entity) {
                self.report(
                    Diagnostic::at(Code::Conflict, place)
                        .with("path", format!("costs.{}", cost.name))
                        .with("first", format!("entity = \"{}\"", cost.entity))
                        .with("second", "ordinary_maintenance"),
                );
            }
        }
    }

    /// A mortgage is a term loan of the company itself.
    fn check_mortgages(&mut self, scenario: &Scenario, entity: &Entity) {
        for name in &entity.tax.mortgage_loans {
            let Some(loan) = scenario.loans.iter().find(|loan| loan.name == *name) else {
                continue;
            };
            let term = matches!(loan.kind, LoanKind::Term(_));
            if term && loan.borrower == entity.key {
                continue;
            }
            self.report(
                Diagnostic::at(Code::UnknownReference, &entity.place)
                    .with("found", name.as_str())
                    .with("section", "[loans]")
                    .with("header", format!("loans.{name}"))
                    .see(
                        &loan.place,
                        Label::new(
                            "non è un mutuo di questa società",
                            "is no term loan of this company",
                        ),
                    ),
            );
        }
    }

    /// What a non-commercial body sells as a business needs separate books (art. 144 TUIR).
    fn check_sales(&mut self, scenario: &Scenario, entity: &Entity) {
        let spaces = scenario.spaces.iter();
        let spaces = spaces.map(|of| ("spaces", &of.name, &of.entity, &of.vat, &of.place));
        let services = scenario.services.iter();
        let services = services.map(|of| ("services", &of.name, &of.entity, &of.vat, &of.place));
        let leases = scenario.leases.iter();
        let leases = leases.map(|of| ("leases", &of.name, &of.lessor, &of.vat, &of.place));
        let receipts = scenario.flows.iter();
        let receipts = receipts.filter(|flow| flow.direction == FlowDirection::Receipts);
        let receipts = receipts.map(|of| ("flows", &of.name, &of.entity, &of.vat, &of.place));
        let sales = spaces.chain(services).chain(leases).chain(receipts);
        for (section, name, seller, vat, place) in sales {
            if *seller == entity.key && !is_outside(scenario, vat) {
                self.refuse_sale(entity, &format!("{section}.{name}.vat"), place);
            }
        }
    }

    fn refuse_sale(&mut self, entity: &Entity, path: &str, place: &Place) {
        let hint = Label::new(
            format!(
                "scrivi `vat = \"vat.outside\"` per un'attività istituzionale, oppure `regime = \
                 \"commercial\"` in `[entities.{}]`",
                entity.key
            ),
            format!(
                "write `vat = \"vat.outside\"` for an institutional activity, or `regime = \
                 \"commercial\"` in `[entities.{}]`",
                entity.key
            ),
        );
        self.report(
            Diagnostic::at(Code::NotComputedYet, place)
                .with("found", path)
                .with_label("hint", hint),
        );
    }

    /// Who deducts no VAT does not account for the seller's.
    fn check_reverse_charge(&mut self, scenario: &Scenario, entity: &Entity) {
        let costs = scenario.costs.iter();
        let costs = costs.map(|of| ("costs", &of.name, &of.entity, &of.vat, &of.place));
        let capex = scenario.capex.iter();
        let capex = capex.map(|of| ("capex", &of.name, &of.entity, &of.vat, &of.place));
        for (section, name, buyer, vat, place) in costs.chain(capex) {
            if *buyer == entity.key && vat.mode == VatMode::ReverseCharge {
                self.report(
                    Diagnostic::at(Code::Conflict, place)
                        .with("path", format!("{section}.{name}"))
                        .with("first", format!("entity = \"{buyer}\""))
                        .with("second", "vat_mode = \"reverse_charge\""),
                );
            }
        }
    }
}

/// Whether all of an amount is outside VAT.
fn is_outside(scenario: &Scenario, vat: &VatTreatment) -> bool {
    let kind = |class: &str| {
        let mut classes = scenario.vat_classes.iter();
        classes
            .find(|known| known.name == class)
            .map(|known| known.kind)
    };
    let mut parts = vat.parts.iter();
    // A class that does not exist is reported where it is named.
    parts.all(|part| kind(&part.class).is_none_or(|kind| kind == VatKind::Outside))
}
