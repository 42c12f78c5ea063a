//! `[spaces]`: prices and occupancy.

use super::date::Past;
use super::reader::{Item, Reader};
use super::tree::EMPTY;
use crate::quantity::{Bounds, Decimal, Dimension, Unit, Whole};
use crate::scenario::field::Field;
use crate::scenario::{Curve, LiveNumber, Occupancy, Price, PricePer, Ramp, Space, Turnover};
use crate::wording::Label;

const PRICES: [(&str, PricePer); 5] = [
    ("unit/month", PricePer::UnitMonth),
    ("unit/year", PricePer::UnitYear),
    ("m2/year", PricePer::AreaYear),
    ("day", PricePer::Day),
    ("night", PricePer::Night),
];
pub(super) const CURVES: [(&str, Curve); 2] = [("linear", Curve::Linear), ("s", Curve::S)];
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
        let vat = self.vat_on_sales(item);
        let paid_after_days = self.days(item, "paid_after_days", default_days);
        let turnover = self.turnover(item);
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
            turnover,
            opens,
            occupancy,
            index,
            vat,
            paid_after_days,
            place: item.place.clone(),
        }
    }

    /// `turnover = { each = 420_000, share = "5%", above = 300_000 }`.
    fn turnover(&mut self, item: &mut Item<'_>) -> Option<Turnover> {
        let node = item.take("turnover")?;
        let path = item.path_of("turnover");
        let Some(table) = node.table() else {
            let expected = Label::new("una tabella", "a table");
            let example = "turnover = { each = 400_000, share = \"5%\", above = 300_000 }";
            self.wrong_type(node, &path, expected, example);
            return None;
        };
        let (label, place) = (item.label.clone(), node.key_place.clone());
        let mut inner = Item::new(path, label, place, table);
        let sales = Label::new("fatturato di un'unità", "sales of a unit");
        let each = self.number(
            &mut inner,
            Field::positive("each", sales, PricePer::UnitYear.unit()),
        );
        let share = Label::new("quota del fatturato", "share of sales");
        let share = self.number(&mut inner, Field::share("share", share));
        let above = Label::new("soglia di fatturato", "threshold of sales");
        let above = Field::positive("above", above, PricePer::UnitYear.unit());
        let above = self.number_or(&mut inner, above, Decimal::ZERO);
        self.finish(&inner);
        Some(Turnover { each, share, above })
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
        let mut inner = Item::new(path, label, place, table.unwrap_or(&EMPTY));
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
                .within(Bounds::MONTHS_FROM_ONE)
                .whole(Whole::Yes);
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
}
