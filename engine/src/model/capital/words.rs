//! The words of the rows that capital, dividends and contributions write.

/// Every word with its Italian and English, one a line.
#[rustfmt::skip]
pub(in crate::model) const WORDS: &[(&str, &str, &str)] = &[
    // equity and holders
    ("capital", "versato finora", "paid in so far"),
    ("cash", "ricevuto meno versato", "received less paid in"),
    ("dividends", "dividendi ricevuti", "dividends received"),
    ("dividends_part", "dividendi ricevuti, parte", "dividends received, part"),
    ("holders_cash", "ricevuto meno versato da tutti i soci", "received less paid in, all holders"),
    ("paid_through", "versato fino a questo socio", "paid in by the holders up to this one"),
    // dividends
    ("capital_through", "versato finora fino a questo socio", "paid in so far by the holders up to this one"),
    ("decision", "mese della decisione", "month of the decision"),
    ("distributable", "utile distribuibile", "distributable profit"),
    ("from_reserves", "tratto dalle altre riserve", "taken from other reserves"),
    ("held_back", "trattenuto dal vincolo", "held back by the lock-up"),
    ("is_held_back", "il vincolo trattiene un dividendo", "the lock-up holds a dividend back"),
    ("locked_up", "vincolo sul DSCR", "lock-up on debt service cover"),
    ("not_amortised", "costi di impianto e di sviluppo non ammortizzati", "start-up and development costs not amortised"),
    ("profits", "utili degli esercizi chiusi dopo la riserva legale", "profits of closed years after the legal reserve"),
    ("proposed", "dividendo prima del vincolo", "dividend before the lock-up"),
    ("received_by_others", "ricevuto dagli altri soci", "received by other holders"),
    ("received_through", "ricevuto fino a questo socio", "received by the holders up to this one"),
    ("still_to_allocate", "utile da accantonare, finché non lo è", "profit to be allocated, until it is"),
    ("to_allocate", "quota dell'utile per la riserva legale", "part of the profit for the legal reserve"),
    // contributions
    ("contributed", "contributo versato", "contributed"),
    ("contributed_cumulated", "contributo: anno a oggi, non arrotondato", "contributed: year to date, unrounded"),
    ("contributed_unrounded", "contributo: mese, non arrotondato", "contributed: of the month, unrounded"),
    ("contribution_month", "mese di pagamento", "month of payment"),
    ("result_of_year", "risultato di riferimento, anno a oggi", "result of reference, year to date"),
    ("year_amount", "importo annuo", "amount of a year"),
    // money not found
    ("happens", "accade", "happens"),
    ("money_not_found", "Incassato da chi non aveva il denaro", "Received from others that did not have the money"),
    ("not_found", "di cui senza copertura", "of which not found"),
    ("not_found_part", "senza copertura, parte", "not found, part"),
    ("received_part", "ricevuto, parte", "received, part"),
];

/// The sources of this module that name rows.
#[cfg(test)]
pub(in crate::model) const SOURCES: &[&str] = &[
    include_str!("contributions.rs"),
    include_str!("dividends.rs"),
    include_str!("equity.rs"),
    include_str!("money_not_found.rs"),
    include_str!("../reserve.rs"),
];
