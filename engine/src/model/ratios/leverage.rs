//! What is owed, against what is earned and what is owned.
//!
//! `net debt (PFN) = loans + revolving lines + bonds + uncovered need − free cash`; a reserve
//! account is not free. `ebitda = A − B + depreciation and write-downs + provisions − yearly share
//! of capital grants (A5)`, the twelve months to date. `icr = ebitda / interest paid`. A ratio is
//! absent where its divisor is zero or below: net debt over a negative EBITDA says nothing.
//!
//! # Source
//! CNDCEC–FNC 2023; EBA/GL/2020/06, annex 3 (equity ratio, debt to EBITDA, interest coverage).

use super::cover::Ratio;
use super::subject::Subject;
use super::total;
use crate::model::context::Context;
use crate::quantity::{Decimal, Unit};
use crate::sheet::{CalendarRow, Formula, RowId, RowSpec, Term, number, number_of};

/// The rows of the books that these ratios read.
#[derive(Debug, Clone)]
pub(in crate::model) struct Books {
    /// The balances of financial debts, uncovered need included.
    pub(in crate::model) debts: Vec<RowId>,
    /// Free cash.
    pub(in crate::model) cash: RowId,
    /// Total assets.
    pub(in crate::model) assets: RowId,
    /// Net equity.
    pub(in crate::model) equity: RowId,
    /// Value of production of the month (A).
    pub(in crate::model) production: RowId,
    /// Operating result of the month (A − B).
    pub(in crate::model) operating_result: RowId,
    /// Depreciation, write-downs and provisions of the month (B10, B12, B13).
    pub(in crate::model) not_cash: [RowId; 2],
    /// The yearly share of capital grants of the month (A5).
    pub(in crate::model) grants_released: Option<RowId>,
    /// Interest paid in the month.
    pub(in crate::model) interest_paid: RowId,
}

/// The ratios of debt and equity.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Leverage {
    /// Financial debt at the end of the month, uncovered need included.
    pub(in crate::model) debt: RowId,
    /// Net debt at the end of the month.
    pub(in crate::model) net_debt: RowId,
    /// Costs of the month without depreciation, write-downs and provisions.
    pub(in crate::model) running_costs: RowId,
    /// 1 once twelve months have passed.
    pub(in crate::model) year: RowId,
    /// EBITDA of the twelve months to date; absent before.
    pub(in crate::model) ebitda: RowId,
    /// Interest paid in the twelve months to date; absent before.
    pub(in crate::model) interest: RowId,
    /// EBITDA over interest paid.
    pub(in crate::model) icr: Ratio,
    /// Net debt over EBITDA.
    pub(in crate::model) pfn_ebitda: Ratio,
    /// Net debt over equity.
    pub(in crate::model) pfn_equity: Ratio,
    /// Equity over assets.
    pub(in crate::model) equity_ratio: Ratio,
}

/// Writes the ratios of one body, or of the group.
pub(in crate::model) fn write(c: &mut Context<'_>, subject: &Subject, books: &Books) -> Leverage {
    let item = subject.item("ratios");
    let debt = total(
        c,
        &item,
        |item| item.balance("financial_debt"),
        &books.debts,
    );
    let own = subject.item("net_debt");
    let net_debt = RowSpec::balance(own.key.clone(), own.label.clone(), Unit::Euro);
    let net_debt = own.dress(net_debt);
    let net_debt = c.s.add(net_debt, debt - books.cash);
    let [depreciation, provisions] = books.not_cash;
    let costs = books.production - books.operating_result;
    let running_costs = c.s.add(
        item.euro("running_costs"),
        costs - depreciation - provisions,
    );
    let earned = books.production - running_costs;
    let earned = match books.grants_released {
        Some(released) => earned - released,
        None => earned,
    };
    let month = c.s.add(item.euro("ebitda"), earned);
    let twelve = CalendarRow::MonthNumber.at_least(number_of(12, Unit::MonthNumber));
    let year = c.s.add(item.flag("twelve_months"), twelve);
    let ebitda = c.s.add(
        item.balance("ebitda_12_months").applies(year),
        month.trailing(12),
    );
    let interest = c.s.add(
        item.balance("interest_12_months").applies(year),
        books.interest_paid.trailing(12),
    );
    let quotient = |word, unit| Quotient {
        subject,
        word,
        unit,
    };
    let annual = |c: &mut Context<'_>, word, of, over: RowId| {
        let flag = over.greater(number(0.into())) * year;
        quotient(word, Unit::Ratio).write(c, of, over, flag)
    };
    let at_close = |c: &mut Context<'_>, word, unit, of, over: RowId| {
        quotient(word, unit).write(c, of, over, over.greater(number(0.into())))
    };
    Leverage {
        debt,
        net_debt,
        running_costs,
        year,
        ebitda,
        interest,
        icr: annual(c, "icr", ebitda, interest),
        pfn_ebitda: annual(c, "pfn_ebitda", net_debt, ebitda),
        pfn_equity: at_close(c, "pfn_equity", Unit::Ratio, net_debt, books.equity),
        equity_ratio: at_close(c, "equity_ratio", Unit::Percent, books.equity, books.assets),
    }
}

/// A ratio of the twelve months to date, or of two balances.
struct Quotient<'a> {
    subject: &'a Subject,
    word: &'a str,
    unit: Unit,
}

impl Quotient<'_> {
    /// Writes `of / over` where `meaningful`.
    fn write(&self, c: &mut Context<'_>, of: RowId, over: RowId, meaningful: Formula) -> Ratio {
        let item = self.subject.item(self.word);
        let applies = c.s.add(item.flag("applies"), meaningful);
        let value = of.over_or(over, Decimal::ZERO);
        let value =
            c.s.add(item.rate("ratio", self.unit).applies(applies), value);
        Ratio { value, applies }
    }
}
