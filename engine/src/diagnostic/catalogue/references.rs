//! References to items, inputs, stresses and rows.

use super::{Entry, entry};
use crate::diagnostic::Code;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        Code::UnknownReference,
        [
            "`{found}` non esiste tra {section}",
            "nome sconosciuto",
            "{choices}",
            "volevi scrivere `{suggestion}`?|aggiungi la sezione `[{header}]` oppure scrivi uno dei nomi ammessi|scrivi uno dei nomi ammessi",
        ],
        [
            "there is no `{found}` among {section}",
            "unknown name",
            "{choices}",
            "did you mean `{suggestion}`?|add the section `[{header}]` or write one of the allowed names|write one of the allowed names",
        ],
    ),
    entry(
        Code::PathMatchesNothing,
        [
            "il percorso `{found}` non corrisponde ad alcun dato",
            "nessun dato con questo nome",
            "un dato dello scenario; `*` vale per un nome qualsiasi",
            "volevi scrivere `{suggestion}`?|`cittadella rows FILE` elenca i dati",
        ],
        [
            "the path `{found}` matches no input",
            "no input has this name",
            "an input of the scenario; `*` stands for any name",
            "did you mean `{suggestion}`?|`cittadella rows FILE` lists the inputs",
        ],
    ),
    entry(
        Code::IndexCircle,
        [
            "gli indici si seguono a vicenda: {found}",
            "chiude il cerchio",
            "un indice segue un altro che ha il suo `yearly`",
            "dai a uno dei due il suo `yearly = [\"2%\"]`",
        ],
        [
            "the indices follow one another: {found}",
            "closes the circle",
            "an index follows another that has its own `yearly`",
            "give one of them its own `yearly = [\"2%\"]`",
        ],
    ),
    entry(
        Code::NotLive,
        [
            "`{found}` è una scelta strutturale: uno stress non può cambiarla",
            "scelta strutturale",
            "numeri e date dello scenario",
            "usa `--set {found}=…` oppure un file che la cambia con `extends`",
        ],
        [
            "`{found}` is a structural choice: a stress cannot change it",
            "structural choice",
            "numbers and dates of the scenario",
            "use `--set {found}=…`, or a file that changes it with `extends`",
        ],
    ),
    entry(
        Code::UnknownStress,
        [
            "lo scenario non ha uno stress `{found}`",
            "",
            "{choices}",
            "volevi scrivere `{suggestion}`?|aggiungi `[stresses.{found}]` oppure scegli uno degli stress ammessi",
        ],
        [
            "the scenario has no stress `{found}`",
            "",
            "{choices}",
            "did you mean `{suggestion}`?|add `[stresses.{found}]` or choose one of the allowed stresses",
        ],
    ),
    entry(
        Code::StressTwice,
        [
            "lo stress `{found}` compare due volte",
            "",
            "ogni stress una volta sola",
            "togli uno dei due",
        ],
        [
            "the stress `{found}` is given twice",
            "",
            "each stress once",
            "remove one of the two",
        ],
    ),
    entry(
        Code::StressNameMissing,
        [
            "`--stress {found}`: manca un nome {where} `+`|`--stress`: manca un nome",
            "",
            "nomi di stress, uniti da `+`",
            "scrivi `--stress {suggestion}`|scrivi il nome di uno stress dello scenario",
        ],
        [
            "`--stress {found}`: a name is missing {where} `+`|`--stress`: a name is missing",
            "",
            "names of stresses, joined by `+`",
            "write `--stress {suggestion}`|write the name of a stress of the scenario",
        ],
    ),
    entry(
        Code::UnknownRow,
        [
            "il piano non ha una riga o grandezza `{found}`",
            "nome sconosciuto",
            "{choices}",
            "volevi scrivere `{suggestion}`?|`cittadella rows FILE` elenca i nomi",
        ],
        [
            "the plan has no row or figure `{found}`",
            "unknown name",
            "{choices}",
            "did you mean `{suggestion}`?|`cittadella rows FILE` lists the names",
        ],
    ),
    entry(
        Code::SameEntity,
        [
            "`{path}` lega `{found}` a se stesso",
            "lo stesso ente è già `{other}`",
            "due enti diversi",
            "indica un altro ente: {choices}|aggiungi un altro ente in `[entities]`",
        ],
        [
            "`{path}` binds `{found}` to itself",
            "the same entity is `{other}` already",
            "two different entities",
            "name another entity: {choices}|add another entity to `[entities]`",
        ],
    ),
    entry(
        Code::ValuedTwice,
        [
            "`{path}` valuta ancora ciò che possiede `{entity}`, già in `{first}`",
            "il suo costo, i suoi redditi e i suoi debiti conterebbero due volte",
            "una valutazione per ente, con tutti i suoi redditi",
            "togli `[{path}]` e scrivi in `[{first}]` `income = [{incomes}]`",
        ],
        [
            "`{path}` values what `{entity}` owns once more, after `{first}`",
            "its cost, incomes and debts would count twice",
            "one valuation for each entity, with all its incomes",
            "remove `[{path}]` and write `income = [{incomes}]` in `[{first}]`",
        ],
    ),
    entry(
        Code::HoldingsCircle,
        [
            "gli enti partecipano l'uno al capitale dell'altro: {found}",
            "chiude il cerchio",
            "capitale versato da chi non riceve capitale, nemmeno attraverso altri (art. 2360 c.c.)",
            "togli `{suggestion}` da questi `holders`",
        ],
        [
            "the bodies hold one another's capital: {found}",
            "closes the circle",
            "capital paid in by who receives none in turn, not through others either (art. 2360 c.c.)",
            "take `{suggestion}` out of these `holders`",
        ],
    ),
];
