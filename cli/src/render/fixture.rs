//! A small plan for the tests of the renderings: a hub that sells, pays rent, and runs short of
//! cash in its first months.

use std::collections::BTreeMap;

use cittadella_engine::calendar::Timeline;
use cittadella_engine::evaluate::{Case, Grid, exact};
use cittadella_engine::ledger::{
    Account, BalanceSheet, CashFlow, CashFlowStatement, EntityId, IncomeLine, IncomeStatement,
    Ledger, OverYear, Posting, Stage,
};
use cittadella_engine::model::{
    Alert, Answers, Check, Contracts, Exchange, ExchangeKind, Mirrored, Plan, PlanEntity,
    PlanFigure, PlanGroup, PlanUncertainty, Target, Worst,
};
use cittadella_engine::quantity::{Bounds, Decimal, Unit, Whole};
use cittadella_engine::sheet::{
    Figure, FigureFormula, FigureId, Input, Level, Origin, RowId, RowSpec, SheetBuilder, Span,
    Stress, StressId, Term, number, select,
};
use cittadella_engine::uncertainty::Change;
use cittadella_engine::wording::{Label, Language};

use super::View;
use crate::words::Words;

/// The plan with its base case and its one stress, `half`.
pub(crate) struct Fixture {
    pub(crate) plan: Plan,
    pub(crate) base: Grid,
    pub(crate) half: Grid,
    /// A figure that has no value.
    pub(crate) absent: FigureId,
}

impl Fixture {
    /// Twelve shown months from January 2024 and twelve of tail. Sales grow by 1,000 a month from
    /// 1,000; the rent is 6,500; the owners pay 10,000 in the first month.
    pub(crate) fn new() -> Fixture {
        let plan = plan();
        let compute = |case: &Case| exact(&plan.sheet, case).unwrap();
        let stress: Vec<StressId> = plan.sheet.stresses().map(|(id, _)| id).collect();
        let base = compute(&Case::base());
        let half = compute(&Case::stressed(stress));
        let absent = plan.sheet.find_figure("hub.never").unwrap();
        Fixture {
            plan,
            base,
            half,
            absent,
        }
    }

    pub(crate) fn view(&self, language: Language) -> View<'_> {
        View {
            plan: &self.plan,
            grid: &self.base,
            words: Words::new(language),
            entity: None,
            full: false,
        }
    }

    pub(crate) fn stressed(&self, language: Language) -> View<'_> {
        View {
            grid: &self.half,
            ..self.view(language)
        }
    }
}

struct Rows {
    sales: RowId,
    rent: RowId,
    equity: RowId,
}

fn plan() -> Plan {
    let mut s = SheetBuilder::new(Timeline::new("2024-01".parse().unwrap(), 1, 12));
    let rows = operations(&mut s);
    let mut ledger = Ledger::new(&mut s);
    let hub = ledger.entity("hub", Label::same("Hub Srl"));
    post(&mut s, &mut ledger, hub, &rows);
    let mut income = IncomeStatement::before_tax(&mut s, &ledger, hub);
    income.close(&mut s, &ledger);
    let balance = BalanceSheet::new(&mut s, &ledger, &income, hub, &BTreeMap::new());
    let cash_flow = CashFlowStatement::new(&mut s, &mut ledger, &income, hub);
    let cash = ledger.closing(&mut s, hub, Account::Cash);
    let euro = |key: &str, label: Label| RowSpec::balance(key, label, Unit::Euro);
    let lacking = number(0.into()) - cash;
    let need = s.add(
        euro("hub.need", Label::new("Fabbisogno", "Need")),
        select(cash.less(number(0.into())), lacking, number(0.into())),
    );
    let short = s.add(
        RowSpec::flag("hub.short", Label::new("Sotto zero", "Below zero")),
        cash.less(number(0.into())),
    );
    let out = s.add(
        euro("checks.balance", Label::new("Differenza", "Difference")),
        balance.assets - balance.liabilities,
    );
    let rises = s.add(
        RowSpec::flag("hub.rises", Label::new("Sale", "Rises")),
        rows.sales.greater(rows.rent),
    );
    let figures = figures(&mut s, cash, rises);
    Plan {
        name: "Hub di prova".to_owned(),
        language: Language::Italian,
        currency: "EUR".to_owned(),
        group: None,
        entities: vec![PlanEntity {
            id: hub,
            name: "hub".to_owned(),
            label: Label::same("Hub Srl"),
            statements: vec![
                income.statement().clone(),
                balance.statement().clone(),
                cash_flow.statement().clone(),
            ],
            revenue: income.production,
            operating_result: income.operating_result,
            net_result: income.result(),
            operating_cash: cash_flow.operations,
            closing_cash: cash,
            uncovered_need: need,
            payments: ledger.payments(hub).collect(),
        }],
        target: Some(target(cash_flow.operations, figures)),
        figures: vec![PlanFigure {
            entity: Some("hub".to_owned()),
            figure: figures[0],
            month: Some(figures[1]),
        }],
        checks: vec![balances(out)],
        alerts: vec![alert(short, need)],
        answers: Answers::default(),
        contracts: Contracts::default(),
        assertions: Vec::new(),
        uncertainty: PlanUncertainty::default(),
        not_modelled: vec![Label::new("le imposte", "taxes")],
        sheet: s.finish().unwrap(),
    }
}

fn balances(row: RowId) -> Check {
    let label = Label::new("Attivo uguale al passivo", "Assets equal liabilities");
    Check { label, row }
}

fn target(measure: RowId, figures: [FigureId; 5]) -> Target {
    Target {
        insolvency: Vec::new(),
        confidence: None,
        entity: "hub".to_owned(),
        entity_label: Label::same("Hub Srl"),
        by: "2024-12".parse().unwrap(),
        measure,
        window_months: 12,
        hold_months: 6,
        reached: figures[2],
        months_late: figures[3],
        relapse: figures[4],
    }
}

fn alert(flag: RowId, amount: RowId) -> Alert {
    Alert {
        entity: "hub".to_owned(),
        label: Label::new("la cassa è sotto zero", "cash is below zero"),
        flag,
        amount,
        worst: Worst::Greatest,
    }
}

fn operations(s: &mut SheetBuilder) -> Rows {
    let half = s.stress(Stress {
        key: "half".into(),
        label: Label::new("Metà dei ricavi", "Half the sales"),
    });
    let sales = (1..=24).map(|month| Decimal::from(1000 * month)).collect();
    let mut input = |key: &str, level, changes| {
        s.input(Input {
            key: key.into(),
            label: Label::same(key),
            unit: Unit::Euro,
            level,
            bounds: Bounds::NOT_NEGATIVE,
            whole: Whole::No,
            changes,
            origin: Origin::at("hub.toml:1"),
        })
    };
    let halved = vec![(half, Change::scale("0.5".parse().unwrap()))];
    let sales = input("sales.amount", Level::Series(sales), halved);
    let rent = input("rent.amount", Level::Scalar(6500.into()), Vec::new());
    let mut first = vec![Decimal::ZERO; 24];
    first[0] = 10_000.into();
    let equity = input("equity.amount", Level::Series(first), Vec::new());
    let mut flow = |key: &str, label, input: cittadella_engine::sheet::InputId| {
        s.add(RowSpec::flow(key, label, Unit::Euro), input.to_cents())
    };
    Rows {
        sales: flow("sales.billed", Label::new("Vendite", "Sales"), sales),
        rent: flow("rent.paid", Label::new("Affitto", "Rent"), rent),
        equity: flow("equity.paid", Label::new("Capitale", "Equity"), equity),
    }
}

fn post(s: &mut SheetBuilder, ledger: &mut Ledger, hub: EntityId, rows: &Rows) {
    let sales = Account::Income(IncomeLine::A1);
    let rent = Account::Income(IncomeLine::B8);
    let cash = Account::Cash;
    for (amount, debit, credit, line) in [
        (rows.sales, cash, sales, CashFlow::CustomerReceipts),
        (rows.rent, rent, cash, CashFlow::SupplierPayments),
        (
            rows.equity,
            cash,
            Account::ShareCapital,
            CashFlow::EquityPaidIn,
        ),
    ] {
        ledger.post(
            s,
            Posting {
                entity: hub,
                stage: Stage::Operations,
                amount,
                debit,
                credit,
                cash_flow: Some(line),
                between: None,
            },
        );
    }
}

/// Lowest cash, its month, the month in which sales pass the rent, and how late that is.
fn figures(s: &mut SheetBuilder, cash: RowId, rises: RowId) -> [FigureId; 5] {
    let never = s.add(
        RowSpec::flag("hub.never_flag", Label::new("Mai", "Never")),
        number(0.into()),
    );

    let mut figure = |key: &str, label: Label, unit, formula| {
        s.figure(Figure::new(key, label, unit, formula, Origin::default()))
    };
    let lowest = figure(
        "hub.cash.lowest",
        Label::new("Cassa minima", "Lowest cash"),
        Unit::Euro,
        FigureFormula::Min(cash, Span::Computed),
    );
    let month = figure(
        "hub.cash.lowest_month",
        Label::new("Mese della cassa minima", "Month of the lowest cash"),
        Unit::MonthNumber,
        FigureFormula::MonthOfMin(cash, Span::Computed),
    );
    let reached = figure(
        "target.reached",
        Label::new("Da quando", "From when"),
        Unit::MonthNumber,
        FigureFormula::FirstMonthWhere(rises, Span::Computed),
    );
    let late = figure(
        "target.months_late",
        Label::new("Mesi di ritardo", "Months late"),
        Unit::Months,
        FigureFormula::Arithmetic(
            cittadella_engine::sheet::BinaryOp::Subtract,
            Box::new(FigureFormula::Figure(reached)),
            Box::new(FigureFormula::Constant(12.into(), Unit::MonthNumber)),
        ),
    );
    let never = figure(
        "hub.never",
        Label::new("Mai", "Never"),
        Unit::MonthNumber,
        FigureFormula::FirstMonthWhere(never, Span::Computed),
    );
    [lowest, month, reached, late, never]
}

impl Fixture {
    /// The same plan beside a twin from which the hub rents; the twin states nothing of it.
    pub(crate) fn with_twin() -> Fixture {
        let mut fixture = Fixture::new();
        let rent = fixture.plan.sheet.find_row("rent.paid").unwrap();
        let hub = fixture.plan.entities[0].clone();
        let named = |name: &str, label: Label| PlanEntity {
            name: name.to_owned(),
            label,
            ..hub.clone()
        };
        let twin = named("twin", Label::same("Twin Srl"));
        fixture.plan.entities.push(twin);
        let between = |kind, from: &str, to: &str| Exchange {
            kind,
            from: from.to_owned(),
            to: to.to_owned(),
            label: Label::new("Affitti", "Rents"),
            row: rent,
            over_year: OverYear::Sum,
        };
        // Ids of two bodies, as a ledger gives them out.
        let mut s = SheetBuilder::new(*fixture.plan.sheet.timeline());
        let mut ledger = Ledger::new(&mut s);
        let [one, other] = ["hub", "twin"].map(|name| ledger.entity(name, Label::same(name)));
        fixture.plan.group = Some(PlanGroup {
            books: named("group", Label::new("Gruppo", "Group")),
            net_debt: hub.uncovered_need,
            own_equity: hub.closing_cash,
            minority_equity: hub.closing_cash,
            own_result: hub.net_result,
            minority_result: hub.net_result,
            exchanges: vec![
                between(ExchangeKind::Income, "twin", "hub"),
                between(ExchangeKind::Payment, "hub", "twin"),
            ],
            mirrored: vec![Mirrored {
                entity: one,
                with: other,
                amount: rent,
                debit: true,
                credit: false,
            }],
        });
        fixture
    }
}
