//! What must be zero, and what the law wants to be told of.

use super::context::Context;
use super::plan::{Alert, Check, Worst};
use super::ratios::cover::Cover;
use crate::ledger::{Account, BalanceSheet, CashFlowStatement, EntityId};
use crate::quantity::Unit;
use crate::scenario::LegalForm;
use crate::sheet::{Formula, Key, Origin, RowId, RowSpec, Term, number};
use crate::wording::Label;

/// The integrity checks of one entity. Each compares two paths that know nothing of each other.
pub(super) fn integrity(
    c: &mut Context<'_>,
    entity: EntityId,
    balance: &BalanceSheet,
    flow: &CashFlowStatement,
) -> Vec<Check> {
    let cash = c.ledger.closing(&mut c.s, entity, Account::Cash);
    vec![
        check(
            c,
            entity,
            "balance_sheet",
            ("attivo = passivo", "assets = liabilities and equity"),
            balance.assets - balance.liabilities,
        ),
        check(
            c,
            entity,
            "cash",
            (
                "cassa del rendiconto = cassa dello stato patrimoniale",
                "cash of the cash-flow statement = cash of the balance sheet",
            ),
            flow.closing - cash,
        ),
        check(
            c,
            entity,
            "operating_flow",
            (
                "flusso operativo dal risultato = incassi meno pagamenti",
                "operating flow from the result = receipts less payments",
            ),
            flow.before_interest_and_tax - flow.operating_payments,
        ),
    ]
}

/// For each account made of items: the sum of what its items leave open is its balance.
pub(super) fn open_items(c: &mut Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (entity, account, sum) in c.open_item_sums() {
        let closing = c.ledger.closing(&mut c.s, entity, account);
        let word = format!("open_items.{}", account.word());
        let label = account.label().with_detail(&Label::new(
            "somma delle singole posizioni = saldo",
            "sum of single positions = balance",
        ));
        checks.push(labelled(c, entity, &word, label, sum - closing));
    }
    checks
}

fn check(
    c: &mut Context<'_>,
    entity: EntityId,
    word: &str,
    (italian, english): (&str, &str),
    difference: Formula,
) -> Check {
    labelled(c, entity, word, Label::new(italian, english), difference)
}

fn labelled(
    c: &mut Context<'_>,
    entity: EntityId,
    word: &str,
    label: Label,
    difference: Formula,
) -> Check {
    let label = c.ledger.label(entity).with_detail(&label);
    let key: Key = c.ledger.key(entity, "checks").child(word);
    let spec = RowSpec::balance(key, label.clone(), Unit::Euro).entity(c.ledger.name(entity));
    let row = c.s.add(spec, difference);
    Check { label, row }
}

/// The alerts of one entity.
pub(super) fn alerts(
    c: &mut Context<'_>,
    entity: EntityId,
    equity: RowId,
    cover: Option<Cover>,
) -> Vec<Alert> {
    let need = c.ledger.closing(&mut c.s, entity, Account::UncoveredNeed);
    let missing = alert(
        c,
        entity,
        "uncovered_need",
        Label::new(
            "manca denaro che nessuna fonte copre (fabbisogno scoperto)",
            "money is missing that no source covers (uncovered need)",
        ),
        (need.greater(number(0.into())), need, Worst::Greatest),
    );
    let mut alerts = vec![missing];
    if let Some(cover) = cover {
        alerts.push(Alert {
            entity: c.ledger.name(entity).to_owned(),
            label: Label::new(
                "il flusso di dodici mesi non copre il servizio del debito (DSCR sotto 1)",
                "twelve months' cash flow does not cover debt service (DSCR below 1)",
            ),
            flag: cover.below_one,
            amount: cover.ratio,
            worst: Worst::Least,
        });
    }
    alerts.extend(capital_alerts(c, entity, equity));
    alerts
}

/// Losses over a third of the capital, and equity below the legal minimum (artt. 2446, 2447,
/// 2482-bis and 2482-ter c.c.). Equity already counts the reserves, which absorb losses first.
/// Bodies that are no company have no such duty.
fn capital_alerts(c: &mut Context<'_>, entity: EntityId, equity: RowId) -> Vec<Alert> {
    let rules = &c.scenario.rules.capital;
    let (minimum, articles) = match c.entity(entity).legal_form {
        Some(LegalForm::Spa) => (&rules.minimum_spa, ("2446", "2447")),
        Some(LegalForm::Srl) => (&rules.minimum_srl, ("2482-bis", "2482-ter")),
        None => return Vec::new(),
    };
    let (minimum, trigger) = (c.live(minimum), c.live(&rules.loss_trigger));
    let capital = c.ledger.closing(&mut c.s, entity, Account::ShareCapital);
    let item = c.entity_item(entity, "capital_test");
    let floor = c.s.add(
        item.balance("floor"),
        capital - (capital * trigger).to_cents(),
    );
    let third = alert(
        c,
        entity,
        "losses_over_a_third",
        Label::new(
            format!(
                "perdite oltre un terzo del capitale (art. {} c.c.): patrimonio netto",
                articles.0
            ),
            format!(
                "losses above one third of the capital (art. {} c.c.): equity",
                articles.0
            ),
        ),
        (equity.less(floor), equity, Worst::Least),
    );
    let below = alert(
        c,
        entity,
        "capital_below_minimum",
        Label::new(
            format!(
                "capitale sotto il minimo legale (art. {} c.c.): patrimonio netto",
                articles.1
            ),
            format!(
                "capital below the legal minimum (art. {} c.c.): equity",
                articles.1
            ),
        ),
        (equity.less(minimum) * third.flag, equity, Worst::Least),
    );
    vec![third, below]
}

/// An alert with its flag row and the amount concerned.
pub(super) fn alert(
    c: &mut Context<'_>,
    entity: EntityId,
    word: &str,
    label: Label,
    (condition, amount, worst): (Formula, RowId, Worst),
) -> Alert {
    let key = c.ledger.key(entity, "alerts").child(word);
    let origin = Origin::at(c.entity(entity).place.to_string());
    let spec = RowSpec::flag(key, label.clone())
        .entity(c.ledger.name(entity))
        .origin(origin);
    let flag = c.s.add(spec, condition);
    Alert {
        entity: c.ledger.name(entity).to_owned(),
        label,
        flag,
        amount,
        worst,
    }
}
