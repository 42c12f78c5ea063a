//! The rate of a loan: stated, or an index and a spread.

use super::funding::FREQUENCIES;
use super::reader::{Item, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{DayCount, FloatingRate, LoanRate, RateSource};
use crate::wording::Label;

/// How days may be counted.
pub(super) const DAY_COUNTS: [(&str, DayCount); 3] = [
    ("30/360", DayCount::Thirty360),
    ("act/360", DayCount::Actual360),
    ("act/365", DayCount::Actual365),
];
/// The keys of a rate that follows an index.
const FLOATING: [&str; 4] = ["index", "spread", "floor", "reset"];

impl Reader {
    /// `rate = { fixed, day_count }` or `rate = { index, spread, floor, reset, day_count }`.
    pub(super) fn loan_rate(&mut self, item: &mut Item<'_>) -> LoanRate {
        let example = "{ fixed = \"4%\", day_count = \"30/360\" }";
        let stated = item
            .table
            .get("rate")
            .is_some_and(|node| node.table().is_some());
        let mut inner = self.inner(item, "rate", example);
        let floating = FLOATING.iter().any(|key| inner.table.get(key).is_some());
        let source = if floating {
            RateSource::Floating(Box::new(self.floating_rate(&mut inner)))
        } else {
            RateSource::Fixed(Box::new(self.fixed_rate(&mut inner, stated)))
        };
        let day_count = if stated {
            self.required_choice(&mut inner, "day_count", &DAY_COUNTS, &[])
        } else {
            DayCount::Thirty360
        };
        self.finish(&inner);
        LoanRate { source, day_count }
    }

    fn fixed_rate(&mut self, inner: &mut Item<'_>, stated: bool) -> crate::scenario::LiveNumber {
        let fixed = yearly("fixed", Label::new("tasso", "rate")).one();
        if stated {
            self.number(inner, fixed)
        } else {
            self.number_or(inner, fixed, Decimal::ZERO)
        }
    }

    fn floating_rate(&mut self, inner: &mut Item<'_>) -> FloatingRate {
        if let (Some(_), Some(index)) = (inner.take("fixed"), inner.table.get("index")) {
            self.report(
                Diagnostic::at(Code::Conflict, &index.key_place)
                    .with("path", inner.path.as_str())
                    .with("first", "fixed")
                    .with("second", "index"),
            );
        }
        let index = self.reference(inner, "index", "indices");
        let spread = self.number(inner, yearly("spread", Label::new("spread", "spread")));
        let label = Label::new("minimo dell'indice", "floor of the index");
        let floor = self.optional_number(inner, yearly("floor", label));
        let reset = self.choice(inner, "reset", &FREQUENCIES, &[]);
        FloatingRate {
            index,
            spread,
            floor,
            reset,
        }
    }
}

/// A rate a year between 0 % and 100 %.
pub(super) fn yearly(key: &'static str, label: Label) -> Field {
    Field::new(key, label, Unit::PercentPerYear).within(Bounds::SHARE)
}
