//! Property that is not instrumental (art. 90 TUIR): dwellings that a real-estate company lets.
//!
//! It is income, year by year, not by what the books say but by the higher of two amounts:
//!
//! ```text
//! taxed = max(cadastral income × (1 + revaluation), rents − min(maintenance, share × rents))
//! ```
//!
//! Cadastral income is raised by 5 % (art. 3 c. 48 L. 662/1996); ordinary maintenance reduces rents
//! by 15 % of them at most (c. 1). What the property costs is not deducted (c. 2): its depreciation
//! and, with it, the release of the grants that paid for it do not count; maintenance, IMU and
//! registration tax stand among the costs that are not deductible. Interest is outside c. 2
//! (art. 1 c. 35 L. 244/2007) and keeps the limit of art. 96. IRAP follows the books.
//!
//! All property of the company is compared as one.

use crate::ledger::EntityId;
use crate::model::context::Context;
use crate::model::totals::OfProperty;
use crate::quantity::Unit;
use crate::sheet::{RowId, Term, max, min, number, number_of};

/// What the rules of art. 90 put in place of the books, in December.
#[derive(Debug, Clone, Copy)]
pub(super) struct OtherProperty {
    /// What income before losses rises by (negative: falls): income from property, less rents,
    /// plus depreciation, less the release of grants.
    pub(super) added: RowId,
    /// Income from property less rents: negative by the maintenance that counts, positive where
    /// cadastral income is higher.
    pub(super) above_rents: RowId,
    /// The release of grants on property in the year.
    pub(super) grants: RowId,
}

/// Writes the income from property of an entity; nothing where its property is instrumental.
pub(super) fn write(c: &mut Context<'_>, entity: EntityId) -> Option<OtherProperty> {
    let cadastral = c.entity(entity).tax.cadastral_income.as_ref()?;
    let item = c.entity_item(entity, "ires").under("art. 90 TUIR");
    let december = c.december;
    let rules = &c.scenario.rules.property;
    let (cadastral, revaluation, share) = (
        c.live(cadastral),
        c.live(&rules.revaluation),
        c.live(&rules.maintenance_share),
    );
    let raised = (number(1.into()) + revaluation).over(number_of(12, Unit::PER_YEAR));
    let cadastral = c.accrue_in_year(&item, "cadastral_income", cadastral * raised);
    let rents = c.other_property(entity, OfProperty::Rents);
    let maintenance = c.other_property(entity, OfProperty::Maintenance);
    let depreciation = c.other_property(entity, OfProperty::Depreciation);
    let grants = c.other_property(entity, OfProperty::Grants);
    let mut of_year = |name: &str, month: RowId| {
        let spec = item.euro(&format!("{name}_of_year"));
        c.s.add(spec, month.year_to_date() * december)
    };
    let cadastral = of_year("cadastral_income", cadastral);
    let rents = of_year("property_rents", rents);
    let maintenance = of_year("property_maintenance", maintenance);
    let depreciation = of_year("property_depreciation", depreciation);
    let grants = of_year("property_grants", grants);
    let counted = c.s.add(
        item.euro("maintenance_counted"),
        min(maintenance, (rents * share).to_cents()),
    );
    let income = c.s.add(
        item.euro("property_income"),
        max(cadastral, rents - counted),
    );
    let above_rents =
        c.s.add(item.euro("property_income_above_rents"), income - rents);
    let added = c.s.add(
        item.euro("property_added"),
        above_rents + depreciation - grants,
    );
    Some(OtherProperty {
        added,
        above_rents,
        grants,
    })
}
