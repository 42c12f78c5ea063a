//! What an entity chooses or claims in tax law.

use super::live::LiveNumber;

/// The choices of an entity that taxes depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxChoices {
    /// The share of VAT on purchases that is deducted until the first year's own percentage is
    /// known; stated by whom makes exempt supplies (art. 19-bis DPR 633/1972).
    pub pro_rata: Option<LiveNumber>,
    /// The loans secured by a mortgage on property that it lets. A real-estate company deducts
    /// their interest outside the limit of art. 96 TUIR (art. 1 c. 36 L. 244/2007).
    pub mortgage_loans: Vec<String>,
    /// Whether the yearly release of capital grants counts in the tax EBITDA of art. 96 TUIR.
    pub grants_in_rol: bool,
    /// The cadastral income of a year, before its revaluation, of a real-estate company whose
    /// property is not instrumental (`property = "other"`, art. 90 TUIR); none where it is.
    pub cadastral_income: Option<LiveNumber>,
}
