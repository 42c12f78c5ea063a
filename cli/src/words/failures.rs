//! What went wrong, and what can be done about it.

use std::io;

use super::Words;

impl Words {
    /// A file cannot be read.
    pub(crate) fn cannot_read(self, path: &str, error: &io::Error) -> String {
        let why = self.reason(error);
        self.pick(
            format!("non riesco a leggere `{path}`: {why}"),
            format!("cannot read `{path}`: {why}"),
        )
    }

    /// A file or folder cannot be created or written.
    pub(crate) fn cannot_write(self, path: &str, error: &io::Error) -> String {
        let why = self.reason(error);
        self.pick(
            format!("non riesco a scrivere `{path}`: {why}"),
            format!("cannot write `{path}`: {why}"),
        )
    }

    /// Standard output cannot be written.
    pub(crate) fn cannot_print(self, error: &io::Error) -> String {
        let why = self.reason(error);
        self.pick(
            format!("non riesco a scrivere il risultato: {why}"),
            format!("cannot write to standard output: {why}"),
        )
    }

    /// Why the system refused: in plain words where the reason is a common one.
    fn reason(self, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::NotFound {
            self.language
                .pick("non esiste", "it does not exist")
                .to_owned()
        } else if error.kind() == io::ErrorKind::PermissionDenied {
            self.language
                .pick("il sistema non lo permette", "permission denied")
                .to_owned()
        } else if error.kind() == io::ErrorKind::IsADirectory {
            self.language
                .pick("è una cartella", "it is a folder")
                .to_owned()
        } else if error.kind() == io::ErrorKind::StorageFull {
            self.language
                .pick("il disco è pieno", "the disk is full")
                .to_owned()
        } else {
            error.to_string()
        }
    }

    /// A path names no file.
    pub(crate) fn no_file_name(self, path: &str) -> String {
        self.pick(
            format!("`{path}` non è il nome di un file"),
            format!("`{path}` is not the name of a file"),
        )
    }

    /// The plan does not fit a workbook.
    pub(crate) fn no_workbook(self, why: &str) -> String {
        self.pick(
            format!("il piano non si può scrivere come cartella di lavoro: {why}"),
            format!("the plan cannot be written as a workbook: {why}"),
        )
    }

    /// A workbook of ours was changed by somebody.
    pub(crate) fn edited_since(self, path: &str) -> String {
        self.pick(
            format!("`{path}` è stato modificato dopo che questo programma lo ha scritto"),
            format!("`{path}` was changed after this program wrote it"),
        )
    }

    /// A file that is no workbook of ours stands where one is to be written.
    pub(crate) fn not_ours(self, path: &str) -> String {
        self.pick(
            format!("`{path}` esiste già e non è stato scritto da questo programma"),
            format!("`{path}` exists and was not written by this program"),
        )
    }

    /// A file stands where one is to be written.
    pub(crate) fn already_there(self, path: &str) -> String {
        self.pick(
            format!("`{path}` esiste già"),
            format!("`{path}` exists already"),
        )
    }

    /// A file that was read is named as one to write.
    pub(crate) fn is_read(self, path: &str) -> String {
        self.pick(
            format!("`{path}` è uno dei file che si leggono: non va sovrascritto"),
            format!("`{path}` is one of the files that are read: it is not written over"),
        )
    }

    /// How to write all the same, where writing over is no choice.
    pub(crate) fn another_name(self) -> &'static str {
        self.language
            .pick("dare un altro nome", "give another name")
    }

    /// How to write all the same.
    pub(crate) fn force_or_another_name(self) -> &'static str {
        self.language.pick(
            "dare un altro nome con -o, oppure --force per sovrascrivere",
            "give another name with -o, or --force to write over it",
        )
    }

    /// A folder has no parent to be created in.
    pub(crate) fn make_parent(self, folder: &str) -> String {
        self.pick(
            format!("create prima la cartella che contiene `{folder}`"),
            format!("create the folder that `{folder}` lies in first"),
        )
    }

    /// A number is too large to compute with.
    pub(crate) fn too_large(self, key: &str, month: Option<&str>) -> String {
        let month_it = month
            .map(|month| format!(" nel mese {month}"))
            .unwrap_or_default();
        let month_en = month
            .map(|month| format!(" in {month}"))
            .unwrap_or_default();
        self.pick(
            format!("`{key}`{month_it} supera 7,9e28, il numero più grande con cui si calcola"),
            format!("`{key}`{month_en} exceeds 7.9e28, the largest number to compute with"),
        )
    }

    /// A name that the scenario does not have; `kind` is one of [`Missing`].
    pub(crate) fn unknown(self, kind: Missing, name: &str) -> String {
        let (italian, english) = match kind {
            Missing::Entity => ("entità", "entity"),
            Missing::Row => ("riga o indicatore", "row or figure"),
        };
        self.pick(
            format!("lo scenario non ha {italian} `{name}`"),
            format!("the scenario has no {english} `{name}`"),
        )
    }

    /// Names that exist.
    pub(crate) fn there_are(self, names: &str) -> String {
        self.pick(format!("ci sono: {names}"), format!("there are: {names}"))
    }

    /// A name that is close to the one given.
    pub(crate) fn did_you_mean(self, name: &str) -> String {
        self.pick(
            format!("forse `{name}`?"),
            format!("did you mean `{name}`?"),
        )
    }

    /// Where to look up row keys.
    pub(crate) fn list_rows(self, file: &str) -> String {
        self.pick(
            format!("`cittadella rows {file}` elenca righe, indicatori e dati"),
            format!("`cittadella rows {file}` lists rows, figures and inputs"),
        )
    }

    /// A pattern that no key fits.
    pub(crate) fn no_row_matches(self, pattern: &str) -> String {
        self.pick(
            format!("nessuna riga corrisponde a `{pattern}`"),
            format!("no row matches `{pattern}`"),
        )
    }

    /// A group is asked for in a plan of one body.
    pub(crate) fn no_group(self, only: &str) -> String {
        self.pick(
            format!("il piano ha un solo ente, `{only}`: non c'è un gruppo"),
            format!("the plan has one body, `{only}`, and so no group"),
        )
    }

    /// An argument that has to go.
    pub(crate) fn leave_out(self, argument: &str) -> String {
        self.pick(
            format!("togli `{argument}`"),
            format!("leave out `{argument}`"),
        )
    }

    /// A figure has no value of its own in a month.
    pub(crate) fn no_month_needed(self, name: &str) -> String {
        self.pick(
            format!("`{name}` ha un solo valore: non prende un mese"),
            format!("`{name}` has one value: it takes no month"),
        )
    }

    /// A month that is not one.
    pub(crate) fn not_a_month(self, text: &str) -> String {
        self.pick(
            format!("`{text}` non è un mese: si scrive `2024-05`"),
            format!("`{text}` is not a month: write it as `2024-05`"),
        )
    }

    /// A month the plan does not compute.
    pub(crate) fn month_outside(self, month: &str, first: &str, last: &str) -> String {
        self.pick(
            format!("{month} è fuori dai mesi calcolati, da {first} a {last}"),
            format!("{month} lies outside the computed months, {first} to {last}"),
        )
    }

    /// A row needs a month.
    pub(crate) fn month_needed(self, row: &str) -> String {
        self.pick(
            format!("`{row}` ha un valore per ogni mese: manca il mese"),
            format!("`{row}` has a value in every month: name the month"),
        )
    }

    /// The closing line of a list of diagnostics.
    pub(crate) fn errors_found(self, file: &str, count: usize) -> String {
        let (italian, english) = match count {
            1 => ("1 errore".to_owned(), "1 error".to_owned()),
            _ => (format!("{count} errori"), format!("{count} errors")),
        };
        self.pick(
            format!("{italian} in `{file}`"),
            format!("{english} in `{file}`"),
        )
    }
}

/// What kind of name was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// An entity.
    Entity,
    /// A row or a figure.
    Row,
}
