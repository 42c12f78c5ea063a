//! What a plan returns: to the project as a whole, to its owners, to each class of them.
//!
//! `project flow = every receipt less every payment that is no financing (operations, taxes,
//! investments and their VAT, capital grants), and the sale of the property in the last month
//! shown`. Without capital grants it shows what the project returns on all the money put into it,
//! given or lent. `owners' flow = dividends − capital paid in + what the sale leaves after debts`.
//! A rate of return is yearly and effective; a present value stands at the plan's start, each
//! amount at the end of its month.

use super::asked;
use super::subject::Subject;
use super::valuation::Valued;
use crate::ledger::{CashFlow, EntityId, Flow, Section};
use crate::model::answers::{PlanReturn, ReturnOf};
use crate::model::capital::HolderRows;
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::{Decimal, Unit};
use crate::scenario::Valuation;
use crate::sheet::{FigureFormula, FigureId, InputId, RowId, Span, Term};
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
    let subject = Subject::of_item(&item);
    let discount_rate = rate.map(|rate| stated(c, &subject, rate));
    let writer = Writer {
        valuation: valuation.name.clone(),
        entity: valuation.entity.clone(),
        subject,
        rate,
        discount_rate,
    };
    let [project, alone, owners] = flows(c, &item, entity, valued);
    let holders = c.holders_of(entity);
    let asked: Vec<Option<FigureId>> = holders
        .iter()
        .map(|holder| writer.asked_by(c, holder))
        .collect();
    let [funds_ask, owners_ask] = writer.asked_together(c, entity, &holders, &asked);
    let mut returns = Vec::new();
    for (of, word, ask, label, flow) in [
        (
            ReturnOf::Project,
            "project",
            None,
            (
                "Il progetto, con i contributi",
                "The project, with its grants",
            ),
            project,
        ),
        (
            ReturnOf::ProjectWithoutGrants,
            "project_without_grants",
            funds_ask,
            (
                "Il progetto senza contributi, su tutti i fondi",
                "The project without grants, on all funds",
            ),
            alone,
        ),
        (
            ReturnOf::Owners,
            "owners",
            owners_ask,
            ("I soci insieme", "All owners"),
            owners,
        ),
    ] {
        returns.push(writer.answer(c, (of, word, ask), label, flow));
    }
    returns.extend(writer.every_holder(c, &item, (&holders, &asked), valued.exit));
    returns
}

/// The rate of present values, as a figure.
fn stated(c: &mut Context<'_>, subject: &Subject, rate: InputId) -> FigureId {
    let label = ("tasso di attualizzazione", "discount rate");
    let word = ("discount_rate.stated", Unit::PercentPerYear);
    subject.figure(c, word, label, FigureFormula::Input(rate))
}

/// The flows of the project, of the project without capital grants, and of the owners.
fn flows(c: &mut Context<'_>, item: &Item, entity: EntityId, valued: &Valued) -> [RowId; 3] {
    let project = project_flow(c, item, entity, valued.sale);
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
    [project, alone, owners]
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

/// The key of a holder's rows; none where the scenario names no holders.
fn name_of(holder: &HolderRows) -> Option<String> {
    let key = holder.key.as_ref()?;
    Some(format!("holders.{}.{key}", holder.equity))
}

/// A label in both languages.
fn texts(label: &Label) -> (String, String) {
    use crate::wording::Language::{English, Italian};
    (label.get(Italian).to_owned(), label.get(English).to_owned())
}

/// Writes the returns of one property's owner.
struct Writer {
    valuation: String,
    entity: String,
    subject: Subject,
    rate: Option<InputId>,
    discount_rate: Option<FigureId>,
}

impl Writer {
    /// A rate that is asked.
    fn figure_of(
        &self,
        c: &mut Context<'_>,
        word: &str,
        label: (&str, &str),
        formula: FigureFormula,
    ) -> FigureId {
        let unit = Unit::PercentPerYear;
        self.subject.figure(c, (word, unit), label, formula)
    }

    /// What all funds ask together, and what the owners do.
    fn asked_together(
        &self,
        c: &mut Context<'_>,
        entity: EntityId,
        holders: &[HolderRows],
        asked: &[Option<FigureId>],
    ) -> [Option<FigureId>; 2] {
        let equity = asked::on_equity(holders, asked);
        let funds = asked::on_funds(c, entity, &equity).map(|rate| {
            let label = (
                "Tutti i fondi: rendimento chiesto",
                "All funds: return asked",
            );
            self.figure_of(c, "project_without_grants.asked", label, rate)
        });
        let owners = equity.rate.map(|rate| {
            let label = (
                "I soci insieme: rendimento chiesto",
                "All owners: return asked",
            );
            self.figure_of(c, "owners.asked", label, rate)
        });
        [funds, owners]
    }

    /// What a holder asks for, where that is stated.
    fn asked_by(&self, c: &mut Context<'_>, holder: &HolderRows) -> Option<FigureId> {
        let asked = holder.required_return.as_ref()?;
        let asked = c.inputs.scalar(&mut c.s, asked);
        let word = format!("{}.asked", name_of(holder)?);
        let (italian, english) = texts(&holder.label);
        let label = (
            format!("{italian}: rendimento chiesto"),
            format!("{english}: return asked"),
        );
        let formula = FigureFormula::Input(asked);
        Some(self.figure_of(c, &word, (&label.0, &label.1), formula))
    }

    /// The return of every holder that the scenario names.
    fn every_holder(
        &self,
        c: &mut Context<'_>,
        item: &Item,
        (holders, asked): (&[HolderRows], &[Option<FigureId>]),
        exit: RowId,
    ) -> Vec<PlanReturn> {
        let capital: Vec<RowId> = holders.iter().map(|holder| holder.capital).collect();
        let capital = super::total(c, item, |item| item.balance("capital_paid"), &capital);
        let pairs = holders.iter().zip(asked);
        pairs
            .filter_map(|(holder, asked)| self.holder(c, item, holder, (*asked, capital, exit)))
            .collect()
    }

    /// The return of one holder: its own flow, and its share of what a sale leaves.
    fn holder(
        &self,
        c: &mut Context<'_>,
        item: &Item,
        holder: &HolderRows,
        (asked, capital, exit): (Option<FigureId>, RowId, RowId),
    ) -> Option<PlanReturn> {
        let name = name_of(holder)?;
        let item = Item {
            key: item.key.child(&name),
            label: holder.label.clone(),
            ..item.clone()
        };
        let share = (exit * holder.capital).over_or(capital, Decimal::ZERO);
        let share = c.s.add(item.euro("share_of_exit"), share.to_cents());
        let flow = c.s.add(item.euro("flow_and_exit"), holder.cash + share);
        c.note_exit_share(&self.valuation, holder.cash, share);
        let (italian, english) = texts(&holder.label);
        let of = (ReturnOf::Holder, name.as_str(), asked);
        Some(self.answer(c, of, (&italian, &english), flow))
    }

    fn answer(
        &self,
        c: &mut Context<'_>,
        (of, word, asked): (ReturnOf, &str, Option<FigureId>),
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
            asked,
            obtained,
            present_value,
            discount_rate: self.discount_rate,
        }
    }
}
