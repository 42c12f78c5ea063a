//! The kinds of findings, with numbers that never change their meaning.

use std::fmt;

use super::catalogue::{self, Texts};
use crate::wording::Language;

/// Whether a finding stops the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// It does: nothing is computed.
    Error,
    /// It does not: it is worth knowing.
    Notice,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $number:literal;)*) => {
        /// What kind of finding a diagnostic is. Its number is stable: `E` for errors, `N` for
        /// notices.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The number: `E0202`.
            pub fn number(self) -> &'static str {
                match self { $(Code::$variant => $number,)* }
            }
        }
    };
}

codes! {
    /// The text is not TOML.
    Syntax "E0001";
    /// A file is larger than 4 MB.
    FileTooLarge "E0002";
    /// Tables and lists are nested too deeply.
    NestingTooDeep "E0003";
    /// A file cannot be read.
    FileUnreadable "E0004";
    /// `extends` points outside the scenario's folder.
    PathLeavesFolder "E0005";
    /// Files extend one another in a circle.
    ExtendsCircle "E0006";
    /// A list or a section has too many items.
    TooMany "E0007";
    /// A key is not of the form `[a-z][a-z0-9_]*`.
    KeyForm "E0008";
    /// `\\` in the path of a file.
    Backslash "E0009";

    /// A section that the language does not have.
    UnknownSection "E0101";
    /// A key that the section does not have.
    UnknownKey "E0102";
    /// A key is missing.
    MissingKey "E0103";
    /// A section is missing.
    MissingSection "E0104";
    /// A value of another type than the key takes.
    WrongType "E0105";
    /// A word that is not among the choices.
    UnknownChoice "E0106";
    /// Part of the language that this version cannot compute.
    NotComputedYet "E0107";
    /// Two keys that exclude each other.
    Conflict "E0108";
    /// `none` for something that does not exist.
    RemovesNothing "E0109";
    /// A name that is empty or has characters that cannot be seen.
    UnseenText "E0110";
    /// What only a company has, on a body that is none.
    CompaniesOnly "E0111";
    /// A name that rows of another kind bear.
    ReservedName "E0112";

    /// Text that is not a number.
    NotANumber "E0201";
    /// A rate of 22 where 22 % is meant.
    RateWithoutPercent "E0202";
    /// A unit that does not fit the key.
    WrongUnit "E0203";
    /// A number outside the allowed range.
    OutOfBounds "E0204";
    /// A fraction where a whole number is needed.
    NotWhole "E0205";
    /// More digits than are computed exactly.
    TooManyDigits "E0206";
    /// More yearly values than the plan computes years.
    YearlyTooLong "E0207";
    /// An empty list.
    EmptyList "E0208";
    /// A price `per` something that does not fit.
    WrongPer "E0209";
    /// Dated steps out of order.
    StepsOutOfOrder "E0210";
    /// Shares that do not add to 100 %.
    SharesNotWhole "E0211";
    /// A point that seems to separate thousands.
    ThousandsPoint "E0212";

    /// Text that is not a date.
    NotADate "E0301";
    /// A date that the plan does not compute.
    DateOutsidePlan "E0302";
    /// A plan over 30 years.
    PlanTooLong "E0303";
    /// An end before the beginning.
    EndsBeforeBegins "E0304";
    /// A body founded after the plan's start.
    FoundedAfterStart "E0305";
    /// A bond that matures in the month of its issue.
    EndsAsItBegins "E0306";
    /// A loan whose repayment begins before it is drawn.
    RepaidBeforeDrawn "E0307";

    /// A name that nothing has.
    UnknownReference "E0401";
    /// A path that no live input matches.
    PathMatchesNothing "E0402";
    /// Indices that follow one another in a circle.
    IndexCircle "E0403";
    /// A stress of a structural choice.
    NotLive "E0404";
    /// A stress that the scenario does not have.
    UnknownStress "E0405";
    /// A row or figure that the plan does not have.
    UnknownRow "E0406";
    /// A stress or a combination of stresses that is given twice.
    StressTwice "E0407";
    /// A `+` with no stress beside it.
    StressNameMissing "E0408";
    /// A contract of an entity with itself.
    SameEntity "E0409";
    /// Bodies that hold one another.
    HoldingsCircle "E0410";
    /// Two valuations of what one body owns.
    ValuedTwice "E0411";

    /// Parameters of a distribution out of order.
    ParametersOutOfOrder "E0501";
    /// Probabilities that do not add to 100 %.
    ProbabilitiesNotWhole "E0502";
    /// Several distributions of one number.
    SeveralDistributions "E0503";
    /// Correlations that no numbers can have together.
    ImpossibleCorrelation "E0504";
    /// A correlation or factor names an input without uncertainty.
    NotUncertain "E0505";
    /// A lag whose possible values are not a short list.
    LagSupport "E0506";
    /// An absolute distribution around a base of zero.
    BaseZero "E0507";
    /// Weights of factors whose squares add to more than one.
    FactorsTooStrong "E0508";
    /// An uncertainty that this key cannot have.
    NoUncertaintyHere "E0509";
    /// A standard deviation that no beta on its range has.
    SpreadTooWide "E0510";
    /// A file that lacks the column asked for.
    NoSuchColumn "E0511";
    /// A correlation that joins no two different numbers.
    CorrelatesNothing "E0512";

    /// A change that cannot be read.
    BadChange "E0601";
    /// "+2%" on a rate.
    PercentOnRate "E0602";
    /// `--set` without path or value.
    BadSet "E0603";

    /// Opening balances that do not balance.
    OpeningUnbalanced "E0701";
    /// Dated amounts that do not add to their total.
    SumDiffers "E0702";
    /// A comparison that cannot be read.
    BadClaim "E0703";
    /// Opening balances of a body that does not exist yet.
    OpeningBeforeFoundation "E0704";
    /// A tax history in a plan that starts within a year.
    HistoryWithinYear "E0705";

    /// A yearly list has ended; its last value is held.
    YearlyHeld "N0801";
    /// A replaced value is no longer uncertain.
    UncertaintyRemoved "N0802";
    /// Correlations that were moved to the nearest that numbers can have.
    CorrelationsRepaired "N0803";
    /// Three quantiles too skewed for a metalog.
    QuantilesSkewed "N0804";
    /// Observed values too few to say much of the tails.
    FewValues "N0805";

    /// A table in a file that is neither a workbook nor CSV.
    NotATable "E0901";
    /// A file that is no workbook, or none that may be read.
    WorkbookRefused "E0902";
    /// A worksheet that the workbook does not have.
    UnknownWorksheet "E0903";
    /// A table without a column of names.
    NoNameColumn "E0904";
    /// A row without a name.
    RowWithoutName "E0905";
    /// Two items of one name.
    NameTwice "E0906";
    /// Two columns of one key.
    ColumnTwice "E0907";
    /// A value below no key.
    ColumnWithoutKey "E0908";
    /// A cell that holds an error.
    CellError "E0909";
    /// A formula beside which no value is stored.
    FormulaWithoutValue "E0910";
    /// A table without items.
    EmptyTable "E0911";
    /// A quote in a CSV file that is never closed.
    BrokenCsv "E0912";
    /// A workbook that does not hold the scenario it was written from.
    NoScenarioInside "E0913";
    /// What is no number in the cell of an input.
    EditNotANumber "E0914";
    /// A formula in the cell of an input.
    EditIsFormula "E0915";
    /// The name of an input is gone or points elsewhere.
    InputNameGone "E0916";
    /// A formula that is not the one that was written.
    FormulaChanged "E0917";
    /// A cell that is no input and was changed.
    StructureChanged "E0918";
    /// A change that a file that extends the scenario cannot state.
    EditNotSayable "E0919";
}

impl Code {
    /// Whether the finding stops the program.
    pub fn severity(self) -> Severity {
        if self.number().starts_with('E') {
            Severity::Error
        } else {
            Severity::Notice
        }
    }

    pub(super) fn texts(self, language: Language) -> Texts {
        catalogue::texts(self, language)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}
