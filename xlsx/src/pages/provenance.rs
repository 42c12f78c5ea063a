//! Where everything comes from: the program, the texts with their hashes, the changes, the limits.

use sha2::{Digest, Sha256};

use super::Page;
use super::draft::Draft;
use super::site::Site;
use crate::book::{Cell, Look, Worksheet, WorksheetId};

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> (WorksheetId, Worksheet) {
    let mut draft = Draft::new(site, Page::Provenance, &[42.0, 110.0]);
    draft.guide(2);
    let mut row = 3;
    row = said(
        &mut draft,
        row,
        ("Programma", "Program"),
        &format!("cittadella {}", env!("CARGO_PKG_VERSION")),
    );
    row = said(
        &mut draft,
        row,
        ("Impronta di testi e modifiche", "Hash of texts and changes"),
        site.hash,
    );
    row = texts(&mut draft, row + 1);
    row = changes(&mut draft, row + 1);
    row = method(&mut draft, row + 1);
    limits(&mut draft, row + 1);
    draft.finish(2)
}

fn said(draft: &mut Draft<'_>, row: u32, label: (&str, &str), text: &str) -> u32 {
    let label = draft.site.say(label.0, label.1);
    draft.text(Cell::at(row, 0), label, Look::Subtotal);
    draft.paragraph(Cell::at(row, 1), text, 115, Look::Body)
}

/// The texts with the sum that tells one version from another.
fn texts(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    let head = site.say(
        "Testi letti, con la loro impronta (sha256)",
        "Texts read, with their hashes (sha256)",
    );
    draft.heading(row, head, 2);
    row += 1;
    for source in site.export.sources {
        let hash = Sha256::digest(source.text.as_bytes());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        draft.text(Cell::at(row, 0), source.file.as_ref(), Look::Body);
        draft.text(Cell::at(row, 1), hash, Look::Fine);
        row += 1;
    }
    row
}

fn changes(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    let head = site.say(
        "Modifiche da riga di comando",
        "Changes from the command line",
    );
    draft.heading(row, head, 2);
    row += 1;
    if site.export.sets.is_empty() {
        let none = site.say("nessuna", "none");
        draft.text(Cell::at(row, 0), none, Look::Body);
        return row + 1;
    }
    for set in site.export.sets {
        draft.text(Cell::at(row, 0), set.clone(), Look::Body);
        row += 1;
    }
    row
}

#[rustfmt::skip]
fn method(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    draft.heading(row, site.say("Come è calcolato", "How it is computed"), 2);
    row += 1;
    for (italian, english, it, en) in [
        ("Due calcoli indipendenti", "Two independent calculations",
         "Ogni formula porta accanto il valore che il programma ha calcolato in decimali, fuori dal foglio; un altro programma di calcolo che ricalcola il file deve arrivare agli stessi numeri.",
         "Every formula carries the value that the program computed in decimals, outside the spreadsheet; another spreadsheet program that recalculates the file has to arrive at the same numbers."),
        ("Arrotondamento", "Rounding",
         "Solo ciò che si registra è arrotondato, al centesimo, metà lontano da zero: ROUND(ROUND(x,6),2).",
         "Only what is posted is rounded, to the cent, halves away from zero: ROUND(ROUND(x,6),2)."),
        ("Stesso testo, stesso file", "Same text, same file",
         "Lo stesso scenario e la stessa versione danno lo stesso file, byte per byte; nessuna data e nessuna ora vi entrano.",
         "The same scenario and the same version give the same file, byte by byte; no date and no time enter it."),
        ("Norme", "Law",
         "Le aliquote e i termini di legge sono nello scenario o nelle regole del programma, ciascuno con il suo articolo; la mappa delle formule li cita.",
         "Rates and terms of the law stand in the scenario or in the rules of the program, each with its article; the formula map quotes them."),
    ] {
        row = said(draft, row, (italian, english), &site.say(it, en));
    }
    row
}

/// What a reader might expect and this version does not compute.
fn limits(draft: &mut Draft<'_>, mut row: u32) {
    let site = draft.site;
    draft.heading(row, site.say("Non modellato", "Not modelled"), 2);
    row += 1;
    for left_out in &site.plan().not_modelled {
        draft.text(Cell::at(row, 0), site.label(left_out), Look::Body);
        row += 1;
    }
}
