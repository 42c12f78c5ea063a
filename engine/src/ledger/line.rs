//! The lines of the statutory layouts: artt. 2425 and 2424 of the Italian civil code.

use crate::wording::Label;

/// Declares an enum of statement lines with their codes and labels, so that each line of the law
/// stands in one place.
macro_rules! lines {
    ($(#[$doc:meta])* $name:ident { $($variant:ident, $code:literal, $italian:literal, $english:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = concat!($code, ": ", $english, ".")] $variant,)*
        }

        impl $name {
            /// Every line, in the order of the law.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The code of the law, as used in row keys and in scenarios.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The code of the law without what tells lines of ours apart: `C.IV.1`.
            pub fn article(self) -> &'static str {
                self.code().split('_').next().unwrap_or_default()
            }

            /// The line with this code.
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|line| line.code() == code)
            }

            /// The wording of the law and its English.
            pub fn label(self) -> Label {
                match self { $($name::$variant => Label::new($italian, $english),)* }
            }
        }
    };
}

lines! {
    /// A leaf of the income statement (art. 2425 c.c.; A5 keeps operating grants apart, as the
    /// article asks; line 20 keeps the two income taxes apart).
    IncomeLine {
        A1, "A1", "Ricavi delle vendite e delle prestazioni", "Revenue from sales and services";
        A2, "A2", "Variazioni delle rimanenze di prodotti", "Change in stocks of products";
        A3, "A3", "Variazioni dei lavori in corso su ordinazione", "Change in contract work in progress";
        A4, "A4", "Incrementi di immobilizzazioni per lavori interni", "Own work capitalised";
        A5Grants, "A5_grants", "Contributi in conto esercizio", "Operating grants";
        A5Capital, "A5_capital_grants", "Quota annuale di contributi in conto impianti", "Yearly share of capital grants";
        A5Other, "A5_other", "Altri ricavi e proventi: vari", "Other income: sundry";
        B6, "B6", "Materie prime, sussidiarie, di consumo e merci", "Materials and goods";
        B7, "B7", "Servizi", "Services";
        B8, "B8", "Godimento di beni di terzi", "Rents, leases and royalties";
        B9a, "B9a", "Salari e stipendi", "Wages and salaries";
        B9b, "B9b", "Oneri sociali", "Social charges";
        B9c, "B9c", "Trattamento di fine rapporto", "Severance pay";
        B9d, "B9d", "Trattamento di quiescenza e simili", "Pensions and similar";
        B9e, "B9e", "Altri costi del personale", "Other staff costs";
        B10a, "B10a", "Ammortamento delle immobilizzazioni immateriali", "Amortisation of intangible assets";
        B10b, "B10b", "Ammortamento delle immobilizzazioni materiali", "Depreciation of tangible assets";
        B10c, "B10c", "Altre svalutazioni delle immobilizzazioni", "Other write-downs of fixed assets";
        B10d, "B10d", "Svalutazioni dei crediti e delle disponibilità liquide", "Write-downs of receivables and cash";
        B11, "B11", "Variazioni delle rimanenze di materie prime", "Change in stocks of materials";
        B12, "B12", "Accantonamenti per rischi", "Provisions for risks";
        B13, "B13", "Altri accantonamenti", "Other provisions";
        B14, "B14", "Oneri diversi di gestione", "Other operating costs";
        C15, "C15", "Proventi da partecipazioni", "Income from equity holdings";
        C16, "C16", "Altri proventi finanziari", "Other financial income";
        C17, "C17", "Interessi e altri oneri finanziari", "Interest and other financial charges";
        D18, "D18", "Rivalutazioni di attività finanziarie", "Write-ups of financial assets";
        D19, "D19", "Svalutazioni di attività finanziarie", "Write-downs of financial assets";
        Ires, "20_ires", "Imposte correnti: IRES", "Current tax: IRES";
        Irap, "20_irap", "Imposte correnti: IRAP", "Current tax: IRAP";
    }
}

impl IncomeLine {
    /// Whether the line is income (credits raise it) rather than a cost.
    pub fn is_income(self) -> bool {
        use IncomeLine as L;
        match self {
            L::A1 | L::A2 | L::A3 | L::A4 | L::A5Grants | L::A5Capital | L::A5Other => true,
            L::C15 | L::C16 | L::D18 => true,
            L::B6 | L::B7 | L::B8 | L::B9a | L::B9b | L::B9c | L::B9d | L::B9e => false,
            L::B10a | L::B10b | L::B10c | L::B10d | L::B11 | L::B12 | L::B13 | L::B14 => false,
            L::C17 | L::D19 | L::Ires | L::Irap => false,
        }
    }

    /// Whether a cost on this line reduces the base of IRAP (art. 5 D.Lgs. 446/1997): those of
    /// section B but staff, write-downs and provisions.
    pub fn reduces_irap_base(self) -> bool {
        use IncomeLine as L;
        matches!(
            self,
            L::B6 | L::B7 | L::B8 | L::B10a | L::B10b | L::B11 | L::B14
        )
    }

    /// Whether the line is an income tax (line 20), which alone is posted after the result before
    /// tax is known.
    pub fn is_income_tax(self) -> bool {
        matches!(self, IncomeLine::Ires | IncomeLine::Irap)
    }
}

lines! {
    /// A leaf of the assets of the balance sheet (art. 2424 c.c.).
    AssetLine {
        BI1, "B.I.1", "Costi di impianto e di ampliamento", "Start-up and expansion costs";
        BI2, "B.I.2", "Costi di sviluppo", "Development costs";
        BI3, "B.I.3", "Diritti di brevetto e di utilizzazione delle opere dell'ingegno", "Patents and intellectual property";
        BI4, "B.I.4", "Concessioni, licenze, marchi e diritti simili", "Concessions, licences, trade marks";
        BI5, "B.I.5", "Avviamento", "Goodwill";
        BI6, "B.I.6", "Immobilizzazioni immateriali in corso e acconti", "Intangible assets in progress";
        BI7, "B.I.7", "Altre immobilizzazioni immateriali", "Other intangible assets";
        BII1, "B.II.1", "Terreni e fabbricati", "Land and buildings";
        BII2, "B.II.2", "Impianti e macchinario", "Plant and machinery";
        BII3, "B.II.3", "Attrezzature industriali e commerciali", "Industrial and commercial equipment";
        BII4, "B.II.4", "Altri beni", "Other tangible assets";
        BII5, "B.II.5", "Immobilizzazioni materiali in corso e acconti", "Tangible assets in progress";
        BIII1, "B.III.1", "Partecipazioni", "Equity holdings";
        BIII2, "B.III.2", "Crediti immobilizzati: depositi cauzionali", "Financial fixed assets: deposits paid";
        CII1, "C.II.1", "Crediti verso clienti", "Receivables from customers";
        CII3, "C.II.3", "Crediti verso enti collegati", "Receivables from affiliated entities";
        CII5Bis, "C.II.5-bis", "Crediti tributari", "Tax receivables";
        CII5Quater, "C.II.5-quater", "Crediti verso altri", "Other receivables";
        CIV1, "C.IV.1", "Depositi bancari", "Cash at bank";
        CIV1Reserve, "C.IV.1_reserve", "Depositi bancari vincolati al servizio del debito", "Cash at bank held for debt service";
        D, "D", "Ratei e risconti attivi", "Accrued income and prepayments";
    }
}

lines! {
    /// A leaf of the liabilities of the balance sheet (art. 2424 c.c.). D.5 keeps the uncovered
    /// need, money that nobody has promised yet, apart from what banks have lent.
    LiabilityLine {
        AI, "A.I", "Capitale", "Share capital";
        AIV, "A.IV", "Riserva legale", "Legal reserve";
        AVI, "A.VI", "Altre riserve", "Other reserves";
        AVIII, "A.VIII", "Utili (perdite) portati a nuovo", "Retained earnings";
        AIX, "A.IX", "Utile (perdita) dell'esercizio", "Profit (loss) for the year";
        D1, "D.1", "Obbligazioni", "Bonds";
        D4, "D.4", "Debiti verso banche", "Debt to banks";
        D5, "D.5", "Debiti verso altri finanziatori: fabbisogno scoperto, fonte da trovare", "Other lenders: uncovered need, source to be found";
        D7, "D.7", "Debiti verso fornitori", "Payables to suppliers";
        D10, "D.10", "Debiti verso enti collegati", "Payables to affiliated entities";
        D12, "D.12", "Debiti tributari", "Tax payables";
        D13, "D.13", "Debiti verso istituti di previdenza", "Social security payables";
        D14, "D.14", "Altri debiti", "Other payables";
        E, "E", "Ratei e risconti passivi", "Accruals and deferred income";
    }
}
