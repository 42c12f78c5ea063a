//! What a plan returns: to the project as a whole, to its owners, to each class of them.
//!
//! `project flow = every receipt less every payment that is no financing (operations, taxes,
//! investments and their VAT, capital grants), and the sale of the property in the last month
//! shown`. Without capital grants it shows what the project returns on all the money put into it,
//! given or lent. `owners' flow = dividends − capital paid in + what the sale leaves after debts`.
//! A rate of return is yearly and effective; a present value stands at the plan's start, each
//! amount at the end of its month.

use super::subject::Subject;
use super::valuation::Valued;
use crate::ledger::{CashFlow, EntityId, Flow, Section};
use crate::model::answers::{PlanReturn, ReturnOf};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::Unit;
use crate::scenario::Valuation;
use crate::sheet::{FigureFormula, InputId, RowId, Span};
use crate::wording::Label;

/// Writes the returns of the owner of one property.
pub(in crate::model) fn write(
    c: &mut Context<'_>,
    valuation: &Valuation,
    valued: &Valued,
) -> Vec<PlanReturn> {
    let entity = valued.entity;
    let item = c.item(
        entity,
        "valuations",
        &valuation.name,
        &valuation.label,
        &valuation.place,
    );
    let rate = valuation
        .discount_rate
        .as_ref()
        .map(|rate| c.inputs.scalar(&mut c.s, rate));
    let writer = Writer {
        entity: valuation.entity.clone(),
        subject: Subject::of_item(&item),
        rate,
    };
    let project = project_flow(c, &item, entity, valued.sale);
    let granted = [
        CashFlow::CapitalGrantsReceived,
        CashFlow::CapitalGrantsReturned,
    ];
    let granted = super::cfads::signed_sum(c, entity, &granted);
    let alone = c.s.add(item.euro("without_grants"), project - granted);
    let dividends = super::cfads::paid_on(c, entity, &[CashFlow::DividendsPaid]);
    let paid_in = super::cfads::signed_sum(c, entity, &[CashFlow::EquityPaidIn]);
    let owners =
        c.s.add(item.euro("holders_flow"), dividends - paid_in + valued.exit);
    vec![
        writer.answer(
            c,
            ReturnOf::Project,
            "project",
            ("progetto, con i contributi", "the project, with its grants"),
            project,
        ),
        writer.answer(
            c,
            ReturnOf::ProjectWithoutGrants,
            "project_without_grants",
            (
                "progetto, senza i contributi",
                "the project, without grants",
            ),
            alone,
        ),
        writer.answer(
            c,
            ReturnOf::Owners,
            "owners",
            ("soci", "the owners"),
            owners,
        ),
    ]
}

/// Everything that is no financing, and the sale.
fn project_flow(c: &mut Context<'_>, item: &Item, entity: EntityId, sale: RowId) -> RowId {
    let lines: Vec<(CashFlow, RowId)> = c
        .ledger
        .payments(entity)
        .filter(|(line, _)| is_of_project(*line))
        .collect();
    let of = |flow: Flow| -> Vec<RowId> {
        let lines = lines.iter().filter(|(line, _)| line.flow() == flow);
        lines.map(|(_, row)| *row).collect()
    };
    let (received, paid) = (of(Flow::In), of(Flow::Out));
    let received = super::total(c, item, |item| item.euro("project_received"), &received);
    let paid = super::total(c, item, |item| item.euro("project_paid"), &paid);
    c.s.add(item.euro("project_flow"), received - paid + sale)
}

/// Whether a line belongs to the project, whoever pays for it.
fn is_of_project(line: CashFlow) -> bool {
    match line.section() {
        Section::Operations | Section::Investing => true,
        Section::InterestAndTax => line != CashFlow::InterestPaid,
        Section::Financing => false,
    }
}

/// Writes the returns of one property's owner.
struct Writer {
    entity: String,
    subject: Subject,
    rate: Option<InputId>,
}

impl Writer {
    fn answer(
        &self,
        c: &mut Context<'_>,
        of: ReturnOf,
        word: &str,
        (italian, english): (&str, &str),
        flow: RowId,
    ) -> PlanReturn {
        let span = Span::Shown;
        let named = |what: &str| format!("{word}.{what}");
        let label = |kind: [&str; 2]| {
            (
                format!("{italian}: {}", kind[0]),
                format!("{english}: {}", kind[1]),
            )
        };
        let (it, en) = label(["TIR", "IRR"]);
        let obtained = self.subject.figure(
            c,
            (&named("irr"), Unit::PercentPerYear),
            (&it, &en),
            FigureFormula::Irr(flow, span),
        );
        let (it, en) = label(["VAN", "NPV"]);
        let present_value = self.rate.map(|rate| {
            let rate = Box::new(FigureFormula::Input(rate));
            let formula = FigureFormula::Npv { flow, rate, span };
            self.subject
                .figure(c, (&named("npv"), Unit::Euro), (&it, &en), formula)
        });
        PlanReturn {
            entity: self.entity.clone(),
            of,
            label: Label::new(italian, english),
            asked: None,
            obtained,
            present_value,
        }
    }
}
