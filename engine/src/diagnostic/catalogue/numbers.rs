//! Numbers, units, dates, changes.

use super::{Entry, entry};
use crate::diagnostic::Code;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        Code::NotANumber,
        [
            "`{path}`: `{found}` non è un numero",
            "non è un numero",
            "{allowed}",
            "scrivi `{example}`|scrivi il numero in cifre",
        ],
        [
            "`{path}`: `{found}` is not a number",
            "not a number",
            "{allowed}",
            "write `{example}`|write the number in digits",
        ],
    ),
    entry(
        Code::RateWithoutPercent,
        [
            "`{path}` è una percentuale: {found} sarebbe il {percent} %",
            "manca il segno %",
            "una percentuale tra virgolette; 0.22 vale \"22%\"",
            "scrivi `\"{found}%\"`",
        ],
        [
            "`{path}` is a rate: {found} would be {percent} %",
            "the % sign is missing",
            "a percentage in quotes; 0.22 is the same as \"22%\"",
            "write `\"{found}%\"`",
        ],
    ),
    entry(
        Code::WrongUnit,
        [
            "`{path}` è in {unit}: `{found}` non va bene",
            "unità che non va bene qui",
            "{allowed}",
            "scrivi `{ratio}`: un rapporto è un numero semplice|scrivi `{example}`",
        ],
        [
            "`{path}` is in {unit}: `{found}` does not fit",
            "a unit that does not fit here",
            "{allowed}",
            "write `{ratio}`: a ratio is a plain number|write `{example}`",
        ],
    ),
    entry(
        Code::OutOfBounds,
        [
            "`{path}` non può valere {found}",
            "fuori dai limiti",
            "{allowed}",
            "scrivi `{example}`",
        ],
        [
            "`{path}` cannot be {found}",
            "out of range",
            "{allowed}",
            "write `{example}`",
        ],
    ),
    entry(
        Code::NotWhole,
        [
            "`{path}` vuole un numero intero, non {found}",
            "non è intero",
            "un numero intero",
            "scrivi `{example}`",
        ],
        [
            "`{path}` takes a whole number, not {found}",
            "not a whole number",
            "a whole number",
            "write `{example}`",
        ],
    ),
    entry(
        Code::TooManyDigits,
        [
            "`{path}`: {found} ha più cifre di quante se ne calcolino esattamente",
            "troppe cifre",
            "al più 15 cifre prima del punto e 28 in tutto",
            "arrotonda il numero",
        ],
        [
            "`{path}`: {found} has more digits than are computed exactly",
            "too many digits",
            "at most 15 digits before the point and 28 in all",
            "round the number",
        ],
    ),
    entry(
        Code::YearlyTooLong,
        [
            "`{path}` elenca {found} anni, il piano ne calcola {most}",
            "di troppo",
            "al più {most} valori, uno per esercizio dal {first}",
            "togli gli ultimi valori, oppure allunga il piano con `[plan] years`",
        ],
        [
            "`{path}` lists {found} years, the plan computes {most}",
            "too many",
            "at most {most} values, one a fiscal year from {first}",
            "remove the last values, or lengthen the plan with `[plan] years`",
        ],
    ),
    entry(
        Code::EmptyList,
        [
            "`{path}` è vuoto",
            "vuoto",
            "almeno un valore",
            "scrivi `{example}`, oppure togli la chiave",
        ],
        [
            "`{path}` is empty",
            "empty",
            "at least one value",
            "write `{example}`, or remove the key",
        ],
    ),
    entry(
        Code::WrongPer,
        [
            "`{path}` non può essere per `{found}`",
            "non va bene qui",
            "per: {choices}",
            "{hint}|scrivi `per = \"{suggestion}\"`",
        ],
        [
            "`{path}` cannot be per `{found}`",
            "does not fit here",
            "per: {choices}",
            "{hint}|write `per = \"{suggestion}\"`",
        ],
    ),
    entry(
        Code::StepsOutOfOrder,
        [
            "`{path}`: {found} viene prima di {before}, che è scritto sopra",
            "fuori ordine",
            "date in ordine, ciascuna una volta sola",
            "sposta {found} sopra {before}",
        ],
        [
            "`{path}`: {found} comes before {before}, which is written above it",
            "out of order",
            "dates in order, each once",
            "move {found} above {before}",
        ],
    ),
    entry(
        Code::SharesNotWhole,
        [
            "le quote di `{path}` sommano a {found}",
            "sommano a {found}",
            "quote che sommano a 100%",
            "{hint}|correggi una quota di {difference}",
        ],
        [
            "the shares of `{path}` add to {found}",
            "they add to {found}",
            "shares that add to 100%",
            "{hint}|correct one share by {difference}",
        ],
    ),
    entry(
        Code::ThousandsPoint,
        [
            "`{path}`: `{found}` vale {value}: il punto separa i decimali",
            "vale {value}",
            "le migliaia si separano con `_`, oppure non si separano",
            "scrivi `{thousands}`, oppure `{decimals}` se vuoi proprio {value}",
        ],
        [
            "`{path}`: `{found}` is {value}: the point separates the decimals",
            "this is {value}",
            "thousands are separated by `_`, or by nothing",
            "write `{thousands}`, or `{decimals}` if you do mean {value}",
        ],
    ),
    entry(
        Code::NotADate,
        [
            "`{path}`: `{found}` non è una data",
            "non è una data",
            "un mese come \"2024-07\", oppure { at = \"milestones.nome\", plus_months = 6 }",
            "scrivi `\"{suggestion}\"`|scrivi l'anno e il mese, come `\"2024-07\"`",
        ],
        [
            "`{path}`: `{found}` is not a date",
            "not a date",
            "a month such as \"2024-07\", or { at = \"milestones.name\", plus_months = 6 }",
            "write `\"{suggestion}\"`|write year and month, such as `\"2024-07\"`",
        ],
    ),
    entry(
        Code::DateOutsidePlan,
        [
            "`{path}`: {found} è fuori dai mesi calcolati",
            "fuori dal piano",
            "da {first} a {last}",
            "scegli un mese del piano, oppure cambia `[plan] start`, `years` o `tail_months`",
        ],
        [
            "`{path}`: {found} is outside the months computed",
            "outside the plan",
            "from {first} to {last}",
            "choose a month of the plan, or change `[plan] start`, `years` or `tail_months`",
        ],
    ),
    entry(
        Code::PlanTooLong,
        [
            "il piano durerebbe {found} anni",
            "troppo lungo",
            "al più 30 anni, la coda compresa",
            "riduci `years` o `tail_months`",
        ],
        [
            "the plan would last {found} years",
            "too long",
            "at most 30 years, the tail included",
            "lower `years` or `tail_months`",
        ],
    ),
    entry(
        Code::EndsAsItBegins,
        [
            "`{path}` scade nel mese in cui è emesso ({found})",
            "lo stesso mese di `{first}`",
            "un mese dopo {found}",
            "scrivi una scadenza successiva, come `{second} = \"{example}\"`",
        ],
        [
            "`{path}` matures in the month of its issue ({found})",
            "the same month as `{first}`",
            "a month after {found}",
            "write a later maturity, such as `{second} = \"{example}\"`",
        ],
    ),
    entry(
        Code::RepaidBeforeDrawn,
        [
            "`{path}` comincia a rimborsare dopo {found}, prima di essere erogato ({begins})",
            "prima della prima erogazione",
            "{earliest} o un mese successivo",
            "scrivi `interest_only_until = \"{earliest}\"` o un mese successivo, oppure togli la riga",
        ],
        [
            "`{path}` begins to repay after {found}, before it is drawn ({begins})",
            "before the first draw",
            "{earliest} or a later month",
            "write `interest_only_until = \"{earliest}\"` or a later month, or remove the line",
        ],
    ),
    entry(
        Code::EndsBeforeBegins,
        [
            "`{path}` finisce ({found}) prima di cominciare ({begins})",
            "prima dell'inizio",
            "una fine non prima di {begins}",
            "scambia `{first}` e `{second}`",
        ],
        [
            "`{path}` ends ({found}) before it begins ({begins})",
            "before the beginning",
            "an end not before {begins}",
            "swap `{first}` and `{second}`",
        ],
    ),
    entry(
        Code::FoundedAfterStart,
        [
            "`{entity}` nasce nel {found} ma opera dal {start}",
            "nasce dopo l'inizio del piano",
            "al più tardi {start}, il primo mese del piano",
            "scrivi `founded = \"{start}\"`, oppure fai cominciare il piano con `start = \"{found}\"`",
        ],
        [
            "`{entity}` is founded in {found} but operates from {start}",
            "founded after the plan's start",
            "{start}, the plan's first month, at the latest",
            "write `founded = \"{start}\"`, or let the plan begin with `start = \"{found}\"`",
        ],
    ),
    entry(
        Code::BadChange,
        [
            "`{found}` non è una variazione di `{path}`",
            "non è una variazione",
            "{allowed}",
            "scrivi `{example}`",
        ],
        [
            "`{found}` is not a change of `{path}`",
            "not a change",
            "{allowed}",
            "write `{example}`",
        ],
    ),
    entry(
        Code::PercentOnRate,
        [
            "`{found}` su una percentuale è ambiguo: `{path}` è già in %",
            "punti o proporzione?",
            "punti percentuali o un fattore",
            "per {points} punti scrivi `\"{as_points}\"`; per il {points} % del valore scrivi `\"{as_factor}\"`",
        ],
        [
            "`{found}` on a rate is ambiguous: `{path}` is itself in %",
            "points or proportion?",
            "percentage points or a factor",
            "for {points} points write `\"{as_points}\"`; for {points} % of the value write `\"{as_factor}\"`",
        ],
    ),
    entry(
        Code::BadSet,
        [
            "`--set {found}` non ha la forma PERCORSO=VALORE",
            "",
            "un percorso, `=`, un valore",
            "scrivi per esempio `--set spaces.uffici.price=210`",
        ],
        [
            "`--set {found}` does not have the form PATH=VALUE",
            "",
            "a path, `=`, a value",
            "write for example `--set spaces.offices.price=210`",
        ],
    ),
];
