//! `[vat]` and `[rules]`.

use super::plan::item_at;
use super::reader::{Item, Reader};
use super::tree::{EMPTY, Table};
use crate::diagnostic::Place;
use crate::quantity::Unit;
use crate::scenario::field::Field;
use crate::scenario::rules::{
    AdvanceRules, CapitalRules, DepreciationRules, DividendRules, ImuRules, InterestRules,
    IrapRules, IresRules, LeaseRules, LegalReserveRules, LoanRules, NonOperatingRules,
    PaymentRules, PayrollRules, PropertyRules, Rules, SmallBase, VatClass, VatKind, VatRules,
};
use crate::wording::Label;

impl Reader {
    /// `[vat.*]`.
    pub(super) fn vat_class(&mut self, item: &mut Item<'_>) -> VatClass {
        self.label(item);
        let rate = Field::share("rate", Label::new("aliquota", "rate"));
        let rate = self.number(item, rate);
        let kinds = [
            ("taxable", VatKind::Taxable),
            ("exempt", VatKind::Exempt),
            ("outside", VatKind::Outside),
        ];
        let kind = self.choice(item, "kind", &kinds, &[]);
        self.finish(item);
        VatClass {
            kind: kind.unwrap_or(VatKind::Taxable),
            name: item.name.clone(),
            label: item.label.clone(),
            rate,
            place: item.place.clone(),
        }
    }

    /// `[rules.*]`.
    pub(super) fn rules(&mut self, table: &Table, place: &Place) -> Rules {
        let label = Label::new("Regole", "Rules");
        let mut root = Item::new("rules".to_owned(), label, place.clone(), table);
        let root = &mut root;
        let rules = Rules {
            vat: self.rule_group(root, "vat", VatRules::from_fields),
            ires: self.rule_group(root, "ires", IresRules::from_fields),
            interest: self.rule_group(root, "interest", InterestRules::from_fields),
            dividends: self.rule_group(root, "dividends", DividendRules::from_fields),
            non_operating: self.rule_group(root, "non_operating", NonOperatingRules::from_fields),
            irap: self.irap(root),
            advances: self.rule_group(root, "advances", AdvanceRules::from_fields),
            payroll: self.rule_group(root, "payroll", PayrollRules::from_fields),
            legal_reserve: self.rule_group(root, "legal_reserve", LegalReserveRules::from_fields),
            capital: self.rule_group(root, "capital", CapitalRules::from_fields),
            depreciation: self.rule_group(root, "depreciation", DepreciationRules::from_fields),
            payment: self.rule_group(root, "payment", PaymentRules::from_fields),
            leases: self.rule_group(root, "leases", LeaseRules::from_fields),
            imu: self.rule_group(root, "imu", ImuRules::from_fields),
            property: self.rule_group(root, "property", PropertyRules::from_fields),
            loans: self.rule_group(root, "loans", LoanRules::from_fields),
        };
        self.finish(root);
        rules
    }

    fn rule_group<T>(
        &mut self,
        root: &mut Item<'_>,
        key: &'static str,
        build: impl FnOnce(&mut dyn FnMut(Field) -> crate::scenario::LiveNumber) -> T,
    ) -> T {
        let mut item = self.rule_item(root, key);
        let group = build(&mut |field| {
            let field = if field.unit == Unit::Months || field.unit == Unit::Days {
                field.lag()
            } else {
                field
            };
            self.number(&mut item, field)
        });
        self.finish(&item);
        group
    }

    fn rule_item<'t>(&mut self, root: &mut Item<'t>, key: &'static str) -> Item<'t> {
        let path = root.path_of(key);
        let node = root.take(key);
        let table = node.and_then(|node| self.item_table(node, "rules", key));
        let place = node.map_or(&root.place, |node| &node.key_place).clone();
        Item::new(path, group_label(key), place, table.unwrap_or(&EMPTY))
    }

    fn irap(&mut self, root: &mut Item<'_>) -> IrapRules {
        let mut item = self.rule_item(root, "irap");
        let rate = self.number(
            &mut item,
            Field::share("rate", Label::new("aliquota", "rate")),
        );
        let bands = item.take("small_base");
        let bands = bands.and_then(|node| self.item_table(node, "rules.irap", "small_base"));
        let mut small_base = Vec::new();
        for (key, node) in &bands.unwrap_or(&EMPTY).entries {
            let section = "rules.irap.small_base";
            if let Some(table) = self.item_table(node, section, key) {
                small_base.push(self.small_base(&mut item_at(section, key, node, table)));
            }
        }
        self.finish(&item);
        IrapRules { rate, small_base }
    }

    fn small_base(&mut self, item: &mut Item<'_>) -> SmallBase {
        let label = Label::new("base fino a", "base up to");
        let up_to = self.number(item, Field::positive("up_to", label, Unit::Euro));
        let label = Label::new("deduzione", "deduction");
        let deduction = self.number(item, Field::positive("deduction", label, Unit::Euro));
        self.finish(item);
        SmallBase { up_to, deduction }
    }
}

/// What a group of rules is called.
fn group_label(key: &str) -> Label {
    let named = [
        ("vat", "IVA", "VAT"),
        ("ires", "IRES", "IRES"),
        ("interest", "Interessi", "Interest"),
        ("dividends", "Dividendi", "Dividends"),
        (
            "non_operating",
            "Società di comodo",
            "Non-operating companies",
        ),
        ("irap", "IRAP", "IRAP"),
        ("advances", "Acconti d'imposta", "Tax advances"),
        ("payroll", "Costo del lavoro", "Payroll"),
        ("legal_reserve", "Riserva legale", "Legal reserve"),
        ("capital", "Capitale", "Capital"),
        ("depreciation", "Ammortamenti", "Depreciation"),
        ("payment", "Pagamenti", "Payments"),
        ("leases", "Locazioni", "Leases"),
        ("imu", "IMU", "IMU"),
        ("property", "Immobili", "Property"),
        ("loans", "Finanziamenti", "Loans"),
    ];
    let found = named.into_iter().find(|(group, _, _)| *group == key);
    found.map_or_else(
        || Label::same(super::reader::humanised(key)),
        |(_, italian, english)| Label::new(italian, english),
    )
}
