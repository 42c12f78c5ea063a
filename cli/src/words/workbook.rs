//! What is said of a workbook that comes back.

use super::Words;

impl Words {
    /// Nothing in it was changed.
    pub(crate) fn nothing_changed(self, file: &str) -> String {
        self.pick(
            format!("In `{file}` non è stato modificato alcun dato: non è stato scritto nulla.\n"),
            format!("No input was changed in `{file}`: nothing was written.\n"),
        )
    }

    /// Some of its cells may not be changed, or not so.
    pub(crate) fn edits_refused(self, file: &str, count: usize) -> String {
        match count {
            1 => self.pick(
                format!("1 modifica di `{file}` non si può riprendere"),
                format!("1 change in `{file}` cannot be taken over"),
            ),
            _ => self.pick(
                format!("{count} modifiche di `{file}` non si possono riprendere"),
                format!("{count} changes in `{file}` cannot be taken over"),
            ),
        }
    }

    /// How many inputs were changed and where they stand now.
    pub(crate) fn inputs_changed(self, count: usize, output: &str) -> String {
        match count {
            1 => self.pick(
                format!("1 dato modificato, scritto in `{output}`:\n"),
                format!("1 input changed, written to `{output}`:\n"),
            ),
            _ => self.pick(
                format!("{count} dati modificati, scritti in `{output}`:\n"),
                format!("{count} inputs changed, written to `{output}`:\n"),
            ),
        }
    }

    /// An input with its values.
    pub(crate) fn was(self, path: &str, now: &str, before: &str) -> String {
        self.pick(
            format!("  {path} = {now} (era {before})\n"),
            format!("  {path} = {now} (was {before})\n"),
        )
    }

    /// The scenario lies elsewhere.
    pub(crate) fn put_beside(self, main: &str) -> String {
        self.pick(
            format!("nota: il file estende `{main}`: mettili nella stessa cartella.\n"),
            format!("note: the file extends `{main}`: put both into one folder.\n"),
        )
    }

    /// The scenario is another one now.
    pub(crate) fn scenario_changed_since(self, main: &str) -> String {
        self.pick(
            format!("nota: `{main}` è cambiato dopo l'esportazione: i risultati saranno diversi da quelli della cartella di lavoro.\n"),
            format!("note: `{main}` was changed after the export: results will differ from those of the workbook.\n"),
        )
    }

    /// The workbook stands on a stress.
    pub(crate) fn other_case(self, case: &str) -> String {
        self.pick(
            format!("nota: la cartella di lavoro mostra il caso «{case}», che si sceglie con --stress.\n"),
            format!("note: the workbook shows the case \"{case}\", which --stress chooses.\n"),
        )
    }

    /// The workbook was exported with changes.
    pub(crate) fn exported_with(self, sets: &str) -> String {
        self.pick(
            format!("nota: la cartella di lavoro è stata esportata con --set {sets}: calcola il file allo stesso modo.\n"),
            format!("note: the workbook was exported with --set {sets}: run the file in the same way.\n"),
        )
    }

    /// The values shown are not those of the plan.
    pub(crate) fn not_recalculated(self, count: usize, place: &str) -> String {
        self.pick(
            format!("nota: {count} celle mostrano altri valori di quelli che il piano dà con queste modifiche, la prima in {place}: la cartella di lavoro non è stata ricalcolata.\n"),
            format!("note: {count} cells show other values than the plan gives with these changes, the first in {place}: the workbook was not recalculated.\n"),
        )
    }

    /// Cells that were empty.
    pub(crate) fn notes_beside(self, count: usize) -> String {
        self.pick(
            format!("nota: {count} celle vuote sono state riempite; non contano nel piano.\n"),
            format!("note: {count} empty cells were filled in; they do not count in the plan.\n"),
        )
    }

    /// What was compared.
    pub(crate) fn compared(self, file: &str, formulas: usize, main: &str) -> String {
        self.pick(
            format!("`{file}`: {formulas} formule e i loro valori, confrontati con il piano di `{main}` che la cartella di lavoro porta con sé.\n"),
            format!("`{file}`: {formulas} formulas and their values, compared with the plan of `{main}` that the workbook carries.\n"),
        )
    }

    /// Another version wrote it.
    pub(crate) fn other_version(self, written: &str, here: &str) -> String {
        self.pick(
            format!("Scritta dalla versione {written}, confrontata dalla versione {here}: anche il programma può essere la causa di una differenza.\n"),
            format!("Written by version {written}, compared by version {here}: a difference may also come from the program.\n"),
        )
    }

    /// More cells of the same kind.
    pub(crate) fn and_more_cells(self, count: usize) -> String {
        self.pick(
            format!("  … e altre {count}\n"),
            format!("  … and {count} more\n"),
        )
    }

    /// What stands in a cell, and what was written there.
    pub(crate) fn now_and_before(self, now: &str, before: &str) -> String {
        self.pick(
            format!("{now} (scritto: {before})"),
            format!("{now} (written: {before})"),
        )
    }

    /// What a cell shows, and what the plan gives.
    pub(crate) fn shown_and_computed(self, shown: &str, computed: &str) -> String {
        self.pick(
            format!("{shown} (il piano dà {computed})"),
            format!("{shown} (the plan gives {computed})"),
        )
    }

    /// Worksheets of somebody's own.
    pub(crate) fn added_worksheets(self, names: &str) -> String {
        self.pick(
            format!("\nFogli aggiunti da altri: {names}\n"),
            format!("\nWorksheets added by others: {names}\n"),
        )
    }
}
