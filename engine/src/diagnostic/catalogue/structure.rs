//! Files, sections, keys.

use super::{Entry, entry};
use crate::diagnostic::Code;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        Code::Syntax,
        ["il testo non è TOML valido", "{found}", "", "{hint}"],
        ["the text is not valid TOML", "{found}", "", "{hint}"],
    ),
    entry(
        Code::FileTooLarge,
        [
            "il file `{file}` è troppo grande ({found} MB)",
            "",
            "al più 4 MB",
            "dividi lo scenario in più file e uniscili con `extends`",
        ],
        [
            "the file `{file}` is too large ({found} MB)",
            "",
            "at most 4 MB",
            "split the scenario into several files and join them with `extends`",
        ],
    ),
    entry(
        Code::NestingTooDeep,
        [
            "tabelle o elenchi annidati troppo in profondità",
            "oltre {most} livelli",
            "al più {most} livelli",
            "scrivi il valore in una tabella propria, come `[spaces.uffici.price]`",
        ],
        [
            "tables or lists are nested too deeply",
            "deeper than {most} levels",
            "at most {most} levels",
            "write the value as a table of its own, such as `[spaces.offices.price]`",
        ],
    ),
    entry(
        Code::FileUnreadable,
        [
            "non riesco a leggere il file `{file}`: {found}",
            "indicato qui",
            "",
            "controlla il nome: il percorso parte dalla cartella del file che lo cita",
        ],
        [
            "cannot read the file `{file}`: {found}",
            "named here",
            "",
            "check the name: the path starts at the folder of the file that names it",
        ],
    ),
    entry(
        Code::PathLeavesFolder,
        [
            "il percorso `{found}` esce dalla cartella dello scenario",
            "porta fuori dalla cartella",
            "file nella cartella dello scenario o in una sua sottocartella",
            "copia il file accanto allo scenario e scrivi `{suggestion}`",
        ],
        [
            "the path `{found}` leaves the scenario's folder",
            "leads outside the folder",
            "files in the scenario's folder or below it",
            "copy the file next to the scenario and write `{suggestion}`",
        ],
    ),
    entry(
        Code::ExtendsCircle,
        [
            "i file si estendono a vicenda: {found}",
            "chiude il cerchio",
            "ogni file estende al più un altro file, che non deve tornare a lui",
            "togli questo `extends`",
        ],
        [
            "the files extend one another: {found}",
            "closes the circle",
            "each file extends at most one other, which must not lead back to it",
            "remove this `extends`",
        ],
    ),
    entry(
        Code::TooMany,
        [
            "troppi elementi in `{path}`: {found}",
            "{found} elementi",
            "al più {most}",
            "raggruppa gli elementi simili in uno solo",
        ],
        [
            "too many items in `{path}`: {found}",
            "{found} items",
            "at most {most}",
            "group similar items into one",
        ],
    ),
    entry(
        Code::KeyForm,
        [
            "la chiave `{found}` non ha la forma di un nome",
            "non è un nome",
            "minuscole, cifre e `_`, con una minuscola all'inizio",
            "scrivi `{suggestion}`, e il nome da mostrare in `label`",
        ],
        [
            "the key `{found}` does not have the form of a name",
            "not a name",
            "lower-case letters, digits and `_`, starting with a letter",
            "write `{suggestion}`, and the name to show in `label`",
        ],
    ),
    entry(
        Code::Backslash,
        [
            "`{found}`: nei percorsi usa `/`",
            "percorso con `\\`",
            "percorsi con `/`, che valgono su ogni sistema",
            "scrivi `{suggestion}`",
        ],
        [
            "`{found}`: use `/` in paths",
            "a path with `\\`",
            "paths with `/`, which hold on every system",
            "write `{suggestion}`",
        ],
    ),
    entry(
        Code::UnknownSection,
        [
            "la sezione `[{found}]` non esiste",
            "sezione sconosciuta",
            "sezioni: {choices}",
            "volevi scrivere `[{suggestion}]`?",
        ],
        [
            "there is no section `[{found}]`",
            "unknown section",
            "sections: {choices}",
            "did you mean `[{suggestion}]`?",
        ],
    ),
    entry(
        Code::UnknownKey,
        [
            "`{path}` non ha una chiave `{found}`",
            "chiave sconosciuta",
            "chiavi: {choices}",
            "volevi scrivere `{suggestion}`?|togli la riga",
        ],
        [
            "`{path}` has no key `{found}`",
            "unknown key",
            "keys: {choices}",
            "did you mean `{suggestion}`?|remove the line",
        ],
    ),
    entry(
        Code::MissingKey,
        [
            "in `{path}` manca la chiave `{key}`",
            "qui manca `{key}`",
            "",
            "aggiungi `{example}`",
        ],
        [
            "`{path}` lacks the key `{key}`",
            "`{key}` is missing here",
            "",
            "add `{example}`",
        ],
    ),
    entry(
        Code::MissingSection,
        [
            "manca la sezione `[{section}]`",
            "",
            "",
            "aggiungi:\n{example}",
        ],
        [
            "the section `[{section}]` is missing",
            "",
            "",
            "add:\n{example}",
        ],
    ),
    entry(
        Code::WrongType,
        [
            "`{path}` vuole {expected}, non {found}",
            "{found}",
            "{allowed}",
            "scrivi `{example}`",
        ],
        [
            "`{path}` takes {expected}, not {found}",
            "{found}",
            "{allowed}",
            "write `{example}`",
        ],
    ),
    entry(
        Code::UnknownChoice,
        [
            "`{path}` non può essere `{found}`",
            "valore sconosciuto",
            "{choices}",
            "volevi scrivere `{suggestion}`?|scrivi uno dei valori ammessi",
        ],
        [
            "`{path}` cannot be `{found}`",
            "unknown value",
            "{choices}",
            "did you mean `{suggestion}`?|write one of the allowed values",
        ],
    ),
    entry(
        Code::NotComputedYet,
        [
            "`{found}` fa parte del linguaggio, ma questa versione non sa ancora calcolarlo",
            "non ancora calcolato",
            "",
            "{hint}|toglilo per ora: nulla viene ignorato in silenzio",
        ],
        [
            "`{found}` is part of the language, but this version cannot compute it yet",
            "not computed yet",
            "",
            "{hint}|remove it for now: nothing is ignored in silence",
        ],
    ),
    entry(
        Code::Conflict,
        [
            "`{path}` ha sia `{first}` sia `{second}`",
            "si esclude con `{first}`",
            "una sola delle due",
            "togli `{second}` oppure `{first}`",
        ],
        [
            "`{path}` has both `{first}` and `{second}`",
            "excludes `{first}`",
            "one of the two",
            "remove `{second}` or `{first}`",
        ],
    ),
    entry(
        Code::RemovesNothing,
        [
            "`{path} = \"none\"` non toglie nulla: non c'è nessun `{path}` nel file esteso",
            "non c'è nulla da togliere",
            "",
            "volevi scrivere `{suggestion}`?|togli la riga",
        ],
        [
            "`{path} = \"none\"` removes nothing: the extended file has no `{path}`",
            "nothing to remove",
            "",
            "did you mean `{suggestion}`?|remove the line",
        ],
    ),
    entry(
        Code::UnseenText,
        [
            "`{path}` contiene un carattere che non si vede: {found}|`{path}` è un testo vuoto",
            "{found}|vuoto",
            "testi con almeno un carattere, tutti visibili",
            "riscrivi il testo senza {found}|scrivi un nome",
        ],
        [
            "`{path}` has a character that cannot be seen: {found}|`{path}` is an empty text",
            "{found}|empty",
            "texts of at least one character, all of them visible",
            "write the text again without {found}|write a name",
        ],
    ),
    entry(
        Code::CompaniesOnly,
        [
            "`{path}` vale solo per le società, e `{entity}` non lo è",
            "solo per società",
            "entità con `kind = \"company\"` o `kind = \"real_estate_company\"`",
            "togli `{path}`",
        ],
        [
            "`{path}` is for companies only, and `{entity}` is none",
            "for companies only",
            "entities with `kind = \"company\"` or `kind = \"real_estate_company\"`",
            "remove `{path}`",
        ],
    ),
    entry(
        Code::ReservedName,
        [
            "nessun ente può chiamarsi `{found}`: il nome indica già {other}",
            "nome già in uso",
            "ogni altro nome di lettere minuscole, cifre e `_`",
            "dai all'ente un altro nome, per esempio `[entities.{suggestion}]`, ovunque sia citato",
        ],
        [
            "no entity can be called `{found}`: the name already stands for {other}",
            "name in use",
            "any other name of lower-case letters, digits and `_`",
            "give the entity another name, such as `[entities.{suggestion}]`, wherever it is named",
        ],
    ),
];
