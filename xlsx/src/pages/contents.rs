//! The contents: every worksheet with a link, and how the workbook is read and used.

use super::Page;
use super::draft::Draft;
use super::site::Site;
use crate::book::{Cell, Look, Place, Worksheet, WorksheetId};

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> (WorksheetId, Worksheet) {
    let mut draft = Draft::new(site, Page::Contents, &[5.0, 34.0, 120.0]);
    draft.guide(2);
    draft.heads(
        3,
        0,
        [
            "#".to_owned(),
            site.say("Foglio", "Worksheet"),
            site.say("A che cosa serve", "What it is for"),
        ],
    );
    let mut row = 4;
    for (position, tab) in site.tabs.iter().enumerate() {
        draft.text(Cell::at(row, 0), (position + 1).to_string(), Look::Fine);
        let to = Place {
            worksheet: WorksheetId(position),
            cell: Cell::at(0, 0),
        };
        if to.worksheet == draft.id {
            draft.text(Cell::at(row, 1), tab.name.clone(), Look::Body);
        } else {
            draft.link(Cell::at(row, 1), tab.name.clone(), to);
        }
        draft.text(Cell::at(row, 2), site.label(&tab.purpose), Look::Body);
        row += 1;
    }
    row += 1;
    draft.heading(
        row,
        site.say("Come si legge e come si usa", "How to read and use it"),
        3,
    );
    row += 1;
    for (head, text) in conventions(site) {
        draft.text(Cell::at(row, 1), head, Look::Subtotal);
        row = draft.paragraph(Cell::at(row, 2), &text, 125, Look::Body);
    }
    row += 1;
    colours(&mut draft, row);
    draft.sheet.frozen = Some(Cell::at(4, 0));
    draft.finish(2)
}

#[rustfmt::skip]
fn conventions(site: &Site<'_>) -> Vec<(String, String)> {
    let texts = [
        ("Cambiare un dato", "Changing an input",
         "Solo le celle dei fogli dei dati con lo sfondo dei dati si possono cambiare; tutto il resto si ricalcola. I fogli sono protetti senza parola d'ordine, contro le sviste.",
         "Only the cells of the input worksheets that look like inputs may be changed; all else recalculates. Worksheets are protected without a password, against slips."),
        ("Scegliere un caso", "Choosing a case",
         "Nel foglio dei casi si sceglie il caso per nome: base, oppure una delle prove di stress. Ogni dato vale quanto dichiarato, per il fattore, più lo spostamento del caso.",
         "On the worksheet of the cases a case is chosen by name: base, or one of the stresses. Each input counts as stated, times the factor, plus the shift of the case."),
        ("Formule", "Formulas",
         "Una sola formula per riga, uguale in tutti i mesi; la stessa colonna è lo stesso mese in ogni foglio mensile. Niente macro, niente collegamenti esterni, niente fogli, righe o colonne nascosti.",
         "One formula a line, the same in all months; the same column is the same month on every monthly worksheet. No macros, no links to other files, no hidden worksheets, rows or columns."),
        ("Segni", "Signs",
         "Nei calcoli ogni importo è positivo nel verso della sua riga; i segni meno stanno nel conto economico e nel rendiconto.",
         "In calculations every amount is positive in the direction of its line; minus signs stand in the income and the cash-flow statement."),
        ("Mesi dopo quelli mostrati", "Months after those shown",
         "A destra della riga spessa stanno mesi calcolati e non mostrati nei bilanci: servono agli indici che guardano avanti e alle verifiche dei covenant.",
         "Right of the thick line stand months that are computed and not shown in statements: ratios that look ahead and tests of covenants need them."),
        ("n.s.", "n.m.",
         "Non significativo: il rapporto non ha senso in quel periodo (nessun debito da servire, divisore nullo o negativo).",
         "Not meaningful: the ratio makes no sense in that period (no debt to serve, a divisor of zero or below)."),
        ("Controlli e segnalazioni", "Checks and alerts",
         "Un controllo che non dà OK è un errore del file. Una segnalazione è una notizia (un covenant violato, un patrimonio sotto i limiti) e non è un errore.",
         "A check that does not read OK is an error of the file. An alert is news (a covenant broken, equity below its limits) and no error."),
        ("Valori non vivi", "Values that are not live",
         "I casi a confronto e la simulazione sono valori calcolati all'esportazione; un'avvertenza dice se i dati sono stati cambiati da allora.",
         "The cases compared and the simulation are values computed at the export; a marker says whether inputs have been changed since."),
        ("Riportare le modifiche", "Bringing changes back",
         "Ogni dato ha come nome il suo percorso nello scenario; il programma legge il file modificato e ne scrive le differenze come scenario.",
         "Every input is named by its path in the scenario; the program reads the changed file and writes the differences as a scenario."),
    ];
    texts
        .into_iter()
        .map(|(it, en, italian, english)| (site.say(it, en), site.say(italian, english)))
        .collect()
}

/// The looks of cells, each in its own look.
fn colours(draft: &mut Draft<'_>, row: u32) {
    let site = draft.site;
    draft.heading(row, site.say("Aspetto delle celle", "Looks of cells"), 3);
    for (at, (look, italian, english)) in (row + 1..).zip([
        (
            Look::Input,
            "dato che si può cambiare",
            "input that may be changed",
        ),
        (
            Look::Constant,
            "costante di una formula",
            "constant of a formula",
        ),
        (
            Look::Fixed,
            "valore che non è una formula",
            "value that is no formula",
        ),
        (Look::Body, "formula o testo", "formula or text"),
        (Look::Subtotal, "somma", "sum"),
        (Look::Total, "totale", "total"),
    ]) {
        draft.text(Cell::at(at, 1), site.say(italian, english), look);
    }
}
