//! Sums and balances, assertions, notices.

use super::{Entry, entry};
use crate::diagnostic::Code;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        Code::OpeningUnbalanced,
        [
            "lo stato patrimoniale iniziale di `{entity}` non quadra: attivo {assets}, passivo {liabilities}",
            "differenza {difference}",
            "attivo uguale a passivo, al centesimo",
            "aggiungi {difference} a `retained_earnings`, oppure correggi la voce sbagliata",
        ],
        [
            "the opening balance sheet of `{entity}` does not balance: assets {assets}, liabilities {liabilities}",
            "difference {difference}",
            "assets equal to liabilities, to the cent",
            "add {difference} to `retained_earnings`, or correct the wrong item",
        ],
    ),
    entry(
        Code::SumDiffers,
        [
            "`{path}`: gli importi alle date sommano a {found}, ma `{key}` è {expected}",
            "sommano a {found}",
            "importi che sommano a {expected}",
            "correggi un importo di {difference}, oppure scrivi `{key} = {found}`",
        ],
        [
            "`{path}`: the dated amounts add to {found}, but `{key}` is {expected}",
            "they add to {found}",
            "amounts that add to {expected}",
            "correct one amount by {difference}, or write `{key} = {found}`",
        ],
    ),
    entry(
        Code::BadClaim,
        [
            "`{found}` non è un confronto",
            "non è un confronto",
            "un nome, uno tra < <= > >= = !=, un numero",
            "scrivi per esempio `\"hub.cash.closing.min >= 0\"`",
        ],
        [
            "`{found}` is not a comparison",
            "not a comparison",
            "a name, one of < <= > >= = !=, a number",
            "write for example `\"hub.cash.closing.min >= 0\"`",
        ],
    ),
    entry(
        Code::OpeningBeforeFoundation,
        [
            "`{entity}` nasce nel {founded}: non può avere saldi iniziali al {start}",
            "saldi di chi non esiste ancora",
            "saldi iniziali solo per chi esiste prima dell'inizio del piano",
            "togli la sezione, oppure correggi `founded`",
        ],
        [
            "`{entity}` is founded in {founded}: it cannot have opening balances at {start}",
            "balances of a body that does not exist yet",
            "opening balances only for bodies that exist before the plan's start",
            "remove the section, or correct `founded`",
        ],
    ),
    entry(
        Code::HistoryWithinYear,
        [
            "`{path}`: il piano comincia a metà esercizio ({start})",
            "imposte di un esercizio in corso",
            "storia fiscale solo con un piano che comincia a gennaio",
            "scrivi `start = \"{january}\"`, oppure togli `tax_history`",
        ],
        [
            "`{path}`: the plan starts within a fiscal year ({start})",
            "taxes of a year under way",
            "a tax history only with a plan that starts in January",
            "write `start = \"{january}\"`, or remove `tax_history`",
        ],
    ),
    entry(
        Code::YearlyHeld,
        [
            "`{path}` finisce con il {last}: dopo vale l'ultimo valore, {found}",
            "l'elenco finisce qui",
            "",
            "se non va bene, aggiungi i valori degli anni dopo",
        ],
        [
            "`{path}` ends with {last}: after it the last value, {found}, is held",
            "the list ends here",
            "",
            "if that is not meant, add the values of the years after",
        ],
    ),
    entry(
        Code::UncertaintyRemoved,
        [
            "`{found}` fissa `{path}`: in quel caso la sua incertezza non vale più",
            "fissato qui",
            "",
            "per spostare il valore e tenere l'incertezza usa `*` o `+`",
        ],
        [
            "`{found}` fixes `{path}`: in that case its uncertainty no longer holds",
            "fixed here",
            "",
            "to move the value and keep the uncertainty use `*` or `+`",
        ],
    ),
];
