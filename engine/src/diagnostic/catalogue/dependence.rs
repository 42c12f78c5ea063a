//! Uncertainty: distributions, processes, correlations, factors.

use super::{Entry, entry};
use crate::diagnostic::Code;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        Code::ParametersOutOfOrder,
        [
            "i parametri di `{path}` non sono in ordine: {found}",
            "fuori ordine",
            "{allowed}",
            "{hint}|scrivili dal più piccolo al più grande",
        ],
        [
            "the parameters of `{path}` are out of order: {found}",
            "out of order",
            "{allowed}",
            "{hint}|write them from the least to the greatest",
        ],
    ),
    entry(
        Code::ProbabilitiesNotWhole,
        [
            "le probabilità di `{path}` sommano a {found}",
            "sommano a {found}",
            "probabilità che sommano a 100%",
            "correggi una probabilità di {difference}",
        ],
        [
            "the probabilities of `{path}` add to {found}",
            "they add to {found}",
            "probabilities that add to 100%",
            "correct one probability by {difference}",
        ],
    ),
    entry(
        Code::SeveralDistributions,
        [
            "`{path}` ha due incertezze: `{first}` e `{second}`",
            "la seconda",
            "una sola incertezza per numero",
            "togli `{second}` oppure `{first}`",
        ],
        [
            "`{path}` has two uncertainties: `{first}` and `{second}`",
            "the second one",
            "one uncertainty for a number",
            "remove `{second}` or `{first}`",
        ],
    ),
    entry(
        Code::ImpossibleCorrelation,
        [
            "nessun gruppo di numeri può avere insieme queste correlazioni",
            "non va d'accordo con le altre",
            "correlazioni compatibili: se A segue B e B segue C, A non può opporsi a C",
            "scrivi qui `rank = {suggestion}`, il valore più vicino che va d'accordo con le altre|avvicina a zero il `rank` delle correlazioni",
        ],
        [
            "no numbers can have these correlations together",
            "does not fit the others",
            "correlations that fit: if A follows B and B follows C, A cannot oppose C",
            "write `rank = {suggestion}` here, the nearest value that fits the others|move the `rank` of the correlations towards zero",
        ],
    ),
    entry(
        Code::NotUncertain,
        [
            "`{found}` non ha incertezza: non può muoversi con altri",
            "nessuna incertezza",
            "dati con una distribuzione o un processo",
            "aggiungi un'incertezza, come `relative = { pert = [\"-10%\", \"0%\", \"+10%\"] }`, oppure togli il nome da qui",
        ],
        [
            "`{found}` has no uncertainty: it cannot move with others",
            "no uncertainty",
            "inputs with a distribution or a process",
            "add an uncertainty, such as `relative = { pert = [\"-10%\", \"0%\", \"+10%\"] }`, or remove the name here",
        ],
    ),
    entry(
        Code::LagSupport,
        [
            "`{path}` può valere troppi numeri diversi di mesi",
            "{found}",
            "un numero di mesi solo, oppure un elenco di al più {most} valori",
            "scrivi un elenco, come `discrete = [[4, \"50%\"], [8, \"30%\"], [14, \"20%\"]]`",
        ],
        [
            "`{path}` can be too many different numbers of months",
            "{found}",
            "one number of months, or a list of at most {most} values",
            "write a list, such as `discrete = [[4, \"50%\"], [8, \"30%\"], [14, \"20%\"]]`",
        ],
    ),
    entry(
        Code::BaseZero,
        [
            "`{path}` ha base 0: una distribuzione in termini assoluti non può diventare un rapporto",
            "base 0",
            "una base diversa da zero",
            "scrivi la base, oppure togli la distribuzione",
        ],
        [
            "`{path}` has the base 0: a distribution in absolute terms cannot become a ratio",
            "base 0",
            "a base other than zero",
            "state the base, or remove the distribution",
        ],
    ),
    entry(
        Code::FactorsTooStrong,
        [
            "i pesi dei fattori su `{found}` sono troppo forti: i quadrati sommano a {sum}",
            "troppo forte",
            "pesi i cui quadrati sommano al più a 1",
            "riduci questo peso a {suggestion} o meno|riduci uno dei pesi",
        ],
        [
            "the factors weigh too much on `{found}`: the squares add to {sum}",
            "too strong",
            "weights whose squares add to at most 1",
            "lower this weight to {suggestion} or less|lower one of the weights",
        ],
    ),
    entry(
        Code::CorrelatesNothing,
        [
            "`{path}` nomina due volte `{found}`|`{path}` nomina un solo numero",
            "non lega due numeri diversi",
            "due o più numeri incerti diversi",
            "togli una volta `{found}` da `between`|aggiungi a `between` un altro numero incerto, oppure togli `[{path}]`",
        ],
        [
            "`{path}` names `{found}` twice|`{path}` names one number alone",
            "joins no two different numbers",
            "two or more different uncertain numbers",
            "take `{found}` out of `between` once|add another uncertain number to `between`, or remove `[{path}]`",
        ],
    ),
    entry(
        Code::NoUncertaintyHere,
        [
            "`{path}` non può avere questa incertezza: {reason}",
            "non ammessa qui",
            "{allowed}",
            "{hint}|togli questa riga",
        ],
        [
            "`{path}` cannot have this uncertainty: {reason}",
            "not allowed here",
            "{allowed}",
            "{hint}|remove this line",
        ],
    ),
    entry(
        Code::SpreadTooWide,
        [
            "`{path}` ha una deviazione standard impossibile tra {low} e {high} con media {mean}",
            "troppo grande",
            "`sd` minore della radice di (media − minimo) × (massimo − media)",
            "riduci `sd` oppure allarga `min` e `max`",
        ],
        [
            "`{path}` has a standard deviation impossible between {low} and {high} with mean {mean}",
            "too large",
            "an `sd` below the root of (mean − least) × (greatest − mean)",
            "lower `sd`, or widen `min` and `max`",
        ],
    ),
    entry(
        Code::NoSuchColumn,
        [
            "`{file}` non ha una colonna \"{found}\"",
            "colonna che non c'è",
            "una delle colonne della prima riga: {choices}",
            "forse intendevi `column = \"{suggestion}\"`|scrivi il nome di una colonna come sta nella prima riga",
        ],
        [
            "`{file}` has no column \"{found}\"",
            "no such column",
            "one of the columns of the first row: {choices}",
            "you may mean `column = \"{suggestion}\"`|write the name of a column as it stands in the first row",
        ],
    ),
    entry(
        Code::QuantilesSkewed,
        [
            "`{path}` è troppo asimmetrica per una distribuzione metalog: {found}",
            "asimmetria forte",
            "",
            "si usa la lognormale traslata che passa per gli stessi tre valori; se non va bene, avvicina `p50` al centro",
        ],
        [
            "`{path}` is too skewed for a metalog distribution: {found}",
            "strong skew",
            "",
            "the shifted lognormal through the same three values is taken; if that is not meant, move `p50` towards the middle",
        ],
    ),
    entry(
        Code::FewValues,
        [
            "`{path}` ha solo {found} valori osservati: le code sono poco note",
            "pochi valori",
            "",
            "aggiungi valori, meglio se almeno {least}, oppure dichiara una distribuzione, come `quantiles`",
        ],
        [
            "`{path}` has {found} observed values only: they say little of the tails",
            "few values",
            "",
            "add values, better {least} or more, or state a distribution, such as `quantiles`",
        ],
    ),
    entry(
        Code::CorrelationsRepaired,
        [
            "le correlazioni non vanno del tutto d'accordo (autovalore minimo {eigenvalue}): si usano le più vicine che lo fanno",
            "con le altre",
            "",
            "quella che cambia di più, tra `{first}` e `{second}`, passa da {from} a {to}; se non va bene, avvicina a zero un `rank`",
        ],
        [
            "the correlations do not quite fit together (least eigenvalue {eigenvalue}): the nearest that do are taken",
            "with the others",
            "",
            "the one that changes most, between `{first}` and `{second}`, goes from {from} to {to}; if that is not meant, move a `rank` towards zero",
        ],
    ),
];
