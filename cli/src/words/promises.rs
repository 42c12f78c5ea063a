//! Sentences on what lenders and owners were promised.

use cittadella_engine::scenario::CovenantKind;

use super::Words;

/// A covenant that fails a test, in words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BrokenCovenant<'a> {
    /// What is promised.
    pub(crate) kind: CovenantKind,
    /// How many tests fail.
    pub(crate) failed: usize,
    /// How many there are.
    pub(crate) tests: usize,
    /// The loan.
    pub(crate) contract: &'a str,
    /// The ratio.
    pub(crate) ratio: &'a str,
    /// What was promised.
    pub(crate) threshold: &'a str,
    /// The month of the first test that fails.
    pub(crate) from: &'a str,
    /// The worst level.
    pub(crate) worst: &'a str,
    /// Its month.
    pub(crate) at: &'a str,
    /// The money that is short in the worst test.
    pub(crate) short: Option<&'a str>,
}

impl Words {
    /// A debt that falls due after the last computed month.
    pub(crate) fn due_after(self, who: &str, what: &str, amount: &str, month: &str) -> String {
        self.pick(
            format!("Dopo i mesi calcolati {who} deve rimborsare {amount} ({what}, {month}): qui non si vede con quale denaro."),
            format!("After the computed months {who} has to repay {amount} ({what}, {month}): with which money, this plan does not show."),
        )
    }

    /// A property is sold before its income has run in full for a year.
    pub(crate) fn sold_early(self, what: &str, month: &str, value: &str, price: &str) -> String {
        self.pick(
            format!("A {month} il reddito intero di «{what}» non corre da dodici mesi: l'LTV sta sul costo ({value}); i rendimenti contano una vendita a {price}, il minore tra il costo e il valore del reddito netto degli ultimi dodici mesi."),
            format!("In {month} the full income of “{what}” has not run for twelve months: LTV rests on its cost ({value}); returns count a sale at {price}, the lower of the cost and of what the net income of the last twelve months is worth."),
        )
    }

    /// Covenants that pass every test.
    pub(crate) fn covenants_kept(self, which: &str) -> String {
        self.pick(
            format!("I covenant sono rispettati in ogni verifica: {which}."),
            format!("Covenants hold in every test: {which}."),
        )
    }

    /// A covenant that fails a test.
    pub(crate) fn covenant_broken(self, broken: &BrokenCovenant<'_>) -> String {
        let BrokenCovenant {
            contract,
            ratio,
            threshold,
            from,
            worst,
            at,
            short,
            kind,
            failed,
            tests,
        } = broken;
        let (of_it, of_en) = match kind {
            CovenantKind::Dscr => ("flusso di cassa", "cash flow"),
            CovenantKind::Ltv => ("valore", "value"),
            CovenantKind::Icr | CovenantKind::PfnEbitda => ("EBITDA", "EBITDA"),
        };
        let checks = if *failed == 1 {
            "verifica"
        } else {
            "verifiche"
        };
        let short_it = short.map(|short| format!(", mancano {short} di {of_it}"));
        let short_en = short.map(|short| format!(", {short} of {of_en} short"));
        self.pick(
            format!(
                "{contract}: il covenant su {ratio} ({threshold}) non è rispettato in {failed} \
                 {checks} su {tests}, la prima a {from}; il valore peggiore è {worst} ({at}){}.",
                short_it.unwrap_or_default()
            ),
            format!(
                "{contract}: the covenant on {ratio} ({threshold}) is broken in {failed} of {tests} \
                 tests, first in {from}; the worst is {worst} ({at}){}.",
                short_en.unwrap_or_default()
            ),
        )
    }

    /// Owners whose flows have no rate of return: nothing comes back.
    pub(crate) fn owners_lose(self, who: &str, asked: &str) -> String {
        self.pick(
            format!("Ai soci di {who} non torna nulla di quanto versano; chiedono {asked}."),
            format!("Nothing comes back to the owners of {who}, who ask for {asked}."),
        )
    }

    /// What owners ask and get.
    pub(crate) fn owners_return(self, who: &str, asked: &str, obtained: &str, met: bool) -> String {
        if met {
            return self.pick(
                format!("Ai soci di {who} il piano rende {obtained}; chiedono {asked}."),
                format!("{who} returns {obtained} to its owners, who ask for {asked}."),
            );
        }
        self.pick(
            format!("Ai soci di {who} il piano rende solo {obtained}; chiedono {asked}."),
            format!("{who} returns only {obtained} to its owners, who ask for {asked}."),
        )
    }

    /// What owners lose, who ask for a return.
    pub(crate) fn owners_lose_a_year(self, who: &str, asked: &str, lost: &str) -> String {
        self.pick(
            format!("I soci di {who} perdono {lost} di quanto versano; chiedono {asked}."),
            format!("The owners of {who} lose {lost} of what they pay in, and ask for {asked}."),
        )
    }
}
