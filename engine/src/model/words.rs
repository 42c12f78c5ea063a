//! The words that rows are named with, in both languages, in one place.
//!
//! A row's key is its item's path followed by one of these words; its label is the item's label
//! followed by the word's.

use crate::wording::Label;

/// Words of all topics that have no table of their own, each with its Italian and English.
#[rustfmt::skip]
const WORDS: &[(&str, &str, &str)] = &[
    // contracts and items in general
    ("accumulated", "ammortizzato, non arrotondato", "depreciated, unrounded"),
    ("amount", "importo", "amount"),
    ("amount_of_year", "importo dell'anno", "amount of the year"),
    ("annual_pay", "retribuzione annua lorda", "gross pay a year"),
    ("begun", "in corso", "in force"),
    ("closing", "saldo finale", "closing"),
    ("cost", "costo", "cost"),
    ("days", "giorni di pagamento", "days of payment"),
    ("direct_cost", "costo diretto", "direct cost"),
    ("driver", "quantità", "quantity"),
    ("due_later", "quota oltre 12 mesi", "part due beyond 12 months"),
    ("due_later_applies", "quota oltre 12 mesi calcolabile", "part due beyond 12 months is known"),
    ("headcount", "addetti", "headcount"),
    ("held_level", "livello dei prezzi all'ultimo valore indicato", "price level at the last stated value"),
    ("index_factor", "fattore di indicizzazione", "indexation factor"),
    ("invoiced", "fatturato, IVA inclusa", "invoiced, VAT included"),
    ("lag", "mesi al pagamento della prima quota", "months to the first instalment"),
    ("months_to_payment", "mesi fino all'incasso", "months until it is paid"),
    ("lag_second", "mesi al pagamento della seconda quota", "months to the second instalment"),
    ("first_part", "prima quota", "first instalment"),
    ("first_part_paid", "prima quota pagata", "first instalment paid"),
    ("first_share", "peso della prima quota", "share of the first instalment"),
    ("second_part", "seconda quota", "second instalment"),
    ("second_part_paid", "seconda quota pagata", "second instalment paid"),
    ("opening", "saldo iniziale", "opening"),
    ("open_items", "non ancora regolato", "not yet settled"),
    ("paid", "pagato", "paid"),
    ("received", "ricevuto", "received"),
    ("revenue", "ricavi", "revenue"),
    ("step", "valore in vigore", "value in force"),
    ("vat", "IVA", "VAT"),
    ("vat_rate", "aliquota IVA", "VAT rate"),
    // calendar and indices
    ("first_of_year", "primo mese dell'anno", "first month of the year"),
    ("last_of_year", "ultimo mese dell'anno", "last month of the year"),
    ("growth", "crescita del mese", "growth of the month"),
    ("level", "livello", "level"),
    ("price_level", "livello applicato ai prezzi", "level applied to prices"),
    ("rate", "tasso", "rate"),
    ("month", "mese di apertura", "month of opening"),
    // spaces
    ("occupancy", "occupazione", "occupancy"),
    ("occupied", "unità occupate", "occupied units"),
    ("occupied_m2", "superficie occupata", "occupied area"),
    ("open", "aperto", "open"),
    ("price_indexed", "prezzo indicizzato", "indexed price"),
    ("progress", "avanzamento della rampa", "progress of the ramp"),
    ("service_charge", "spese di servizio addebitate", "service charges"),
    // staff
    ("contributions", "contributi sulle mensilità", "contributions on monthly pay"),
    ("contributions_13th", "contributi sulla tredicesima", "contributions on the 13th month"),
    ("contributions_13th_due", "contributi sulla tredicesima dovuti", "contributions on the 13th month due"),
    ("contributions_rate", "aliquota contributiva", "contribution rate"),
    ("employee_contributions", "contributi a carico del dipendente", "employee's contributions"),
    ("gross_paid", "retribuzione lorda liquidata", "gross pay settled"),
    ("net_paid", "retribuzione netta pagata", "net pay"),
    ("pay", "mensilità", "monthly pay"),
    ("social_paid", "contributi e fondo pensione versati", "contributions and pension fund paid"),
    ("social_due", "contributi e fondo pensione dovuti", "contributions and pension fund due"),
    ("tfr", "TFR al fondo pensione", "severance pay to the pension fund"),
    ("thirteenth", "tredicesima maturata", "13th month accrued"),
    ("thirteenth_paid", "tredicesima liquidata", "13th month settled"),
    ("withheld", "ritenute operate", "tax withheld"),
    ("withheld_paid", "ritenute versate", "tax withheld, paid over"),
    // fixed assets
    ("depreciation", "ammortamento", "depreciation"),
    ("depreciation_unrounded", "ammortamento non arrotondato", "depreciation, unrounded"),
    ("accumulated_depreciation", "fondo ammortamento", "accumulated depreciation"),
    ("first_year", "primo esercizio di utilizzo", "first fiscal year in use"),
    ("in_progress", "in corso", "in progress"),
    ("in_use", "in uso", "in use"),
    ("months_first_year", "mesi di utilizzo nel primo esercizio", "months in use in the first year"),
    ("net_book_value", "valore netto contabile", "net book value"),
    ("months_of_spending", "mesi di spesa, ritardo incluso", "months of spending, delay included"),
    ("planned", "costo totale previsto", "whole cost as planned"),
    ("spent", "speso nel mese", "spent in the month"),
    ("spent_to_date", "speso a oggi", "spent to date"),
    ("curve", "curva di spesa", "spend curve"),
    ("transferred", "entrato in uso", "put in use"),
    ("payables", "debiti verso fornitori", "payables to suppliers"),
    ("vat_payables", "debiti per IVA verso fornitori", "payables to suppliers for VAT"),
    // grants
    ("accrued", "maturato", "accrued"),
    ("receivables", "crediti di apertura", "opening receivables"),
    ("receivable", "credito", "receivable"),
    // amounts that accrue over a year
    ("accrued_cumulated", "maturato nell'anno, non arrotondato", "accrued in the year, unrounded"),
    ("accrued_unrounded", "maturato nel mese, non arrotondato", "accrued in the month, unrounded"),
    ("cost_cumulated", "costo dell'anno a oggi, non arrotondato", "cost of the year to date, unrounded"),
    ("cost_unrounded", "costo del mese, non arrotondato", "cost of the month, unrounded"),
    ("revenue_cumulated", "ricavi dell'anno a oggi, non arrotondati", "revenue of the year to date, unrounded"),
    ("revenue_unrounded", "ricavi del mese, non arrotondati", "revenue of the month, unrounded"),
    ("pay_cumulated", "mensilità: anno a oggi, non arrotondato", "monthly pay: year to date, unrounded"),
    ("pay_unrounded", "mensilità: mese, non arrotondato", "monthly pay: of the month, unrounded"),
    ("contributions_cumulated", "contributi sulle mensilità: anno a oggi, non arrotondato", "contributions on monthly pay: year to date, unrounded"),
    ("contributions_unrounded", "contributi sulle mensilità: mese, non arrotondato", "contributions on monthly pay: of the month, unrounded"),
    ("contributions_13th_cumulated", "contributi sulla tredicesima: anno a oggi, non arrotondato", "contributions on the 13th month: year to date, unrounded"),
    ("contributions_13th_unrounded", "contributi sulla tredicesima: mese, non arrotondato", "contributions on the 13th month: of the month, unrounded"),
    ("tfr_cumulated", "TFR: anno a oggi, non arrotondato", "severance pay: year to date, unrounded"),
    ("tfr_unrounded", "TFR: mese, non arrotondato", "severance pay: of the month, unrounded"),
    ("thirteenth_cumulated", "tredicesima dell'anno, non arrotondata", "13th month of the year, unrounded"),
    ("thirteenth_unrounded", "tredicesima del mese, non arrotondata", "13th month of the month, unrounded"),
    ("months_elapsed", "mesi trascorsi", "months elapsed"),
    ("open_gross", "superficie lorda aperta", "open gross area"),
    ("whole_months", "mesi interi di pagamento", "whole months of payment"),
    // staff, further
    ("employee_contributions_paid", "contributi a carico del dipendente versati", "employee's contributions paid over"),
    ("gross_earned", "retribuzione lorda maturata", "gross pay earned"),
    ("irap_deductible", "costo deducibile dall'IRAP", "cost deductible from IRAP"),
    ("irap_deductible_cumulated", "costo deducibile dall'IRAP: anno a oggi, non arrotondato", "cost deductible from IRAP: year to date, unrounded"),
    ("irap_deductible_unrounded", "costo deducibile dall'IRAP: mese, non arrotondato", "cost deductible from IRAP: of the month, unrounded"),
    // fixed assets, further
    // legal reserve
    ("allocated", "utile accantonato", "profit allocated"),
    ("approval_month", "mese di approvazione del bilancio", "month in which accounts are approved"),
    ("last_year_result", "risultato dell'ultimo anno chiuso", "result of the last closed year"),
    ("profit_after_losses", "utile al netto delle perdite", "profit after earlier losses"),
    ("results_to_date", "risultati dall'inizio del piano", "results since the plan's start"),
    ("results_to_last_year", "risultati fino all'ultimo anno chiuso", "results up to the last closed year"),
    ("room", "spazio fino al limite", "room up to the cap"),
    ("undistributed", "utili portati a nuovo", "retained earnings"),
    // liquidity, cover, target
    ("cash_before", "cassa prima della liquidità", "cash before liquidity"),
    ("confirmed", "obiettivo confermato", "target confirmed"),
    ("ever_confirmed", "obiettivo confermato in passato", "target confirmed before"),
    ("relapsed", "ricaduto sotto l'obiettivo", "fallen back below the target"),
    ("floor", "soglia di patrimonio", "floor of equity"),
    ("holds", "obiettivo raggiunto nel mese", "target holds in the month"),
    ("measure", "cassa operativa dopo affitti e debito, sulla finestra", "operating cash after rent and debt service, over the window"),
    ("need", "fabbisogno scoperto", "uncovered need"),
    ("not_covered", "non coperto dalla linea", "not covered by the line"),
    ("wanted", "fabbisogno da coprire", "need to be covered"),
    ("outstanding", "linee e fabbisogno del mese precedente", "lines and need of the month before"),
    ("streak", "mesi consecutivi", "months in a row"),
    ("window_known", "finestra completa", "the window is complete"),
    ("cost_added", "costo aggiunto nell'anno", "cost added in the year"),
    ("cost_last_year", "costo a fine anno precedente", "cost at last year's end"),
    ("accumulated_last_year", "fondo a fine anno precedente", "accumulated at last year's end"),
    ("depreciation_of_year", "ammortamento dell'anno", "depreciation of the year"),
    ("first_year_part", "parte del primo esercizio trascorsa", "part of the first fiscal year passed"),
    ("months_in_use", "mesi di utilizzo", "months in use"),
    ("part_of_year", "parte dell'anno trascorsa", "part of the year passed"),
    ("ramp_passed", "parte della rampa trascorsa", "part of the ramp passed"),
    ("ramp_steps", "mesi dalla prima all'ultima occupazione", "months from initial to full"),
    ("credit_left", "credito dopo compensazione e acconto", "credit left after set-off and advance"),
    ("investment_credit", "credito IVA da investimenti", "VAT credit from investments"),
    ("investment_credit_available", "credito da investimenti utilizzabile", "credit from investments available"),
    ("investment_credit_claimed", "credito da investimenti chiesto a rimborso", "credit from investments claimed back"),
    ("investment_credit_left", "credito da investimenti residuo", "credit from investments left"),
    ("investment_refunded", "rimborso dell'IVA sugli investimenti", "refund of VAT on investments"),
    ("investment_vat", "IVA sugli investimenti", "VAT on investments"),
    ("investment_vat_recovered", "IVA sugli investimenti recuperata", "VAT on investments recovered"),
    ("running_credit_available", "credito da gestione utilizzabile", "credit from running costs available"),
    ("running_credit_claimed", "credito da gestione chiesto a rimborso", "credit from running costs claimed back"),
    ("running_refunded", "rimborso dell'IVA di gestione", "refund of VAT on running costs"),
    // topics of an entity
    ("capital_test", "Verifica del capitale", "Capital test"),
    ("irap", "IRAP", "IRAP"),
    ("ires", "IRES", "IRES"),
    ("legal_reserve", "Riserva legale", "Legal reserve"),
    ("liquidity", "Liquidità", "Liquidity"),
    ("self_sufficiency", "Autosufficienza", "Self-sufficiency"),
    ("target", "Obiettivo", "Target"),
];

/// Every table of words.
const TABLES: &[&[(&str, &str, &str)]] = &[
    WORDS,
    super::capital::WORDS,
    super::debt::WORDS,
    super::grants::WORDS,
    super::leases::WORDS,
    super::ratios::WORDS,
    super::tax::WORDS,
];

/// Every word with its Italian and English.
fn words() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    TABLES.iter().copied().flatten()
}

/// The label of a word.
///
/// # Panics
/// If the word is not in the table: a mistake of the calling code.
#[expect(
    clippy::panic,
    reason = "a word missing from the table is our own mistake"
)]
pub(super) fn word(word: &str) -> Label {
    match words().find(|(key, _, _)| *key == word) {
        Some((_, italian, english)) => Label::new(*italian, *english),
        None => panic!("`{word}` is not in the table of words"),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    /// The sources of this module that name rows.
    const SOURCES: &[&str] = &[
        include_str!("capex.rs"),
        include_str!("checks.rs"),
        include_str!("context.rs"),
        include_str!("flows.rs"),
        include_str!("general.rs"),
        include_str!("inputs.rs"),
        include_str!("liquidity.rs"),
        include_str!("opening.rs"),
        include_str!("operations.rs"),
        include_str!("spaces.rs"),
        include_str!("staff.rs"),
        include_str!("target.rs"),
        include_str!("terms.rs"),
        include_str!("totals.rs"),
    ];

    /// The calls that take a word, up to its opening quote.
    const CALLS: &[&str] = &[
        ".euro(",
        ".balance(",
        ".rate(",
        ".flag(",
        ".part(",
        "entity_item(",
    ];

    /// The words that a source passes to those calls as plain text.
    fn words_in(source: &str) -> Vec<&str> {
        let mut words = Vec::new();
        for call in CALLS {
            for (_, after) in source
                .match_indices(call)
                .map(|(at, call)| (at, &source[at + call.len()..]))
            {
                let argument = after.split(')').next().unwrap_or_default();
                let quoted = argument
                    .split('"')
                    .nth(1)
                    .filter(|_| !argument.contains("format!"));
                words.extend(quoted);
            }
        }
        words
    }

    #[test]
    fn every_word_that_a_topic_uses_is_in_the_table() {
        let sources = SOURCES.iter().chain(crate::model::capital::SOURCES);
        let sources = sources.chain(crate::model::debt::SOURCES);
        let sources = sources.chain(crate::model::grants::SOURCES);
        let sources = sources.chain(crate::model::tax::SOURCES);
        let sources = sources.chain(crate::model::leases::SOURCES);
        let sources = sources.chain(crate::model::ratios::SOURCES);
        let used: Vec<&str> = sources.flat_map(|source| words_in(source)).collect();
        assert!(used.len() > 100, "the scan finds the calls: {}", used.len());
        for word in used {
            assert!(
                words().any(|(key, _, _)| *key == word),
                "`{word}` has no label"
            );
        }
    }

    #[test]
    fn no_word_stands_twice_or_lacks_a_language() {
        for (position, (key, italian, english)) in words().enumerate() {
            assert!(
                words().take(position).all(|(earlier, _, _)| earlier != key),
                "`{key}` twice"
            );
            assert!(
                !italian.is_empty() && !english.is_empty(),
                "`{key}` in both languages"
            );
        }
    }
}
