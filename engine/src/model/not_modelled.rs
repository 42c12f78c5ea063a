//! What this version leaves out, said at the end of every run.

use crate::wording::Label;

/// What a reader might expect and this version does not compute.
pub(super) fn list() -> Vec<Label> {
    [
        (
            "compensazione dei crediti d'imposta (IVA, IRES, IRAP) con altre imposte, garanzia sul rimborso IVA",
            "tax credits (VAT, IRES, IRAP) set off against other taxes, the guarantee for VAT refunds",
        ),
        (
            "liquidazione IVA trimestrale, rettifica decennale della detrazione sugli immobili",
            "quarterly VAT, the ten-year correction of VAT deducted on buildings",
        ),
        (
            "deduzione IRES dell'IRAP; art. 90 TUIR immobile per immobile, e il terzo in più sulle \
             abitazioni sfitte (art. 41); attività commerciale di enti non commerciali",
            "the deduction of IRAP from IRES; art. 90 TUIR property by property, and the third added \
             on dwellings kept empty (art. 41); business of non-commercial bodies",
        ),
        (
            "interessi e ROL riportati da prima del piano; riserva del risparmio d'imposta sui \
             dividendi (L. 178/2020)",
            "interest and tax EBITDA carried from before the plan; the reserve of tax saved on \
             dividends (L. 178/2020)",
        ),
        (
            "ritenuta del 4 % sui contributi pubblici (art. 28 DPR 600/1973), garanzie sui loro \
             anticipi, interessi su quanto si restituisce",
            "the 4 % withheld from public grants (art. 28 DPR 600/1973), guarantees of their \
             advances, interest on what is given back",
        ),
        (
            "imposta sul reddito minimo delle società di comodo e perdita del credito IVA (solo \
             l'avviso)",
            "tax on the least income of non-operating companies and the loss of their VAT credit \
             (the alert alone)",
        ),
        (
            "imposte anticipate e differite (OIC 25); costo ammortizzato (OIC 19): gli oneri sono \
             ripartiti in quote costanti",
            "deferred taxes (OIC 25); amortised cost (OIC 19): costs are charged in equal parts",
        ),
        (
            "quattordicesima, INAIL di febbraio, tredicesima di chi cessa in corso d'anno (pagata a \
             dicembre)",
            "14th month, February's INAIL, the 13th month of those who leave during the year (paid \
             in December)",
        ),
        (
            "ragguaglio ad anno di ammortamenti e deduzioni IRAP in un primo esercizio breve",
            "scaling of depreciation and IRAP deductions in a short first fiscal year",
        ),
        (
            "svalutazioni di crediti, immobili e partecipazioni (OIC 9, OIC 21), rinnovo dei beni \
             ammortizzati",
            "write-downs of receivables, property and holdings (OIC 9, OIC 21), the renewal of worn \
             assets",
        ),
        (
            "limite dell'art. 2413 c.c. ai dividendi, sovrapprezzo",
            "the limit of art. 2413 c.c. on dividends, share premium",
        ),
        (
            "interessi sui depositi, bollo e imposta di registro minima sulle locazioni, IMU sulle \
             aree in costruzione",
            "interest on deposits, stamp duty and the least registration tax on leases, IMU on land \
             under construction",
        ),
    ]
    .into_iter()
    .map(|(italian, english)| Label::new(italian, english))
    .collect()
}
