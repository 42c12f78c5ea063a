//! The cover: what this is, of whom, in which case, from what, and whether it holds.

use cittadella_engine::quantity::Decimal;

use super::Page;
use super::data_book::Book;
use super::draft::{Draft, formatted};
use super::live::{Live, finite};
use super::site::Site;
use crate::book::{Cell, Look, NumberFormat, Style, Worksheet, WorksheetId};

/// The columns of labels and of what is said.
const LABEL: u16 = 0;
const SAID: u16 = 1;
/// The column behind, over which long texts run.
const END: u16 = 3;
/// How many letters of a long text stand on a line.
const LETTERS: usize = 105;

/// Writes the page.
pub(super) fn write(site: &Site<'_>, book: &Book) -> (WorksheetId, Worksheet) {
    let mut draft = Draft::new(site, Page::Cover, &[44.0, 18.0, 88.0, 12.0]);
    draft.guide(END);
    let row = facts(&mut draft);
    let row = state(&mut draft, row + 1, book);
    let row = structure(&mut draft, row + 1);
    responsibility(&mut draft, row + 1);
    draft.sheet.printing.page = crate::book::Page::One;
    draft.finish(END)
}

/// The name of the chosen case.
pub(super) fn chosen(site: &Site<'_>, from: WorksheetId) -> Live {
    let base = site.say("Caso base", "Base case");
    let chosen = site.export.chosen;
    let compared = chosen.map(|position| &site.export.compared[position]);
    let name = compared.map_or(base, |compared| site.label(&compared.label));
    Live::text(site.place(from, site.chosen_case()), name)
}

fn say(draft: &mut Draft<'_>, row: u32, label: (&str, &str), said: impl Into<String>) -> u32 {
    let label = draft.site.say(label.0, label.1);
    draft.text(Cell::at(row, LABEL), label, Look::Subtotal);
    draft.paragraph(Cell::at(row, SAID), &said.into(), LETTERS, Look::Body)
}

fn facts(draft: &mut Draft<'_>) -> u32 {
    let site = draft.site;
    let plan = site.plan();
    let timeline = site.timeline();
    let bodies: Vec<String> = plan
        .entities
        .iter()
        .map(|body| site.label(&body.label))
        .collect();
    let last = timeline.calendar_month(cittadella_engine::calendar::Month(timeline.shown() - 1));
    let mut row = 3;
    row = say(draft, row, ("Progetto", "Project"), plan.name.clone());
    row = say(draft, row, ("Enti", "Bodies"), bodies.join(" · "));
    let purpose = site.say(
        "Stabilire quando l'iniziativa si regge da sola, quanto denaro manca, e se banche e soci ottengono quanto chiedono.",
        "To find when the undertaking stands on its own, how much money is missing, and whether lenders and owners get what they ask.",
    );
    row = say(
        draft,
        row,
        ("Scopo del modello", "Purpose of the model"),
        purpose,
    );
    let label = site.say(
        "Caso scelto (si cambia nel foglio dei casi)",
        "Chosen case (change it on the worksheet of the cases)",
    );
    draft.text(Cell::at(row, LABEL), label, Look::Subtotal);
    let case = chosen(site, draft.id);
    draft.live(Cell::at(row, SAID), case, Style::text(Look::Headline));
    row += 1;
    let period = format!("{} – {}", timeline.start(), last);
    row = say(draft, row, ("Periodo mostrato", "Period shown"), period);
    let until = timeline.last().to_string();
    row = say(draft, row, ("Calcolato fino a", "Computed until"), until);
    let unit = site.say(
        "al centesimo; la migliaia è usata solo nei grafici, e vi è scritta",
        "to the cent; thousands are used in charts alone, and say so",
    );
    let unit = format!("{}, {unit}", plan.currency);
    row = say(draft, row, ("Valuta e unità", "Currency and unit"), unit);
    let signs = site.say(
        "Nei calcoli ogni importo è positivo nel verso della sua riga (incassato, pagato, dovuto); solo il rendiconto finanziario e il conto economico usano il segno meno per le uscite e i costi.",
        "In calculations every amount is positive in the direction of its line (received, paid, owed); the cash-flow and the income statement alone use minus signs, for outflows and costs.",
    );
    row = say(
        draft,
        row,
        ("Convenzione dei segni", "Sign convention"),
        signs,
    );
    row = say(
        draft,
        row,
        (
            "Impronta dello scenario (sha256)",
            "Hash of the scenario (sha256)",
        ),
        site.hash,
    );
    let engine = format!("cittadella {}", env!("CARGO_PKG_VERSION"));
    row = say(draft, row, ("Programma", "Program"), engine);
    row
}

/// What holds, and what is still to be proved.
fn state(draft: &mut Draft<'_>, mut row: u32, book: &Book) -> u32 {
    let site = draft.site;
    let id = draft.id;
    draft.heading(row, site.say("Stato", "State"), END + 1);
    row += 1;
    let label = site.say("Controllo generale", "Master check");
    draft.text(Cell::at(row, LABEL), label, Look::Subtotal);
    let status = site.master(id);
    draft.live(Cell::at(row, SAID), status, Style::text(Look::Status));
    draft.alarm(Cell::at(row, SAID), Cell::at(row, SAID), "OK");
    row += 1;
    let whole = formatted(Look::Body, NumberFormat::Whole);
    let label = site.say("Dati che si possono cambiare", "Inputs that may be changed");
    draft.text(Cell::at(row, LABEL), label, Look::Subtotal);
    let inputs = site.plan().sheet.inputs().len();
    draft.number(Cell::at(row, SAID), finite(Decimal::from(inputs)), whole);
    row += 1;
    for (grade, count) in &book.grades {
        let label = site.say("di cui con l'indicazione", "of which marked");
        draft.styled(
            Cell::at(row, LABEL),
            format!("{label} [{grade}]"),
            Style::text(Look::Body).indented(1),
        );
        let live = Live::number(
            format!("COUNTIF({},\"{grade}\")", site.block(id, book.column)),
            Decimal::from(*count),
        );
        draft.live(Cell::at(row, SAID), live, whole);
        row += 1;
    }
    let silent = site.say(
        "senza indicazione della fonte",
        "without a mark of their source",
    );
    draft.styled(
        Cell::at(row, LABEL),
        silent,
        Style::text(Look::Body).indented(1),
    );
    let marked: usize = book.grades.iter().map(|(_, count)| count).sum();
    draft.number(
        Cell::at(row, SAID),
        finite(Decimal::from(inputs - marked)),
        whole,
    );
    row + 1
}

/// What cannot be changed in the file.
fn structure(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    let contracts = &site.plan().contracts;
    let said = site.say(
        "Scelte di struttura: si cambiano nello scenario, non qui",
        "Structural choices: change them in the scenario, not here",
    );
    draft.heading(row, said, END + 1);
    row += 1;
    let year = site.say("anno solare", "calendar year");
    row = say(draft, row, ("Esercizio", "Fiscal year"), year);
    let list = |names: Vec<String>| names.join(" · ");
    for (label, names) in [
        (
            ("Finanziamenti", "Debts"),
            list(
                contracts
                    .debts
                    .iter()
                    .map(|of| site.label(&of.name.label))
                    .collect(),
            ),
        ),
        (
            ("Contributi", "Grants"),
            list(
                contracts
                    .grants
                    .iter()
                    .map(|of| site.label(&of.name.label))
                    .collect(),
            ),
        ),
        (
            ("Investimenti", "Investments"),
            list(
                contracts
                    .investments
                    .iter()
                    .map(|of| site.label(&of.name.label))
                    .collect(),
            ),
        ),
    ] {
        if !names.is_empty() {
            row = say(draft, row, label, names);
        }
    }
    row
}

/// Who answers for what: to be filled in and signed.
fn responsibility(draft: &mut Draft<'_>, mut row: u32) {
    let site = draft.site;
    let said = site.say(
        "Dichiarazione di responsabilità (da compilare e firmare)",
        "Statement of responsibility (to be filled in and signed)",
    );
    draft.heading(row, said, END + 1);
    row += 1;
    let statement = site.say(
        "Le ipotesi sono di chi redige il piano, che ne risponde; il programma risponde dei calcoli. I risultati previsti possono non verificarsi (ISAE 3400; principi CNDCEC per la redazione dei piani).",
        "The assumptions are those of whoever draws up the plan, who answers for them; the program answers for the calculations. Forecast results may not occur (ISAE 3400; CNDCEC principles for business plans).",
    );
    row = draft.paragraph(Cell::at(row, LABEL), &statement, LETTERS, Look::Body);
    for label in [
        ("Redatto da", "Drawn up by"),
        ("Ipotesi approvate da", "Assumptions approved by"),
        ("Verificato da", "Checked by"),
    ] {
        let line = site.say(
            "nome ______________________   data ______________   firma ______________________",
            "name ______________________   date ______________   signature __________________",
        );
        row = say(draft, row, label, line);
    }
}
