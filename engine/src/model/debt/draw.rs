//! What is drawn of a term loan.
//!
//! Draws on dates fall at the start of their month. Draws with an investment follow its spending:
//! drawn to date is `min(amount, share × spent to date)`, in cents, and the whole amount from the
//! last month of spending on where the rest is drawn then. So a delay that stretches the works
//! stretches the draws. At the start of the month they bear interest in it, at its end from the
//! next.

use super::super::context::Context;
use super::super::item::Item;
use crate::quantity::{Bounds, Unit, Whole};
use crate::scenario::{DatedDraw, Draw, DrawTime, DrawWith, LiveNumber, Rest};
use crate::sheet::{
    CalendarRow, Formula, Input, Level, Origin, RowId, Term, min, number, number_of, select,
};

/// The draws of a loan.
pub(super) struct Drawn {
    /// Drawn in the month, in cents.
    pub(super) drawdown: RowId,
    /// When in the month.
    pub(super) when: DrawTime,
    /// Drawn in the plan, to date.
    pub(super) to_date: RowId,
    /// Whether part was drawn before the plan.
    pub(super) before_the_plan: bool,
    /// 1 in the months in which what is left can still be drawn.
    pub(super) available: Formula,
}

/// Writes the draws.
pub(super) fn write(c: &mut Context<'_>, item: &Item, draw: &Draw) -> Drawn {
    match draw {
        Draw::Dated(dated) => on_dates(c, item, dated),
        Draw::With(with) => with_spending(c, item, with),
    }
}

fn on_dates(c: &mut Context<'_>, item: &Item, dated: &DatedDraw) -> Drawn {
    let amounts = c.live(&dated.amounts);
    let drawdown = c.s.add(item.euro("drawdown"), amounts.to_cents());
    let to_date =
        c.s.add(item.balance("drawn_to_date"), drawdown.running_total());
    let last = dated
        .months()
        .map_or(0, |(_, last)| c.timeline().number_of(last));
    Drawn {
        drawdown,
        when: DrawTime::Start,
        to_date,
        before_the_plan: dated.before_the_plan,
        available: CalendarRow::MonthNumber.at_most(number_of(last, Unit::MonthNumber)),
    }
}

fn with_spending(c: &mut Context<'_>, item: &Item, with: &DrawWith) -> Drawn {
    let capex = c.capex_rows(&with.capex);
    let (amount, share) = (c.live(&with.amount), c.live(&with.share));
    let spent =
        c.s.add(item.balance("spent_to_date"), capex.spent.running_total());
    let followed = c.s.add(
        item.balance("share_of_spending"),
        min(amount.clone(), spent * share).to_cents(),
    );
    let complete = c.s.add(
        item.flag("spending_complete"),
        capex.progress.at_least(number(1.into())),
    );
    let to_date = match with.rest {
        Rest::Undrawn => Formula::from(followed),
        Rest::LastMonth => select(complete, amount.to_cents(), followed),
    };
    let to_date = c.s.add(item.balance("drawn_to_date"), to_date);
    let drawdown = c.s.add(item.euro("drawdown"), to_date - to_date.previous());
    Drawn {
        drawdown,
        when: with.when,
        to_date,
        before_the_plan: false,
        available: complete.previous().equals(number(0.into())),
    }
}

/// The whole loan, on which fees are computed: the stated amount, or the sum of the stated draws.
pub(super) fn facility(c: &mut Context<'_>, item: &Item, draw: &Draw) -> Formula {
    match draw {
        Draw::With(with) => c.live(&with.amount),
        Draw::Dated(dated) => {
            let LiveNumber { place, .. } = &dated.amounts;
            let input = c.s.input(Input {
                key: item.key.child("amount"),
                label: item.label.with_detail(&super::super::words::word("amount")),
                unit: Unit::Euro,
                level: Level::Scalar(dated.facility()),
                bounds: Bounds::NONE,
                whole: Whole::No,
                changes: Vec::new(),
                origin: Origin::at(place.to_string()),
            });
            input.into()
        }
    }
}
