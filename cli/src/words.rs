//! Every text of the command line, in both languages, in one place.
//!
//! Labels of rows, figures, alerts and diagnostics come from the engine; what stands around them
//! is here. A text with parts is a method that takes the parts, so that each language may put them
//! in its own order.

use std::io;

use cittadella_engine::wording::{Label, Language};

/// The texts in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    language: Language,
}

/// Fixed texts: a method each, with the Italian and the English side by side.
macro_rules! fixed {
    ($($(#[$doc:meta])* $name:ident: $italian:literal, $english:literal;)*) => {
        impl Words {
            $($(#[$doc])*
            pub(crate) fn $name(self) -> &'static str {
                self.language.pick($italian, $english)
            })*
        }
    };
}

fixed! {
    // Messages
    error: "errore", "error";
    notice: "nota", "note";
    hint: "suggerimento", "hint";
    allowed: "ammesso", "allowed";
    nothing_computed: "non è stato calcolato nulla", "nothing was computed";
    nothing_written: "non è stato scritto nulla", "nothing was written";
    internal_error: "il programma ha violato una propria regola: è un nostro errore, non dello scenario",
        "the program broke one of its own rules: the mistake is ours, not the scenario's";
    report_it: "segnalatecelo allegando lo scenario e la riga di comando",
        "please report it with the scenario and the command line";

    // The years
    revenue: "Ricavi (valore della produzione)", "Revenue (value of production)";
    operating_result: "Risultato operativo (A − B)", "Operating result (A − B)";
    net_result: "Utile o perdita", "Net result";
    operating_cash: "Cassa operativa dopo affitti e servizio del debito",
        "Operating cash after rent and debt service";
    closing_cash: "Cassa a fine anno", "Closing cash";
    uncovered_need: "Fabbisogno scoperto, punta dell'anno", "Uncovered need, peak of the year";

    // Sections
    years_heading: "Gli anni", "The years";
    figures_heading: "I numeri chiave", "Key figures";
    alerts_heading: "Segnalazioni", "Alerts";
    asserts_heading: "Condizioni poste dallo scenario", "Conditions the scenario asserts";
    notices_heading: "Da sapere", "Worth knowing";
    not_modelled: "Non compreso nel calcolo", "Not modelled";
    no_alerts: "Nessuna segnalazione.", "No alerts.";
    met: "rispettata", "met";
    not_met: "NON RISPETTATA", "NOT MET";
    not_measurable: "non misurabile", "cannot be measured";
    zero_lines_left_out: "Le voci a zero in tutte le colonne sono omesse; --csv le riporta.",
        "Lines that are zero in every column are left out; --csv has them.";
    base: "base", "base";
    base_case: "Caso base", "Base case";
    self_sufficient_from: "Autosufficiente da", "Stands on its own from";
    compared_heading: "Gli scenari a confronto", "The cases side by side";
    never: "mai", "never";

    // Reasons for an absent figure
    nothing_applies: "n.m.: in nessun mese si applica", "n.m.: applies in no month";
    never_happens: "non accade mai", "never happens";
    outside_plan: "n.m.: il mese è fuori dal piano", "n.m.: the month lies outside the plan";
    divisor_zero: "n.m.: il divisore è zero", "n.m.: the divisor is zero";
    one_sign: "n.m.: i flussi hanno un solo segno", "n.m.: the flows have one sign only";
    rate_too_low: "n.m.: il tasso di sconto è −100% o meno",
        "n.m.: the discount rate is −100% or below";
    too_large_figure: "n.m.: il valore è troppo grande", "n.m.: the value is too large";
    no_root: "n.m.: nessun tasso azzera il valore attuale",
        "n.m.: no rate makes the present value zero";

    // Explanations
    before_first_month: "prima del primo mese", "before the first month";
    as_above: "come sopra", "as above";
    held_at_edge: "tenuto all'estremo dei valori ammessi", "held at the edge of its allowed range";

    // The list of rows
    kind_flow: "flusso", "flow";
    kind_balance: "saldo", "balance";
    kind_rate: "livello", "rate";
    kind_flag: "sì/no", "flag";
    kind_figure: "indicatore", "figure";
    kind_input: "dato", "input";
}

impl Words {
    /// The texts in this language.
    pub(crate) fn new(language: Language) -> Words {
        Words { language }
    }

    /// The language.
    pub(crate) fn language(self) -> Language {
        self.language
    }

    /// Chooses between the two languages of a label.
    pub(crate) fn label(self, label: &Label) -> &str {
        label.get(self.language)
    }

    fn pick(self, italian: String, english: String) -> String {
        self.language.pick(italian, english)
    }

    /// `1 mese`, `13 months`.
    pub(crate) fn months(self, count: usize) -> String {
        let [one, many] = self.language.pick(["mese", "mesi"], ["month", "months"]);
        format!("{count} {}", if count == 1 { one } else { many })
    }

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
                 {window}, senza capitale dei soci né contributi: non è negativa, e per altri \
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

    // --- failures --------------------------------------------------------------------------------

    /// A file cannot be read.
    pub(crate) fn cannot_read(self, path: &str, error: &io::Error) -> String {
        let why = self.reason(error);
        self.pick(
            format!("non riesco a leggere `{path}`: {why}"),
            format!("cannot read `{path}`: {why}"),
        )
    }

    /// A file or folder cannot be created or written.
    pub(crate) fn cannot_write(self, path: &str, error: &io::Error) -> String {
        let why = self.reason(error);
        self.pick(
            format!("non riesco a scrivere `{path}`: {why}"),
            format!("cannot write `{path}`: {why}"),
        )
    }

    /// Standard output cannot be written.
    pub(crate) fn cannot_print(self, error: &io::Error) -> String {
        let why = self.reason(error);
        self.pick(
            format!("non riesco a scrivere il risultato: {why}"),
            format!("cannot write to standard output: {why}"),
        )
    }

    /// Why the system refused: in plain words where the reason is a common one.
    fn reason(self, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::NotFound {
            self.language
                .pick("non esiste", "it does not exist")
                .to_owned()
        } else if error.kind() == io::ErrorKind::PermissionDenied {
            self.language
                .pick("il sistema non lo permette", "permission denied")
                .to_owned()
        } else if error.kind() == io::ErrorKind::IsADirectory {
            self.language
                .pick("è una cartella", "it is a folder")
                .to_owned()
        } else if error.kind() == io::ErrorKind::StorageFull {
            self.language
                .pick("il disco è pieno", "the disk is full")
                .to_owned()
        } else {
            error.to_string()
        }
    }

    /// A folder has no parent to be created in.
    pub(crate) fn make_parent(self, folder: &str) -> String {
        self.pick(
            format!("create prima la cartella che contiene `{folder}`"),
            format!("create the folder that `{folder}` lies in first"),
        )
    }

    /// A number is too large to compute with.
    pub(crate) fn too_large(self, key: &str, month: Option<&str>) -> String {
        let month_it = month
            .map(|month| format!(" nel mese {month}"))
            .unwrap_or_default();
        let month_en = month
            .map(|month| format!(" in {month}"))
            .unwrap_or_default();
        self.pick(
            format!("`{key}`{month_it} supera 7,9e28, il numero più grande con cui si calcola"),
            format!("`{key}`{month_en} exceeds 7.9e28, the largest number to compute with"),
        )
    }

    /// A name that the scenario does not have; `kind` is one of [`Missing`].
    pub(crate) fn unknown(self, kind: Missing, name: &str) -> String {
        let (italian, english) = match kind {
            Missing::Entity => ("entità", "entity"),
            Missing::Row => ("riga o indicatore", "row or figure"),
        };
        self.pick(
            format!("lo scenario non ha {italian} `{name}`"),
            format!("the scenario has no {english} `{name}`"),
        )
    }

    /// Names that exist.
    pub(crate) fn there_are(self, names: &str) -> String {
        self.pick(format!("ci sono: {names}"), format!("there are: {names}"))
    }

    /// A name that is close to the one given.
    pub(crate) fn did_you_mean(self, name: &str) -> String {
        self.pick(
            format!("forse `{name}`?"),
            format!("did you mean `{name}`?"),
        )
    }

    /// Where to look up row keys.
    pub(crate) fn list_rows(self, file: &str) -> String {
        self.pick(
            format!("`cittadella rows {file}` elenca righe, indicatori e dati"),
            format!("`cittadella rows {file}` lists rows, figures and inputs"),
        )
    }

    /// A month that is not one.
    pub(crate) fn not_a_month(self, text: &str) -> String {
        self.pick(
            format!("`{text}` non è un mese: si scrive `2024-05`"),
            format!("`{text}` is not a month: write it as `2024-05`"),
        )
    }

    /// A month the plan does not compute.
    pub(crate) fn month_outside(self, month: &str, first: &str, last: &str) -> String {
        self.pick(
            format!("{month} è fuori dai mesi calcolati, da {first} a {last}"),
            format!("{month} lies outside the computed months, {first} to {last}"),
        )
    }

    /// A row needs a month.
    pub(crate) fn month_needed(self, row: &str) -> String {
        self.pick(
            format!("`{row}` ha un valore per ogni mese: manca il mese"),
            format!("`{row}` has a value in every month: name the month"),
        )
    }

    /// The closing line of a list of diagnostics.
    pub(crate) fn errors_found(self, file: &str, count: usize) -> String {
        let (italian, english) = match count {
            1 => ("1 errore".to_owned(), "1 error".to_owned()),
            _ => (format!("{count} errori"), format!("{count} errors")),
        };
        self.pick(
            format!("{italian} in `{file}`"),
            format!("{english} in `{file}`"),
        )
    }
}

/// What kind of name was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// An entity.
    Entity,
    /// A row or a figure.
    Row,
}

fn range(low: Option<&str>, high: Option<&str>, both: [&str; 2], one: [&str; 2]) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} {low} {} {high}", both[0], both[1]),
        (Some(low), None) => format!("{} {low}", one[0]),
        (None, Some(high)) => format!("{} {high}", one[1]),
        (None, None) => String::new(),
    }
}
