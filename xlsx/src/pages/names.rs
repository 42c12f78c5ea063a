//! What pages are called and what they are for.

use cittadella_engine::model::Plan;
use cittadella_engine::wording::Label;

use super::Page;

impl Page {
    /// The text on the tab.
    pub fn name(self, plan: &Plan) -> Label {
        let (italian, english) = match self {
            Page::Cover => ("Copertina", "Cover"),
            Page::Contents => ("Indice", "Contents"),
            Page::Dashboard => ("Cruscotto", "Dashboard"),
            Page::Checks => ("Controlli", "Checks"),
            Page::SourcesAndUses => ("Fonti e impieghi", "Sources and uses"),
            Page::Covenants => ("Covenant e indici", "Covenants and ratios"),
            Page::CasesCompared => ("Casi a confronto", "Cases compared"),
            Page::Simulation => ("Simulazione", "Simulation"),
            Page::ChartData => ("Dati dei grafici", "Chart data"),
            Page::Yearly(book) => return yearly_name(plan, book),
            Page::Combined => ("Gruppo per colonne", "Group by column"),
            Page::Intercompany => ("Infragruppo", "Intercompany"),
            Page::DataBook => ("Registro dei dati", "Data book"),
            Page::FormulaMap => ("Mappa delle formule", "Formula map"),
            Page::ScenarioSource => ("Testo dello scenario", "Scenario source"),
            Page::Provenance => ("Provenienza", "Provenance"),
        };
        Label::new(italian, english)
    }

    /// The title at the head of the page.
    pub fn title(self, plan: &Plan) -> Label {
        match self {
            Page::Cover => Label::same(plan.name.clone()),
            Page::Yearly(book) => {
                let title = Label::new("Bilanci per esercizio", "Statements by year");
                match body(plan, book) {
                    Some((_, label)) => title.with_detail(&label),
                    None => title,
                }
            }
            Page::Combined => Label::new(
                "Gruppo: enti, elisioni, totale combinato",
                "Group: bodies, eliminations, combined total",
            ),
            Page::Intercompany => Label::new(
                "Rapporti tra gli enti del piano",
                "What stands between the bodies of the plan",
            ),
            Page::Checks => Label::new("Controlli e segnalazioni", "Checks and alerts"),
            Page::Contents
            | Page::Dashboard
            | Page::SourcesAndUses
            | Page::Covenants
            | Page::CasesCompared
            | Page::Simulation
            | Page::ChartData
            | Page::DataBook
            | Page::FormulaMap
            | Page::ScenarioSource
            | Page::Provenance => self.name(plan),
        }
    }

    /// What the page is for, in one sentence.
    #[rustfmt::skip]
    pub fn purpose(self) -> Label {
        let (italian, english) = match self {
            Page::Cover => ("Piano economico-finanziario: un modello con formule vive.", "Business plan: a model with live formulas."),
            Page::Contents => ("Tutti i fogli, a che cosa servono, e come si usa il modello.", "Every worksheet, what it is for, and how to use the model."),
            Page::Dashboard => ("La risposta in una pagina; i grafici leggono celle vive.", "The answer on one page; the charts read live cells."),
            Page::Checks => ("Ciò che deve essere zero al centesimo, e ciò che la legge o una banca vuole sapere.", "What has to be zero to the cent, and what the law or a lender wants to be told."),
            Page::SourcesAndUses => ("Da dove viene il denaro e dove va, per esercizio e in tutto; fonti e impieghi si pareggiano.", "Where money comes from and goes, by year and in all; sources equal uses."),
            Page::Covenants => ("Gli indici che banche e soci guardano, gli impegni presi, i valori, i rendimenti.", "The ratios that lenders and owners look at, what was promised, values, returns."),
            Page::CasesCompared => ("Il caso scelto, vivo, accanto agli altri casi, che sono valori calcolati all'esportazione.", "The chosen case, live, beside the other cases, which are values computed at the export."),
            Page::Simulation => ("Valori, non formule: ciò che il programma ha calcolato su molti futuri possibili.", "Values, not formulas: what the program computed over many possible futures."),
            Page::ChartData => ("Le serie che i grafici disegnano: collegamenti alle righe del calcolo, mese per mese.", "The series that charts draw: links to lines of the calculation, month by month."),
            Page::Yearly(_) => ("Conto economico (art. 2425 c.c.), stato patrimoniale (art. 2424), rendiconto finanziario (OIC 10), dai mesi.", "Income statement (art. 2425 c.c.), balance sheet (art. 2424), cash-flow statement (OIC 10), from the months."),
            Page::Combined => ("Ogni ente per intero, ciò che si elide, e il gruppo; bilanci combinati, non consolidati ai sensi del D.Lgs. 127/1991.", "Every body in whole, what is eliminated, and the group; combined statements, not consolidated under D.Lgs. 127/1991."),
            Page::Intercompany => ("Chi ricava, paga, deve, partecipa: ogni importo sta nei libri di entrambi.", "Who earns, pays, owes, holds: every amount stands in the books of both."),
            Page::DataBook => ("Ogni dato con il suo valore, i limiti, la fonte scritta accanto e la riga che lo dichiara.", "Every input with its value, its range, the source written beside it and the line that states it."),
            Page::FormulaMap => ("Una formula per riga, con la norma che segue e la riga dello scenario che la vuole.", "One formula a line, with the rule it follows and the line of the scenario that asks for it."),
            Page::ScenarioSource => ("I testi da cui il piano è calcolato: uniti riga per riga danno i file, byte per byte.", "The texts that the plan is computed from: joined line by line they are the files, byte by byte."),
            Page::Provenance => ("Chi ha calcolato che cosa, da quali file, con quali limiti.", "What computed this, from which files, within which limits."),
        };
        Label::new(italian, english)
    }
}

/// The name and the label of a body, the group last.
fn body(plan: &Plan, book: usize) -> Option<(&str, Label)> {
    let group = plan.group.iter().map(|group| &group.books);
    let body = plan.entities.iter().chain(group).nth(book)?;
    Some((&body.name, body.label.clone()))
}

/// The most letters that a tab holds.
const LETTERS: usize = 31;

/// `Year operating`; with its number where the name is too long for a tab.
fn yearly_name(plan: &Plan, book: usize) -> Label {
    let name = body(plan, book).map_or("", |(name, _)| name);
    let fits = |text: String| {
        if text.chars().count() <= LETTERS {
            text
        } else {
            let head = text.split(' ').next().unwrap_or_default();
            format!("{head} {}", book + 1)
        }
    };
    Label::new(
        fits(format!("Esercizi {name}")),
        fits(format!("Years {name}")),
    )
}
