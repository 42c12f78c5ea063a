//! Sentences of the screens and explanations.

use super::Words;

impl Words {
    // --- the verdict ---------------------------------------------------------------------------

    /// What the plan covers, below its name.
    pub(crate) fn horizon(self, from: &str, to: &str, computed_to: &str, currency: &str) -> String {
        let tail_it = if computed_to == to {
            String::new()
        } else {
            format!(", calcolato fino a {computed_to}")
        };
        let tail_en = if computed_to == to {
            String::new()
        } else {
            format!(", computed to {computed_to}")
        };
        self.pick(
            format!("Piano da {from} a {to}{tail_it}; importi in {currency}"),
            format!("Plan from {from} to {to}{tail_en}; amounts in {currency}"),
        )
    }

    /// The entity stands on its own before the target.
    pub(crate) fn early(self, who: &str, from: &str, months: usize, target: &str) -> String {
        let by = self.months(months);
        self.pick(
            format!("{who} è autosufficiente da {from}, {by} prima dell'obiettivo ({target})."),
            format!("{who} stands on its own from {from}, {by} before the target ({target})."),
        )
    }

    /// The entity stands on its own in the month of the target.
    pub(crate) fn on_time(self, who: &str, from: &str) -> String {
        self.pick(
            format!("{who} è autosufficiente da {from}, il mese posto come obiettivo."),
            format!("{who} stands on its own from {from}, the very month of the target."),
        )
    }

    /// The entity stands on its own after the target.
    pub(crate) fn late(self, who: &str, from: &str, months: usize, target: &str) -> String {
        let by = self.months(months);
        self.pick(
            format!("{who} è autosufficiente solo da {from}, {by} dopo l'obiettivo ({target})."),
            format!("{who} stands on its own only from {from}, {by} late (target: {target})."),
        )
    }

    /// What was reached is lost again.
    pub(crate) fn relapses(self, from: &str) -> String {
        self.pick(
            format!("Ma non dura: a {from} la misura torna negativa o mancano fondi."),
            format!("But it does not last: in {from} the measure is negative again or funds are lacking."),
        )
    }

    /// The entity does not stand on its own.
    pub(crate) fn never_stands(self, who: &str, computed_to: &str, target: &str) -> String {
        self.pick(
            format!(
                "{who} non diventa autosufficiente nei mesi calcolati (fino a {computed_to}); \
                 l'obiettivo era {target}."
            ),
            format!(
                "{who} does not stand on its own within the computed months (to {computed_to}); \
                 the target was {target}."
            ),
        )
    }

    /// What "stands on its own" means.
    pub(crate) fn measured(self, window: u32, hold: u32) -> String {
        let hold = self.months(hold as usize);
        let window = self.months(window as usize);
        self.pick(
            format!(
                "Si misura la cassa operativa dopo affitti e servizio del debito negli ultimi \
                 {window}, senza capitale dei soci né contributi pubblici: non è negativa, e per altri \
                 {hold} resta tale senza fabbisogno scoperto."
            ),
            format!(
                "Measured is the operating cash after rent and debt service of the last \
                 {window}, without owners' capital or grants: it is not negative, and for \
                 {hold} more it stays so with no uncovered need."
            ),
        )
    }

    /// The scenario has no target.
    pub(crate) fn no_target(self) -> &'static str {
        self.language.pick(
            "Lo scenario non ha un [target]: non c'è un obiettivo su cui dare un giudizio.",
            "The scenario has no [target]: there is no aim to judge it by.",
        )
    }

    /// Cash is always enough.
    pub(crate) fn no_need(self, who: &str) -> String {
        self.pick(
            format!(
                "Per {who} i fondi bastano in ogni mese calcolato: nessun fabbisogno scoperto."
            ),
            format!("{who} has the funds it needs in every computed month: no uncovered need."),
        )
    }

    /// Cash is always enough for several bodies.
    pub(crate) fn no_need_of(self, all: &[&str]) -> String {
        let who = self.and(all);
        self.pick(
            format!("Per {who} i fondi bastano in ogni mese calcolato."),
            format!("{who} have the funds they need in every computed month."),
        )
    }

    /// All bodies together, in a sentence.
    pub(crate) fn the_group(self) -> &'static str {
        self.language.pick("il gruppo", "The group")
    }

    /// Names in a sentence: `A, B and C`.
    pub(crate) fn and(self, names: &[&str]) -> String {
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => {
                let and = self.language.pick("e", "and");
                format!("{} {and} {last}", others.join(", "))
            }
            None => String::new(),
        }
    }

    /// The label of what owners get.
    pub(crate) fn owners_obtain(self, who: &str) -> String {
        self.pick(
            format!("Rendimento ai soci di {who}"),
            format!("Return to the owners of {who}"),
        )
    }

    /// A list is cut.
    pub(crate) fn and_more(self, count: usize) -> String {
        self.pick(format!("… e altri {count}"), format!("… and {count} more"))
    }

    /// A list goes on.
    pub(crate) fn more(self, count: usize) -> String {
        self.pick(
            format!("… e altre {count}: --full le elenca tutte"),
            format!("… and {count} more: --full lists them all"),
        )
    }

    /// Cash is missing.
    pub(crate) fn need(self, who: &str, months: usize, from: &str, most: &str, at: &str) -> String {
        let months = self.months(months);
        self.pick(
            format!(
                "Per {who} mancano fondi da {from}, in {months}: al massimo {most} ({at}), \
                 che nessuna fonte dello scenario copre."
            ),
            format!(
                "{who} lacks funds from {from}, in {months}: at most {most} ({at}), which no \
                 source in the scenario covers."
            ),
        )
    }

    // --- lists of the first screen ---------------------------------------------------------------

    /// In which month a figure occurs.
    pub(crate) fn in_month(self, month: &str) -> String {
        self.pick(format!("({month})"), format!("in {month}"))
    }

    /// Several rates of return.
    pub(crate) fn several(self, all: &str) -> String {
        self.pick(
            format!("il flusso ammette più tassi: {all}"),
            format!("the flow has several: {all}"),
        )
    }

    /// When an alert holds.
    pub(crate) fn alert_months(self, first: &str, last: &str, months: usize) -> String {
        if months == 1 {
            return self.pick(format!("un mese, {first}"), format!("one month, {first}"));
        }
        let count = self.months(months);
        self.pick(
            format!("{count}, il primo {first}, l'ultimo {last}"),
            format!("{count}, the first {first}, the last {last}"),
        )
    }

    /// The greatest amount of an alert.
    pub(crate) fn at_most(self, amount: &str, month: &str) -> String {
        self.pick(
            format!("al massimo {amount} ({month})"),
            format!("at most {amount} ({month})"),
        )
    }

    /// The least amount of an alert.
    pub(crate) fn at_least(self, amount: &str, month: &str) -> String {
        self.pick(
            format!("il valore più basso è {amount} ({month})"),
            format!("the lowest value is {amount} ({month})"),
        )
    }

    /// A tree of causes ends before the depth asked for.
    pub(crate) fn goes_on(self, depth: usize) -> String {
        self.pick(
            format!("… continua oltre la profondità {depth}: spiega una di queste voci\n"),
            format!("… goes on beyond depth {depth}: explain one of these rows\n"),
        )
    }

    /// All checks hold.
    pub(crate) fn checks_hold(self, checks: usize, months: usize) -> String {
        self.pick(
            format!("I controlli di integrità tornano tutti ({checks} controlli, {months} mesi)."),
            format!("All {checks} integrity checks hold in all {months} months."),
        )
    }

    /// A check fails.
    pub(crate) fn check_fails(self, check: &str, month: &str, amount: &str) -> String {
        self.pick(
            format!("il controllo «{check}» non torna in {month}: differenza {amount}"),
            format!("the check \"{check}\" does not hold in {month}: it is out by {amount}"),
        )
    }

    /// Something that happens in one case.
    pub(crate) fn in_case(self, case: &str, what: &str) -> String {
        self.pick(
            format!("con «{case}»: {what}"),
            format!("under \"{case}\": {what}"),
        )
    }

    /// The contracts between entities whose halves differ.
    pub(crate) fn contracts_behind(self, contracts: &str) -> String {
        self.pick(
            format!("i contratti le cui due metà non coincidono: {contracts}"),
            format!("the contracts whose two halves differ: {contracts}"),
        )
    }

    /// A stress pushed an input out of its range.
    pub(crate) fn clamped(self, input: &str, low: Option<&str>, high: Option<&str>) -> String {
        let range_it = range(low, high, ["da", "a"], ["almeno", "al massimo"]);
        let range_en = range(low, high, ["from", "to"], ["at least", "at most"]);
        self.pick(
            format!(
                "{input} uscirebbe dai valori ammessi ({range_it}): vale l'ultimo valore ammesso"
            ),
            format!("{input} would leave its allowed range ({range_en}): it is held at its edge"),
        )
    }

    /// Which figure an assertion read.
    pub(crate) fn is(self, value: &str) -> String {
        self.pick(format!("vale {value}"), format!("it is {value}"))
    }

    /// The heading of a statement.
    pub(crate) fn statement_of(self, statement: &str, entity: &str) -> String {
        format!("{statement} · {entity}")
    }

    // --- explanations ----------------------------------------------------------------------------

    /// How many parts a sum has.
    pub(crate) fn sum_of(self, parts: usize) -> String {
        self.pick(format!("somma di {parts}"), format!("the sum of {parts}"))
    }

    /// Which flag makes a value absent.
    pub(crate) fn absent_by(self, flag: &str) -> String {
        self.pick(
            format!("non misurabile: `{flag}` è 0 in questo mese"),
            format!("not meaningful: `{flag}` is 0 in this month"),
        )
    }

    /// A change of an input.
    pub(crate) fn changed(self, stated: &str, effect: &str, by: &str) -> String {
        self.pick(
            format!("scritto {stated}, cambiato ({effect}) da: {by}"),
            format!("stated {stated}, changed ({effect}) by: {by}"),
        )
    }

    /// What could be typed.
    pub(crate) fn for_example(self, example: &str) -> String {
        self.pick(
            format!("per esempio `{example}`"),
            format!("for example `{example}`"),
        )
    }
}

fn range(low: Option<&str>, high: Option<&str>, both: [&str; 2], one: [&str; 2]) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} {low} {} {high}", both[0], both[1]),
        (Some(low), None) => format!("{} {low}", one[0]),
        (None, Some(high)) => format!("{} {high}", one[1]),
        (None, None) => String::new(),
    }
}
