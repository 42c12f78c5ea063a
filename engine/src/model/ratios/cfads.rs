//! Cash flow available for debt service: the one definition that the target, the cover ratios and
//! the covenants share.
//!
//! `cfads = receipts from customers − payments to suppliers, staff, others and under contribution
//! agreements − running VAT − income taxes + operating grants`, all as they are received and paid,
//! so that the change in working capital is in it. Outside stand VAT on investments (its payment,
//! its refund, and what it saves when it is set against VAT on sales), investments themselves,
//! capital grants, equity, gifts, every draw of debt, the reserve account and uncovered need; and
//! contributions received, but for a body that is no company: what members and donors give is its
//! ordinary income.
//!
//! `debt service = interest paid + scheduled repayments of loans and bonds`; what a revolving line
//! gives back is no debt service, its interest is.
//!
//! # Source
//! EBA/GL/2020/06, annex 3; CNDCEC, *Linee guida alla redazione del business plan*.

use crate::ledger::{CashFlow, EntityId, Flow};
use crate::model::context::Context;
use crate::sheet::{Formula, RowId, number};

/// The lines of the cash-flow statement that make the operating flow before income taxes.
const OPERATING: [CashFlow; 6] = [
    CashFlow::CustomerReceipts,
    CashFlow::SupplierPayments,
    CashFlow::StaffPayments,
    CashFlow::OtherPayments,
    CashFlow::VatPayments,
    CashFlow::VatRefunds,
];

/// The lines that serve debt.
const DEBT_SERVICE: [CashFlow; 3] = [
    CashFlow::InterestPaid,
    CashFlow::LoansRepaid,
    CashFlow::BondsRepaid,
];

/// The flows of a month by which debt is served.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct CashRows {
    /// Cash flow available for debt service.
    pub(in crate::model) cfads: RowId,
    /// Interest and scheduled repayments.
    pub(in crate::model) service: RowId,
    /// Operating cash after rent and debt service, without grants: what the target measures.
    pub(in crate::model) operating_cash: RowId,
}

/// Writes the flows of one entity, once all its payments are posted.
pub(in crate::model) fn write(c: &mut Context<'_>, entity: EntityId) -> CashRows {
    let item = c.entity_item(entity, "self_sufficiency");
    let operations = signed_sum(c, entity, &OPERATING);
    let operations = c.s.add(item.euro("operations"), operations);
    let given = any_paid_on(c, entity, &[CashFlow::ContributionsPaid]);
    let taxes = signed_sum(c, entity, &[CashFlow::IncomeTaxPaid]);
    let recovered = c.recovered_vat.get(&entity).copied();
    let outside = recovered.map_or_else(|| number(0.into()), Formula::from);
    let after_tax = operations + taxes - outside;
    let after_tax = match given {
        Some(given) => after_tax - given,
        None => after_tax,
    };
    let after_tax = match members(c, entity) {
        Some(contributed) => after_tax + contributed,
        None => after_tax,
    };
    let after_tax = c.s.add(item.euro("operations_after_tax"), after_tax);
    let service = paid_on(c, entity, &DEBT_SERVICE);
    let service = c.s.add(item.euro("debt_service"), service);
    let operating_cash = c.s.add(item.euro("operating_cash"), after_tax - service);
    let grants = signed_sum(c, entity, &[CashFlow::GrantReceipts]);
    let cfads = c.s.add(item.euro("cfads"), after_tax + grants);
    CashRows {
        cfads,
        service,
        operating_cash,
    }
}

/// What members and donors give: the ordinary income of a body that is no company, and of a group
/// with one.
fn members(c: &Context<'_>, entity: EntityId) -> Option<Formula> {
    let bodies = c.scenario.entities.iter();
    let lives_on_them = match bodies.clone().nth(entity.index()) {
        Some(body) => body.legal_form.is_none(),
        None => bodies.clone().any(|body| body.legal_form.is_none()),
    };
    lives_on_them.then(|| any_paid_on(c, entity, &[CashFlow::ContributionsReceived]))?
}

/// The sum of payments on these lines, as positive amounts.
pub(in crate::model) fn paid_on(c: &Context<'_>, entity: EntityId, lines: &[CashFlow]) -> Formula {
    any_paid_on(c, entity, lines).unwrap_or_else(|| number(0.into()))
}

/// The sum of payments on these lines; nothing where the entity uses none of them.
fn any_paid_on(c: &Context<'_>, entity: EntityId, lines: &[CashFlow]) -> Option<Formula> {
    let used = c
        .ledger
        .payments(entity)
        .filter(|(line, _)| lines.contains(line));
    let rows = used.map(|(_, row)| Formula::from(row));
    rows.reduce(|total, row| total + row)
}

/// Receipts less payments on these lines; lines that the entity does not use are left out.
pub(in crate::model) fn signed_sum(
    c: &Context<'_>,
    entity: EntityId,
    lines: &[CashFlow],
) -> Formula {
    let used: Vec<(CashFlow, RowId)> = c
        .ledger
        .payments(entity)
        .filter(|(line, _)| lines.contains(line))
        .collect();
    used.into_iter()
        .fold(number(0.into()), |total, (line, row)| match line.flow() {
            Flow::In => total + row,
            Flow::Out => total - row,
        })
}
