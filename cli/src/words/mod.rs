//! Every text of the command line, in both languages, in one place.
//!
//! Labels of rows, figures, alerts and diagnostics come from the engine; what stands around them
//! is in this module: fixed texts below, sentences with parts in [`sentences`], what went wrong in
//! [`failures`]. A text with parts is a method that takes the parts, so that each language may put
//! them in its own order.

mod promises;
mod readings;
mod sentences;
mod shards;
mod simulation;
mod workbook;

pub(crate) use failures::Missing;
pub(crate) use futures::{Stand, Stands};
pub(crate) use promises::BrokenCovenant;
pub(crate) use shards::WrongShard;

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

mod answers;
mod failures;
mod futures;

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

    // A workbook that comes back
    changed_inputs: "Dati modificati", "Inputs changed";
    chosen_case: "Caso scelto", "Chosen case";
    typed_formulas: "Formule scritte nei dati", "Formulas typed into inputs";
    changed_formulas: "Formule diverse da quelle scritte", "Formulas other than written";
    changed_cells: "Altre celle modificate", "Other cells changed";
    wrong_values: "Valori che il piano non dà", "Values that the plan does not give";
    added_cells: "Celle vuote riempite", "Empty cells filled in";
    nothing_there: "nulla", "nothing";
    source_changed: "Il testo dello scenario nella cartella di lavoro è stato cambiato dopo l'esportazione.\n",
        "The text of the scenario in the workbook was changed after the export.\n";
    is_the_plan: "Ogni formula e ogni valore sono quelli del piano.\n",
        "Every formula and every value are those of the plan.\n";
    is_with_other_inputs: "\nÈ il piano, con altri dati: `cittadella import` li scrive come scenario.\n",
        "\nIt is the plan, with other inputs: `cittadella import` writes them as a scenario.\n";
    is_another_plan: "\nNON è il piano che la cartella di lavoro porta con sé.\n",
        "\nIt is NOT the plan that the workbook carries.\n";

    // The years
    revenue: "Ricavi (valore della produzione)", "Revenue (value of production)";
    operating_result: "Risultato operativo (A − B)", "Operating result (A − B)";
    net_result: "Utile o perdita", "Net result";
    operating_cash: "Cassa operativa dopo affitti e servizio del debito",
        "Operating cash after rent and debt service";
    closing_cash: "Cassa a fine anno", "Closing cash";
    outside_result: "di cui di terzi", "of which outside holders'";
    net_debt: "Posizione finanziaria netta a fine anno", "Net debt, end of the year";
    uncovered_need: "Fabbisogno scoperto, punta dell'anno", "Uncovered need, peak of the year";

    // Sections
    years_heading: "Gli anni", "The years";
    figures_heading: "I numeri chiave", "Key figures";
    exchanges_heading: "Rapporti tra gli enti", "Between the entities";
    worst_tests: "Impegni verso chi presta: la verifica peggiore",
        "Covenants: the worst test";
    alerts_heading: "Segnalazioni", "Alerts";
    asserts_heading: "Condizioni poste dallo scenario", "Conditions the scenario asserts";
    notices_heading: "Da sapere", "Worth knowing";
    not_modelled: "Non compreso nel calcolo", "Not modelled";
    no_alerts: "Nessuna segnalazione.", "No alerts.";
    statements_hint: "I bilanci: --statement all, con --months per mese; tutto per esteso: --full.",
        "Statements: --statement all, with --months by month; everything in full: --full.";
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

    // A simulation
    by_year_heading: "Che cosa accade prima, entro", "What comes first, by";
    stands_row: "autosufficiente", "stands on its own";
    insolvent_row: "mancano i fondi", "money runs out";
    neither_row: "né l'uno né l'altro", "neither";
    as_stated: "come da\npiano", "as\nstated";
    place: "posto\ntra i\nfuturi", "place\namong\nfutures";
    mean_head: "media", "mean";
    interval_head: "intervallo al 95%", "95% interval";
    difference_head: "differenza\nin punti", "difference\nin points";
    tails_heading: "Le medie delle code", "The means of the tails";
    readings_heading: "Gli stessi futuri, se l'incertezza si legge altrimenti",
        "The same futures under other readings of the uncertainty";
    needs_heading: "A chi mancano fondi", "Who lacks money";
    first_of_all: "prima degli\naltri in", "before the\nothers in";
    broken_covenants_heading: "In quanti futuri un impegno verso chi presta non è rispettato, per verifica",
        "In how many futures a covenant is broken, by test";
    some_test: "in qualche verifica", "in some test";
    first_failed_in_half: "la prima, in metà di essi entro", "the first one, in half of them by";
    base_is_apart: "! il piano sta lontano dal mezzo dei futuri: per questo numero è più ottimista o più prudente della maggior parte di essi",
        "! the plan lies far from the middle of the futures: for this figure it is more hopeful or more careful than most of them";
    cash_heading: "Cassa a fine anno", "Closing cash";
    in_how_many: "in quanti\nfuturi", "in how many\nfutures";
    first_in_half: "in metà di essi\nentro", "in half of them\nby";
    what_intervals_mean: "Gli intervalli e le cifre stampate dicono quanto pesa il numero dei futuri; se i dati siano incerti nel modo scritto nello scenario, nessuna simulazione può saperlo.",
        "Intervals and printed digits tell of the number of futures; whether the inputs are uncertain in the way the scenario states, no simulation can know.";

    // Reasons for an absent figure
    nothing_applies: "in nessun mese si applica", "applies in no month";
    never_happens: "non accade mai", "never happens";
    outside_plan: "il mese è fuori dal piano", "the month lies outside the plan";
    divisor_zero: "il divisore è zero", "the divisor is zero";
    one_sign: "i flussi hanno un solo segno", "the flows have one sign only";
    rate_too_low: "il tasso di sconto è −100% o meno",
        "the discount rate is −100% or below";
    too_large_figure: "il valore è troppo grande", "the value is too large";
    no_root: "nessun tasso azzera il valore attuale",
        "no rate makes the present value zero";

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
}
