//! The texts of a simulation.

use super::Words;

impl Words {
    /// `100.000 futuri`.
    pub(crate) fn futures(self, count: &str) -> String {
        self.pick(format!("{count} futuri"), format!("{count} futures"))
    }

    /// When the plan as stated reaches the target.
    pub(crate) fn stated_reaches(self, month: Option<&str>) -> String {
        match month {
            Some(month) => self.pick(
                format!("Il piano come è scritto è autosufficiente da {month}."),
                format!("The plan as stated stands on its own from {month}."),
            ),
            None => self.pick(
                "Il piano come è scritto non lo è mai, nei mesi calcolati.".to_owned(),
                "The plan as stated never does, within the computed months.".to_owned(),
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
pub(super) fn in_share(share: &str) -> String {
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
