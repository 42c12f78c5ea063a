//! What stands around covenants, values and returns.

use super::Words;

fixed! {
    answers_heading: "Valore e indici, a fine anno", "Value and ratios, at the end of the year";
    covenants_heading: "Covenant", "Covenants";
    returns_heading: "Rendimenti, con la vendita alla fine dei mesi mostrati",
        "Returns, with a sale at the end of the months shown";
    property_value: "Valore", "Value";
    loan_to_cost: "Finanziamenti e obbligazioni su costo (LTC)", "Loans and bonds over cost (LTC)";
    yield_on_cost: "Reddito netto su costo", "Net income over cost";
    debt_yield: "Reddito netto su debito", "Net income over debt";
    cash_on_cash: "Dividendi su capitale versato", "Dividends over capital paid in";
    threshold: "soglia", "threshold";
    worst_level: "peggiore", "worst";
    in_what_month: "nel", "in";
    least_margin: "margine minimo", "least margin";
    share: "in quota", "as a share";
    first_breach: "non rispettato da", "broken from";
    never_tested: "non verificato", "not tested";
    covenants_note: "Il margine è quanto flusso di cassa, valore o EBITDA possono ancora calare; \
        contano le verifiche di tutti i mesi calcolati.",
        "The margin is what cash flow, value or EBITDA may still fall by; the tests of all computed \
        months count.";
    asked: "chiesto", "asked";
    obtained: "ottenuto", "obtained";
    reached_heading: "raggiunto", "reached";
    yes: "sì", "yes";
    no: "no", "no";
}

impl Words {
    /// The head of a column of present values, with their rate where it is one.
    pub(crate) fn present_value(self, rate: Option<&str>) -> String {
        match rate {
            Some(rate) => self.pick(format!("VAN al {rate}"), format!("NPV at {rate}")),
            None => self.pick("VAN".to_owned(), "NPV".to_owned()),
        }
    }

    /// At which rate the present values of one body stand, where several bodies take different ones.
    pub(crate) fn present_value_at(self, who: &str, rate: &str) -> String {
        self.pick(
            format!("{who}: il VAN è al {rate}."),
            format!("{who}: its NPV is at {rate}."),
        )
    }

    /// What ratios leave out: money that nobody has lent.
    pub(crate) fn ratios_do_not_see(self, who: &str, most: &str, at: &str, until: &str) -> String {
        self.pick(
            format!(
                "{who}: DSCR, LTV e covenant non vedono il denaro che manca, fino a {most} \
                 ({at}), scoperto fino a {until}: nessuno l'ha prestato, ma chi presta lo conterebbe."
            ),
            format!(
                "{who}: DSCR, LTV and covenants do not see the money that is missing, up to {most} \
                 ({at}) and uncovered until {until}: nobody has lent it, but a lender would count it."
            ),
        )
    }

    /// Whether what a project returns pays for the funds that it is made of.
    pub(crate) fn competitive(self, who: &str, obtained: &str, asked: &str, met: bool) -> String {
        let (verdict_it, verdict_en) = if met {
            (
                "è competitivo rispetto a come è composto il finanziamento",
                "it is competitive in relation to how its funding is composed",
            )
        } else {
            (
                "NON è competitivo rispetto a come è composto il finanziamento",
                "it is NOT competitive in relation to how its funding is composed",
            )
        };
        self.pick(
            format!(
                "{who}: il progetto rende {obtained} su tutti i fondi, che insieme chiedono \
                 {asked} (i soci quanto chiedono, il debito i suoi interessi, i contributi \
                 nulla): {verdict_it}."
            ),
            format!(
                "{who}: the project returns {obtained} on all its funds, which together ask for \
                 {asked} (owners what they ask, debt its interest, grants nothing): {verdict_en}."
            ),
        )
    }

    /// What a sale leaves to the owners.
    pub(crate) fn exit_left(self, what: &str, left: &str) -> String {
        self.pick(
            format!(
                "{what}: venduto alla fine dei mesi mostrati, dopo costi e debiti lascia ai soci \
                 {left}."
            ),
            format!(
                "{what}: sold at the end of the months shown, it leaves the owners {left} after \
                 costs and debts."
            ),
        )
    }
}
