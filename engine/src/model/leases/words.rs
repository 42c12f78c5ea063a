//! The words of the rows that leases, tenants and the tax on property write.

/// Every word with its Italian and English, one a line.
#[rustfmt::skip]
pub(in crate::model) const WORDS: &[(&str, &str, &str)] = &[
    // rents between entities
    ("anniversary", "ricorrenza annuale", "anniversary"),
    ("begins", "primo mese del contratto", "first month of the contract"),
    ("charged", "canone dovuto", "rent is due"),
    ("contract_year_start", "primo mese dell'anno contrattuale", "first month of the contract's year"),
    ("deposit", "deposito cauzionale", "deposit"),
    ("full_rent", "canone annuo a regime", "full rent of a year"),
    ("full_step", "ultimo scatto raggiunto", "last step reached"),
    ("index_change", "variazione dell'indice in dodici mesi, mai negativa", "change of the index over twelve months, never negative"),
    ("index_year_ago", "indice di dodici mesi prima", "index of twelve months before"),
    ("invoice_month", "mese di fatturazione", "month of the invoice"),
    ("months_since_beginning", "mesi dall'inizio", "months since the beginning"),
    ("months_to_invoice", "mesi ancora da venire nel periodo fatturato", "months of the invoiced period still to come"),
    ("rent", "canone", "rent"),
    ("rent_covered", "canone dell'anno contrattuale fino alla fine del periodo, non arrotondato", "rent of the contract's year to the end of the period, unrounded"),
    ("rent_cumulated", "canone dell'anno contrattuale a oggi, non arrotondato", "rent of the contract's year to date, unrounded"),
    ("rent_in_advance", "canone fatturato in anticipo", "rent invoiced in advance"),
    ("rent_invoiced", "canone fatturato, IVA esclusa", "rent invoiced, without VAT"),
    ("rent_not_invoiced", "canone da fatturare prima della fattura", "rent to be invoiced, before the invoice"),
    ("rent_share", "quota del canone dovuta", "share of the rent that is due"),
    ("rent_to_invoice", "canone maturato da fatturare", "rent accrued and not yet invoiced"),
    ("rent_unrounded", "canone del mese, non arrotondato", "rent of the month, unrounded"),
    ("steps", "scatti", "steps"),
    ("step_reached", "scatto raggiunto", "step reached"),
    ("step_share", "quota del canone secondo gli scatti", "share of the rent by its steps"),
    // registration tax
    ("registration", "imposta di registro", "registration tax"),
    ("cost_lessee", "costo del conduttore", "cost of the lessee"),
    ("cost_lessor", "costo del locatore", "cost of the lessor"),
    ("cost_lessee_cumulated", "costo del conduttore nell'anno contrattuale, non arrotondato", "cost of the lessee in the contract's year, unrounded"),
    ("months_to_register", "mesi ancora da venire nell'anno contrattuale", "months of the contract's year still to come"),
    ("prepaid_lessee", "pagata in anticipo dal conduttore", "prepaid by the lessee"),
    ("prepaid_lessor", "pagata in anticipo dal locatore", "prepaid by the lessor"),
    ("rent_of_year", "canone dell'anno contrattuale ai valori in vigore", "rent of the contract's year at the values in force"),
    ("tax_cumulated", "imposta dell'anno contrattuale, non arrotondata", "tax of the contract's year, unrounded"),
    ("tax_lessee", "imposta del conduttore", "tax of the lessee"),
    ("tax_lessee_cumulated", "imposta del conduttore nell'anno contrattuale, non arrotondata", "tax of the lessee in the contract's year, unrounded"),
    ("tax_lessor", "imposta del locatore", "tax of the lessor"),
    // the tax on property
    ("accrued_to_pay", "maturata prima del versamento", "accrued before the payment"),
    ("accrued_unpaid", "maturata e non versata", "accrued and not yet paid"),
    // spaces and single tenants
    ("sales", "fatturato di un'unità", "sales of a unit"),
    ("sales_above", "fatturato sopra la soglia", "sales above the threshold"),
    ("taken_m2", "superficie di singoli conduttori", "area of single tenants"),
    ("threshold", "soglia di fatturato", "threshold of sales"),
    ("turnover_rent", "canone sul fatturato", "turnover rent"),
    ("units_on_the_curve", "unità che seguono la rampa", "units that fill along the ramp"),
    ("void", "sfitto", "void"),
];

/// The sources of these topics, of which a test reads the words that they use.
#[cfg(test)]
pub(in crate::model) const SOURCES: &[&str] = &[
    include_str!("../imu.rs"),
    include_str!("../tenants.rs"),
    include_str!("invoices.rs"),
    include_str!("mod.rs"),
    include_str!("registration.rs"),
    include_str!("rent.rs"),
];
