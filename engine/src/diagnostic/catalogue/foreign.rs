//! Files of spreadsheet programs: tables that a scenario reads, workbooks that come back.

use super::{Entry, entry};
use crate::diagnostic::Code;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        Code::NotATable,
        [
            "`{found}` non è né una cartella di lavoro né un file CSV",
            "tipo di file che non leggo",
            "file `.xlsx`, `.xlsm` o `.csv`",
            "salvalo come `.xlsx`, oppure come CSV UTF-8",
        ],
        [
            "`{found}` is neither a workbook nor a CSV file",
            "a kind of file that is not read",
            "files `.xlsx`, `.xlsm` or `.csv`",
            "save it as `.xlsx`, or as CSV UTF-8",
        ],
    ),
    entry(
        Code::WorkbookRefused,
        [
            "non posso leggere `{file}` come cartella di lavoro: {found}",
            "indicato qui",
            "",
            "{hint}",
        ],
        [
            "cannot read `{file}` as a workbook: {found}",
            "named here",
            "",
            "{hint}",
        ],
    ),
    entry(
        Code::UnknownWorksheet,
        [
            "`{file}` non ha un foglio `{found}`",
            "foglio sconosciuto",
            "fogli: {choices}",
            "volevi scrivere `{suggestion}`?|scrivi il nome di uno dei fogli",
        ],
        [
            "`{file}` has no worksheet `{found}`",
            "unknown worksheet",
            "worksheets: {choices}",
            "did you mean `{suggestion}`?|write the name of one of the worksheets",
        ],
    ),
    entry(
        Code::NoNameColumn,
        [
            "alla tabella di `[{section}]` manca la colonna `name`",
            "nessuna riga ha le chiavi",
            "una riga con le chiavi di `[{section}]`, tra cui `name`; la prima riga ha: {choices}",
            "volevi scrivere `name` al posto di `{suggestion}`?|aggiungi una colonna `name` con il nome di ogni elemento",
        ],
        [
            "the table of `[{section}]` lacks the column `name`",
            "no row holds the keys",
            "a row with the keys of `[{section}]`, one of them `name`; the first row has: {choices}",
            "did you mean `name` instead of `{suggestion}`?|add a column `name` with the name of each item",
        ],
    ),
    entry(
        Code::RowWithoutName,
        [
            "una riga della tabella non ha un nome",
            "la riga comincia qui",
            "un nome in ogni riga, nella colonna `name`; righe del tutto vuote",
            "scrivi il nome, o svuota la riga",
        ],
        [
            "a row of the table has no name",
            "the row begins here",
            "a name in every row, in the column `name`; rows that are empty altogether",
            "write the name, or empty the row",
        ],
    ),
    entry(
        Code::NameTwice,
        [
            "due elementi si chiamano `{found}`",
            "di nuovo lo stesso nome",
            "ogni nome una volta sola, nella tabella e nel file che la cita",
            "dai a uno dei due un altro nome",
        ],
        [
            "two items are called `{found}`",
            "the same name again",
            "each name once, in the table and in the file that names it",
            "give one of them another name",
        ],
    ),
    entry(
        Code::ColumnTwice,
        [
            "due colonne hanno la chiave `{found}`",
            "di nuovo la stessa chiave",
            "ogni chiave una volta sola",
            "togli una delle due colonne",
        ],
        [
            "two columns have the key `{found}`",
            "the same key again",
            "each key once",
            "remove one of the two columns",
        ],
    ),
    entry(
        Code::ColumnWithoutKey,
        [
            "il valore {found} sta in una colonna senza chiave",
            "nessuna chiave sopra",
            "valori sotto una chiave della riga delle chiavi",
            "scrivi la chiave in cima alla colonna, o svuota la cella",
        ],
        [
            "the value {found} stands in a column without a key",
            "no key above",
            "values below a key of the row of keys",
            "write the key at the top of the column, or empty the cell",
        ],
    ),
    entry(
        Code::CellError,
        [
            "la cella di `{key}` contiene l'errore {found}",
            "un errore del foglio di calcolo",
            "un valore, o una formula che ne dà uno",
            "correggi la formula e salva di nuovo il file",
        ],
        [
            "the cell of `{key}` holds the error {found}",
            "an error of the spreadsheet",
            "a value, or a formula that yields one",
            "mend the formula and save the file again",
        ],
    ),
    entry(
        Code::FormulaWithoutValue,
        [
            "accanto alla formula di `{key}` non è salvato alcun valore",
            "formula senza valore",
            "valori, e formule salvate con il loro risultato",
            "apri e salva il file con un foglio di calcolo, o scrivi il valore",
        ],
        [
            "no value is stored beside the formula of `{key}`",
            "a formula without a value",
            "values, and formulas that are stored with their results",
            "open and save the file in a spreadsheet program, or write the value",
        ],
    ),
    entry(
        Code::EmptyTable,
        [
            "la tabella non ha elementi",
            "indicata qui",
            "una riga di chiavi e almeno una riga sotto",
            "riempi la tabella, o togli questa riga",
        ],
        [
            "the table has no items",
            "named here",
            "a row of keys and at least one row below",
            "fill the table, or remove this line",
        ],
    ),
    entry(
        Code::BrokenCsv,
        [
            "le virgolette aperte qui non si chiudono",
            "si apre qui",
            "campi tra virgolette intere; dentro un campo le virgolette si scrivono due volte",
            "aggiungi le virgolette alla fine del campo",
        ],
        [
            "the quotes that open here are never closed",
            "opens here",
            "fields between full quotes; within a field a quote is written twice",
            "add the quotes at the end of the field",
        ],
    ),
    entry(
        Code::NoScenarioInside,
        [
            "`{file}` non contiene lo scenario da cui è nata: {found}",
            "",
            "cartelle di lavoro scritte da `cittadella export`, con il foglio {worksheet}",
            "esporta di nuovo lo scenario e riporta lì le modifiche",
        ],
        [
            "`{file}` does not hold the scenario that it was written from: {found}",
            "",
            "workbooks written by `cittadella export`, with the worksheet {worksheet}",
            "export the scenario again and make the changes there",
        ],
    ),
    entry(
        Code::EditNotANumber,
        [
            "`{path}` contiene {found}, non un numero",
            "non è un numero",
            "{allowed}",
            "scrivi un numero nella cella, non un testo; prima dell'esportazione valeva {before}",
        ],
        [
            "`{path}` holds {found}, not a number",
            "not a number",
            "{allowed}",
            "type a number into the cell, not a text; before the export it was {before}",
        ],
    ),
    entry(
        Code::EditIsFormula,
        [
            "`{path}` contiene la formula `={found}`",
            "una formula in un dato",
            "un valore",
            "scrivi il risultato al posto della formula",
        ],
        [
            "`{path}` holds the formula `={found}`",
            "a formula in an input",
            "a value",
            "type the result in place of the formula",
        ],
    ),
    entry(
        Code::InputNameGone,
        [
            "il nome `{path}` porta a {found} e non alla cella del dato|il nome `{path}` non c'è più",
            "",
            "i nomi e le righe come sono stati esportati",
            "annulla l'inserimento o la cancellazione di righe e nomi, o riporta le modifiche in una nuova esportazione",
        ],
        [
            "the name `{path}` leads to {found} and not to the cell of the input|the name `{path}` is gone",
            "",
            "names and rows as they were exported",
            "undo the insertion or removal of rows and names, or make the changes in a new export",
        ],
    ),
    entry(
        Code::FormulaChanged,
        [
            "la formula scritta qui era `={before}`, ora c'è {found}",
            "una formula cambiata",
            "le formule come sono state esportate",
            "rimetti la formula; se la regola deve cambiare, cambia lo scenario",
        ],
        [
            "the formula written here was `={before}`, now there is {found}",
            "a changed formula",
            "formulas as they were exported",
            "put the formula back; where the rule is to change, change the scenario",
        ],
    ),
    entry(
        Code::StructureChanged,
        [
            "qui c'era {before}, ora c'è {found}: non è un dato che si cambia nella cartella di lavoro",
            "una cella bloccata",
            "modifiche nelle celle dei dati, e in nessun'altra",
            "cambialo nello scenario ed esporta di nuovo",
        ],
        [
            "here was {before}, now there is {found}: it is no input that can be changed in the workbook",
            "a locked cell",
            "changes in the cells of inputs, and in no others",
            "edit it in the scenario and export again",
        ],
    ),
    entry(
        Code::EditNotSayable,
        [
            "la modifica di `{path}` non si può scrivere in un file che estende lo scenario: {found}",
            "modificato qui",
            "",
            "scrivi il nuovo valore nello scenario",
        ],
        [
            "the change of `{path}` cannot be written in a file that extends the scenario: {found}",
            "changed here",
            "",
            "write the new value in the scenario",
        ],
    ),
];
