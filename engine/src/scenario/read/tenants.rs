//! `[tenants]`: who takes a part of a space by itself, and when it leaves.

use super::date::Past;
use super::reader::{Item, Live, Reader};
use super::tree::Value;
use crate::diagnostic::{Code, Diagnostic, Located, Place};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::edit::Stated;
use crate::scenario::field::Field;
use crate::scenario::live::{DateLevel, LiveDate};
use crate::scenario::{Space, Tenant};
use crate::uncertainty::Hazard;
use crate::wording::Label;

/// The key of the share of a tenant's surface that is let.
pub(super) const LET: &str = "let";
/// The word for a tenant who stays.
const NEVER: &str = "never";

impl Reader {
    /// `[tenants.*]`.
    pub(super) fn tenant(&mut self, item: &mut Item<'_>) -> Tenant {
        self.label(item);
        let space = self.reference(item, "space", "spaces");
        let label = Label::new("superficie", "area");
        let area_m2 = self.number(item, Field::positive("area_m2", label, Unit::Area).one());
        let label = Label::new("inizio", "beginning");
        let begins = self.optional_date(item, "begins", label, Past::Allowed);
        let (leaves, hazard) = self.leaving(item);
        let label = Label::new("mesi di sfitto", "months of void");
        let void = Field::new("void_months", label, Unit::Months).within(Bounds::MONTHS);
        let void_months = self.number_or(item, void.whole(Whole::Yes).one(), Decimal::ZERO);
        let share = Field::share(LET, Label::new("parte affittata", "part let"));
        let share_let = self.optional_number(item, share);
        self.finish(item);
        Tenant {
            name: item.name.clone(),
            label: item.label.clone(),
            space,
            area_m2,
            begins,
            leaves,
            hazard,
            void_months,
            share_let,
            place: item.place.clone(),
        }
    }

    /// `leaves = "2026-03"`, or `{ base = "never", hazard = "4%" }`.
    fn leaving(&mut self, item: &mut Item<'_>) -> (LiveDate, Option<Hazard>) {
        let node = item.take("leaves");
        let path = item.path_of("leaves");
        let label = Label::new("mese di uscita", "month of leaving");
        let label = item.label.with_detail(&label);
        let never = Located::new(NEVER.to_owned(), item.place.clone());
        let (base, hazard) = match node.map(|node| (node, &node.value)) {
            None => (never, None),
            Some((node, Value::Text(text))) => {
                (Located::new(text.clone(), node.place.clone()), None)
            }
            Some((node, Value::Table(table))) => {
                let mut inner = Item::new(path.clone(), label.clone(), node.place.clone(), table);
                let base = self.optional_text(&mut inner, "base");
                let hazard = inner.take("hazard").map(|node| {
                    let words = Label::new("probabilità annua", "probability a year");
                    let field = Field::share("hazard", words);
                    let yearly = self.plain(node, &inner.path_of("hazard"), &field);
                    Hazard { yearly }
                });
                self.finish(&inner);
                (base.unwrap_or(never), hazard)
            }
            Some((
                node,
                Value::Number(_) | Value::Boolean(_) | Value::Date(_) | Value::List(_),
            )) => {
                let expected = Label::new(
                    "un mese tra virgolette, o \"never\"",
                    "a month in quotes, or \"never\"",
                );
                self.wrong_type(node, &path, expected, "leaves = \"never\"");
                (never, None)
            }
        };
        let date = if base.value == NEVER {
            self.never(path, label, &base.place, hazard.is_some())
        } else {
            let date = self.step_date(&path, &base);
            let date = self.live_date(date, label, Past::Allowed);
            if let Some(live) = self.live.last_mut() {
                live.uncertain = hazard.is_some();
            }
            date
        };
        (date, hazard)
    }

    /// The month after the plan: it is never reached.
    fn never(&mut self, path: String, label: Label, place: &Place, uncertain: bool) -> LiveDate {
        let mut date = LiveDate {
            path,
            label,
            level: DateLevel::Fixed(self.timeline.last().plus_months(1)),
            changes: Vec::new(),
            place: place.clone(),
        };
        self.live.push(Live {
            path: date.path.clone(),
            uncertain,
        });
        self.apply_date_settings(&mut date);
        self.stated.push(Stated::Date(date.clone()));
        date
    }

    /// The tenants of a space have room in it.
    pub(super) fn check_tenants(&mut self, spaces: &[Space], tenants: &[Tenant]) {
        for space in spaces {
            let mut of_space = tenants.iter().filter(|tenant| tenant.space == space.name);
            let Some(area) = &space.area_m2 else {
                if of_space.next().is_some() {
                    self.report(
                        Diagnostic::at(Code::MissingKey, &space.place)
                            .with("path", format!("spaces.{}", space.name))
                            .with("key", "area_m2")
                            .with("example", "area_m2 = 30"),
                    );
                }
                continue;
            };
            let (Some(units), Some(area)) = (space.units.base(), area.base()) else {
                continue;
            };
            let mut left = units * area;
            for tenant in of_space {
                let taken = tenant.area_m2.base().unwrap_or_default();
                if taken > left {
                    self.no_room(space, tenant, left);
                }
                left = (left - taken).max(Decimal::ZERO);
            }
        }
    }

    fn no_room(&mut self, space: &Space, tenant: &Tenant, left: Decimal) {
        let (left, name) = (left.normalize(), &space.name);
        let taken = tenant.area_m2.base().unwrap_or_default().normalize();
        let allowed = Label::new(
            format!("al massimo i {left} m2 di `spaces.{name}` ancora liberi"),
            format!("at most the {left} m2 of `spaces.{name}` that are left"),
        );
        self.report(
            Diagnostic::at(Code::OutOfBounds, &tenant.area_m2.place)
                .with("path", tenant.area_m2.path.as_str())
                .with("found", taken.to_string())
                .with_label("allowed", allowed)
                .with("example", format!("area_m2 = {left}")),
        );
    }
}
