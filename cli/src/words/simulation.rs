//! The texts of a simulation.

use cittadella_engine::uncertainty::{Design, Sampler};

use super::Words;

impl Words {
    /// `100.000 futuri`.
    pub(crate) fn futures(self, count: &str) -> String {
        self.pick(format!("{count} futuri"), format!("{count} futures"))
    }

    /// What was drawn, and how.
    pub(crate) fn drawn(self, futures: &str, uncertain: usize, design: Design) -> String {
        let seed = design.seed;
        let drawn = self.pick(
            format!("{futures} simulati, {uncertain} dati incerti, seme {seed}"),
            format!("{futures} simulated, {uncertain} uncertain inputs, seed {seed}"),
        );
        let Some(replicates) = design.replicated() else {
            return drawn;
        };
        let sampler = match design.sampler {
            Sampler::Plain => return drawn,
            Sampler::Latin => {
                self.pick("ipercubi latini".to_owned(), "Latin hypercubes".to_owned())
            }
            Sampler::Sobol => {
                self.pick("campioni di Sobol'".to_owned(), "Sobol' samples".to_owned())
            }
        };
        let dealt = self.pick(
            format!("in {replicates} {sampler}"),
            format!("in {replicates} {sampler}"),
        );
        format!("{drawn}, {dealt}")
    }

    /// In how many futures the target is reached by its month.
    pub(crate) fn stands_in(
        self,
        share: &str,
        futures: &str,
        (low, high): (&str, &str),
        who: &str,
        by: &str,
    ) -> String {
        self.pick(
            format!(
                "{} di {futures} (intervallo al 95%: da {low} a {high}) {who} è \
                 autosufficiente entro {by}, senza che prima manchino fondi.",
                in_share(share)
            ),
            format!(
                "In {share} of {futures} (95% interval {low} to {high}) {who} stands on its own by \
                 {by}, without money missing first."
            ),
        )
    }

    /// When the plan as stated reaches the target.
    pub(crate) fn stated_reaches(self, month: Option<&str>) -> String {
        match month {
            Some(month) => self.pick(
                format!("Secondo il piano come è scritto lo è da {month}."),
                format!("In the plan as it stands it does from {month}."),
            ),
            None => self.pick(
                "Secondo il piano come è scritto non lo è mai, nei mesi calcolati.".to_owned(),
                "In the plan as it stands it never does, within the computed months.".to_owned(),
            ),
        }
    }

    /// The plan as stated lacks money before it reaches the target.
    pub(crate) fn stated_lacks(self, month: &str) -> String {
        self.pick(
            format!("Ma anche lì mancano prima fondi, da {month}."),
            format!("But there too money is missing first, from {month}."),
        )
    }

    /// The currency of a page.
    pub(crate) fn amounts_in(self, currency: &str) -> String {
        self.pick(
            format!("importi in {currency}"),
            format!("amounts in {currency}"),
        )
    }

    /// By when half of the futures, and nine in ten, have reached the target.
    pub(crate) fn half_of_futures(self, half: Option<&str>, ninety: Option<&str>) -> String {
        match (half, ninety) {
            (Some(half), Some(ninety)) => self.pick(
                format!("In metà di tutti i futuri lo è entro {half}, in nove su dieci entro {ninety}."),
                format!("In half of all futures it does by {half}, in nine of ten by {ninety}."),
            ),
            (Some(half), None) => self.pick(
                format!("In metà di tutti i futuri lo è entro {half}; a nove su dieci non si arriva nei mesi calcolati."),
                format!("In half of all futures it does by {half}; nine of ten are not reached within the computed months."),
            ),
            (None, _) => self.pick(
                "In più di metà dei futuri non lo è mai, nei mesi calcolati.".to_owned(),
                "In more than half of all futures it never does, within the computed months.".to_owned(),
            ),
        }
    }

    /// In how many futures money is missing first, and whose.
    pub(crate) fn money_first(self, who: &str, share: &str) -> String {
        self.pick(
            format!("{} mancano prima i fondi di {who}.", in_share(share)),
            format!("In {share} the money of {who} runs out first."),
        )
    }

    /// In how many futures money is missing to a body that the target does not look at.
    pub(crate) fn money_of_another(self, who: &str, share: &str) -> String {
        self.pick(
            format!("{} dei futuri mancano fondi a {who}.", in_share(share)),
            format!("In {share} of the futures {who} lacks money."),
        )
    }

    /// In how many futures the target is reached and lost again.
    pub(crate) fn lost_again(self, share: &str) -> String {
        self.pick(
            format!(
                "{} l'obiettivo è raggiunto e poi perso di nuovo.",
                in_share(share)
            ),
            format!("In {share} the target is reached and lost again."),
        )
    }

    /// The share that the board asks for is there.
    pub(crate) fn confidence_met(self, asked: &str) -> String {
        self.pick(
            format!("Il consiglio chiede il {asked}: c'è."),
            format!("The board asks for {asked}: it is there."),
        )
    }

    /// The share that the board asks for is not there.
    pub(crate) fn confidence_missed(self, asked: &str) -> String {
        self.pick(
            format!("Il consiglio chiede il {asked}: NON c'è."),
            format!("The board asks for {asked}: it is NOT there."),
        )
    }

    /// The trials do not decide whether the share that the board asks for is there.
    pub(crate) fn confidence_open(self, asked: &str) -> String {
        self.pick(
            format!("Il consiglio chiede il {asked}: con questi futuri non si decide; servono più prove."),
            format!("The board asks for {asked}: these futures do not decide it; draw more."),
        )
    }

    /// The head of a quantile's column.
    pub(crate) fn in_futures(self, share: &str) -> String {
        self.pick(format!("fino al\n{share}"), format!("up to\n{share}"))
    }

    /// A figure has no value in some futures.
    pub(crate) fn without_value(self, share: &str) -> String {
        self.pick(
            format!("senza valore nel {share} dei futuri"),
            format!("without a value in {share} of the futures"),
        )
    }

    /// How large the computation was.
    pub(crate) fn inspection(
        self,
        [cells, folded, shared, dead, steps, slots]: [&str; 6],
    ) -> String {
        self.pick(
            format!(
                "Calcolo: {cells} celle; {folded} operazioni note in anticipo, {shared} condivise, \
                 {dead} non richieste; {steps} istruzioni su {slots} posti.\n"
            ),
            format!(
                "Computation: {cells} cells; {folded} operations known beforehand, {shared} shared, \
                 {dead} not needed; {steps} instructions on {slots} slots.\n"
            ),
        )
    }

    /// Nothing is uncertain.
    pub(crate) fn nothing_uncertain(self) -> String {
        self.pick(
            "in questo scenario nulla è incerto: tutti i futuri sarebbero uguali".to_owned(),
            "nothing is uncertain in this scenario: all futures would be alike".to_owned(),
        )
    }

    /// How to state an uncertainty.
    pub(crate) fn state_an_uncertainty(self) -> String {
        let example = "price = { base = 190, relative = { pert = [\"-12%\", \"0%\", \"+12%\"] } }";
        self.pick(
            format!("scrivi ad esempio: {example}"),
            format!("write for example: {example}"),
        )
    }
}

/// `Nel 63%`, `Nello 0%`, `Nell'8%`: the article that the number asks for.
fn in_share(share: &str) -> String {
    let whole = share
        .trim_end_matches('%')
        .split(',')
        .next()
        .unwrap_or_default();
    let vowel = matches!(whole, "1" | "8" | "11") || (whole.len() == 2 && whole.starts_with('8'));
    if vowel {
        format!("Nell'{share}")
    } else if whole == "0" {
        format!("Nello {share}")
    } else {
        format!("Nel {share}")
    }
}

#[cfg(test)]
mod tests {
    use super::in_share;

    #[test]
    fn the_article_follows_the_number() {
        for (share, text) in [
            ("63%", "Nel 63%"),
            ("0%", "Nello 0%"),
            ("0,4%", "Nello 0,4%"),
            ("8,1%", "Nell'8,1%"),
            ("83%", "Nell'83%"),
            ("11%", "Nell'11%"),
            ("1%", "Nell'1%"),
            ("18%", "Nel 18%"),
            ("100%", "Nel 100%"),
        ] {
            assert_eq!(in_share(share), text);
        }
    }
}
