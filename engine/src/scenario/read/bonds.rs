//! `[bonds.*]`.

use super::date::Past;
use super::funding::FREQUENCIES;
use super::loan_rate::{DAY_COUNTS, yearly};
use super::reader::{Item, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{Bond, BondRepayment, DayCount};
use crate::wording::Label;

/// How a bond may be repaid.
const REPAYMENTS: [(&str, BondRepayment); 2] = [
    ("bullet", BondRepayment::Bullet),
    ("amortising", BondRepayment::Amortising),
];

impl Reader {
    /// `[bonds.*]`.
    pub(super) fn bond(&mut self, item: &mut Item<'_>) -> Bond {
        self.label(item);
        let issuer = self.reference(item, "issuer", "entities");
        let label = Label::new("valore nominale", "nominal amount");
        let amount = self.number(item, Field::positive("amount", label, Unit::Euro).one());
        let issued = Label::new("emissione", "issue");
        let issued = self.date(item, "issued", issued, Past::Refused);
        let label = Label::new("prezzo di emissione", "issue price");
        let issue_price = Field::share("issue_price", label).one();
        let issue_price = self.number_or(item, issue_price, Decimal::ONE);
        let coupon = self.number(item, yearly("coupon", Label::new("cedola", "coupon")));
        let day_count = self.choice(item, "day_count", &DAY_COUNTS, &[]);
        let frequency = self.required_choice(item, "frequency", &FREQUENCIES, &[]);
        let matures = Label::new("scadenza", "maturity");
        let matures = self.date(item, "matures", matures, Past::OnlyAfter);
        let repayment = self.required_choice(item, "repayment", &REPAYMENTS, &[]);
        let label = Label::new("costi di emissione", "costs of issue");
        let issue_costs = Field::share("issue_costs", label).one();
        let issue_costs = self.number_or(item, issue_costs, Decimal::ZERO);
        if let (Some(first), Some(last)) = (issued.fixed(), matures.fixed())
            && last <= first
            && item.table.get("matures").is_some()
        {
            let code = if last == first {
                Code::EndsAsItBegins
            } else {
                Code::EndsBeforeBegins
            };
            self.report(
                Diagnostic::at(code, &matures.place)
                    .with("path", item.path.as_str())
                    .with("found", last.to_string())
                    .with("begins", first.to_string())
                    .with("first", "issued")
                    .with("second", "matures")
                    .with("example", first.plus_months(60).to_string()),
            );
        }
        self.finish(item);
        Bond {
            name: item.name.clone(),
            label: item.label.clone(),
            issuer,
            amount,
            issued,
            issue_price,
            coupon,
            day_count: day_count.unwrap_or(DayCount::Thirty360),
            frequency,
            matures,
            repayment,
            issue_costs,
            place: item.place.clone(),
        }
    }
}
