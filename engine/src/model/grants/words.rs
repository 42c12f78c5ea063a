//! The words of the rows that grants write.

/// Every word with its Italian and English, one a line.
#[rustfmt::skip]
pub(in crate::model) const WORDS: &[(&str, &str, &str)] = &[
    // spending and entitlement
    ("eligible", "spesa ammissibile", "eligible spending"),
    ("eligible_to_date", "spesa ammissibile a oggi", "eligible spending to date"),
    ("entitled", "contributo spettante a oggi", "entitled to date"),
    ("recognised", "contributo rilevato", "recognised"),
    // the calendar of claims
    ("claim_due", "mese in cui si può rendicontare", "month in which a claim can be made"),
    ("claim_month", "mese di rendicontazione", "month of claim"),
    ("claim_period_ends", "fine del periodo di rendicontazione", "end of the period of claims"),
    ("final_claim", "dalla domanda di saldo", "from the final claim on"),
    ("on_time", "entro il termine", "not after the deadline"),
    ("after_deadline", "mese dopo il termine", "month after the deadline"),
    ("settling", "restituzione dell'eccedenza", "any excess is given back"),
    // what is taken away
    ("lost", "perso per decorrenza del termine", "lost to the deadline"),
    ("lost_now", "perdita nel mese", "lost in the month"),
    ("lost_to_date", "perso a oggi", "lost to date"),
    ("lost_before_check", "perso prima della verifica finale", "lost before the final check"),
    ("lost_before_check_to_date", "perso prima della verifica finale, a oggi", "lost before the final check, to date"),
    ("checked", "contributo sottoposto alla verifica finale", "what the final check looks at"),
    ("claimed_in_time", "spettante e non perso", "entitled and not lost"),
    ("revoked", "revocato", "revoked"),
    ("revoked_now", "revoca nel mese", "revoked in the month"),
    ("revoked_share", "quota revocata in vigore", "share revoked, in force"),
    ("revoked_to_date", "revocato a oggi", "revoked to date"),
    ("kept", "contributo mantenuto", "kept"),
    // claims and cash
    ("advance_paid", "anticipo incassato", "advance collected"),
    ("advance_to_date", "anticipo incassato a oggi", "advance collected to date"),
    ("reduced", "spettante al netto dell'anticipo proporzionale, più l'anticipo", "entitled less the advance's share, plus the advance"),
    ("interim", "erogabile prima del saldo", "payable before the final claim"),
    ("claimable", "erogabile a oggi", "payable to date"),
    ("claimed", "rendicontato", "claimed"),
    ("to_claim", "da rendicontare", "to be claimed"),
    ("not_claimed", "maturato e non rendicontato", "accrued and not claimed"),
    ("obtained", "anticipo e domande di erogazione, al netto delle restituzioni", "advance and claims, less what was given back"),
    ("returned", "restituito", "given back"),
    ("open_receivable", "rilevato e non ancora incassato", "recognised and not yet collected"),
    ("payments", "incasso a data", "payment on a date"),
    // release with depreciation
    ("covered_cost", "costo dei beni agevolati", "cost of the covered assets"),
    ("covered_depreciation", "fondo ammortamento dei beni agevolati", "accumulated depreciation of the covered assets"),
    ("planned_grant", "contributo a spesa completata", "grant once everything is spent"),
    ("planned_kept", "contributo a spesa completata, al netto della revoca", "grant once everything is spent, less what was revoked"),
    ("whole", "contributo intero", "whole grant"),
    ("spread", "contributo da ripartire sulla vita dei beni", "grant spread over the assets' lives"),
    ("granted", "contributi sul bene", "grants on the asset"),
    ("granted_beyond_cost", "contributi oltre il costo", "grants beyond the cost"),
    ("granted_share", "quota del costo a contributo", "share of the cost that is granted"),
    ("granted_twice", "contributi oltre il 100 % del costo", "grants above 100 % of the cost"),
    ("released", "quota portata a ricavo", "released to income"),
    ("released_to_date", "portato a ricavo a oggi", "released to date"),
    ("released_restated", "portato a ricavo a fine mese precedente, sul contributo mantenuto", "released by last month's end, on the grant kept"),
    ("charged_back", "quota già a ricavo, addebitata", "part already released, charged back"),
    ("deferred", "risconto passivo", "deferred income"),
    ("property_depreciation_to_date", "fondo ammortamento degli immobili agevolati", "accumulated depreciation of the covered property"),
    ("property_share", "quota degli immobili", "share of property"),
    ("released_on_property_to_date", "portato a ricavo sugli immobili a oggi", "released on property to date"),
    ("released_on_property", "portato a ricavo sugli immobili", "released on property"),
];

/// The sources of this topic that name rows.
#[cfg(test)]
pub(in crate::model) const SOURCES: &[&str] = &[
    include_str!("calendar.rs"),
    include_str!("claims.rs"),
    include_str!("cumulation.rs"),
    include_str!("cuts.rs"),
    include_str!("dates.rs"),
    include_str!("entitlement.rs"),
    include_str!("postings.rs"),
    include_str!("release.rs"),
    include_str!("yearly.rs"),
];
