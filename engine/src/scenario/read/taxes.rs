//! What `[entities]` state for taxes.

use super::reader::{Item, Reader};
use crate::scenario::field::Field;
use crate::scenario::{EntityKind, LiveNumber, TaxChoices};
use crate::wording::Label;

impl Reader {
    /// The keys of an entity that taxes depend on.
    pub(super) fn tax_choices(&mut self, item: &mut Item<'_>, kind: EntityKind) -> TaxChoices {
        // Property that is not instrumental is taxed on its cadastral income or its rent (art. 90
        // TUIR), which needs a second set of books.
        self.choice(item, "property", &[("instrumental", ())], &["other"]);
        let lets = kind == EntityKind::RealEstateCompany;
        TaxChoices {
            pro_rata: self.pro_rata(item),
            mortgage_exception: self.boolean(item, "mortgage_exception", lets),
            grants_in_rol: self.boolean(item, "grants_in_rol", false),
        }
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
}
