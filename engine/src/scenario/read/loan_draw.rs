//! What is drawn of a term loan: amounts by date, or a share of an investment's spending.

use super::reader::{Item, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{DatedDraw, Draw, DrawTime, DrawWith, LiveNumber, Rest};
use crate::wording::Label;

/// When in the month spending is financed.
const TIMES: [(&str, DrawTime); 2] = [("start", DrawTime::Start), ("end", DrawTime::End)];
/// What becomes of what the shares leave.
const RESTS: [(&str, Rest); 2] = [("undrawn", Rest::Undrawn), ("last_month", Rest::LastMonth)];

impl Reader {
    /// `amount` and `draw`.
    pub(super) fn draw(&mut self, item: &mut Item<'_>, before_the_plan: bool) -> Draw {
        let stated = item.table.get("draw");
        let table = stated.and_then(|node| node.table());
        if table.is_some_and(|table| table.get("with").is_some()) {
            return Draw::With(Box::new(self.draw_with(item)));
        }
        let draw = Field::positive("draw", Label::new("erogazioni", "draws"), Unit::Euro).dated();
        let amounts = if before_the_plan && stated.is_none() {
            item.take("draw");
            self.number_or(item, draw, Decimal::ZERO)
        } else {
            self.number(item, draw)
        };
        self.check_amount(item, &amounts);
        Draw::Dated(Box::new(DatedDraw {
            amounts,
            before_the_plan,
        }))
    }

    /// The stated amount of a loan is the sum of its draws, that of a grant of its payments.
    pub(super) fn check_amount(&mut self, item: &mut Item<'_>, draw: &LiveNumber) {
        if item.table.get("amount").is_none() {
            item.take("amount");
            return;
        }
        let amount = self.amount(item, "amount");
        let sum = draw.dated_sum();
        if sum != amount && !draw.dated().is_empty() {
            self.report(
                Diagnostic::at(Code::SumDiffers, &draw.place)
                    .with("path", draw.path.as_str())
                    .with("key", "amount")
                    .with("found", sum.normalize().to_string())
                    .with("expected", amount.normalize().to_string())
                    .with("difference", (amount - sum).normalize().to_string()),
            );
        }
    }

    /// `draw = { with = "capex.lot_2", share = "28%", when = "start", rest = "last_month" }`.
    fn draw_with(&mut self, item: &mut Item<'_>) -> DrawWith {
        let label = Label::new("importo", "amount");
        let amount = self.number(item, Field::positive("amount", label, Unit::Euro).one());
        let mut inner = self.inner(item, "draw", "{ with = \"capex.…\", share = \"…%\" }");
        let capex = self.reference(&mut inner, "with", "capex");
        let label = Label::new("quota della spesa", "share of spending");
        let share = self.number(&mut inner, Field::share("share", label).one());
        let when = self.choice(&mut inner, "when", &TIMES, &[]);
        let rest = self.choice(&mut inner, "rest", &RESTS, &[]);
        self.finish(&inner);
        if item.table.get("interest_only_until").is_none() {
            // Repayment has to start on a date of its own: spending may be delayed.
            let start = self.timeline.start();
            let example = format!("interest_only_until = \"{start}\"");
            self.missing(item, "interest_only_until", &example);
        }
        DrawWith {
            capex,
            share,
            amount,
            when: when.unwrap_or(DrawTime::Start),
            rest: rest.unwrap_or(Rest::Undrawn),
        }
    }
}
