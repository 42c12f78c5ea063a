//! The pages that a reader opens first: cover, contents, dashboard, checks, sources and uses,
//! covenants and ratios, cases compared; the statements by year, combined and between bodies; and
//! what an auditor wants, from the data book to where everything comes from.
//!
//! A page computes nothing that the plan does not compute. Its cells are links to cells of the
//! calculation, sums of a year's months, differences that have to be zero; each is written with the
//! value of the exact grid. What depends on the chosen case is a formula, never a text written once:
//! a page stays true when somebody changes an input in the file. Values that are not live (cases
//! computed before, simulations) say so.

mod alerts;
mod cases;
mod cash_groups;
mod chart_data;
mod charts;
mod checks;
mod checksum;
mod combined;
mod contents;
mod covenants;
mod cover;
mod dashboard;
mod data_book;
mod draft;
mod formula_map;
mod frame_of_years;
mod intercompany;
mod live;
mod names;
mod provenance;
mod ratios;
pub mod scenario_source;
mod series;
mod simulation;
mod site;
mod sources_and_uses;
mod yearly;

pub use checks::master_check;
pub use site::{Site, TabInfo};

use crate::book::{Worksheet, WorksheetId};
use crate::export::Export;

/// A page for readers; the calculation has worksheets of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Page {
    /// What this is, of whom, in which case, and whether it holds.
    Cover,
    /// Every worksheet, and how to read and use them.
    Contents,
    /// The answer and eight charts, on one printed page.
    Dashboard,
    /// What must be zero, and what the law or a lender wants to be told.
    Checks,
    /// Where the money comes from and goes.
    SourcesAndUses,
    /// Ratios, covenants, values, returns.
    Covenants,
    /// The base case beside the stresses.
    CasesCompared,
    /// What simulated futures come to.
    Simulation,
    /// The numbers that charts draw.
    ChartData,
    /// The statements of a body by year, by its position among the books.
    Yearly(usize),
    /// All bodies, eliminations and the group beside each other, by year.
    Combined,
    /// What the bodies sell, pay and owe to one another.
    Intercompany,
    /// Every input with its source.
    DataBook,
    /// Every formula, and how many there are of what.
    FormulaMap,
    /// The files that the plan was computed from, line by line.
    ScenarioSource,
    /// What computed it, from what, and what it leaves out.
    Provenance,
}

impl Page {
    /// The pages before the inputs, in the order of their tabs.
    pub fn front(export: &Export<'_>) -> Vec<Page> {
        let mut pages = vec![
            Page::Cover,
            Page::Contents,
            Page::Dashboard,
            Page::Checks,
            Page::SourcesAndUses,
            Page::Covenants,
        ];
        if !export.compared.is_empty() {
            pages.push(Page::CasesCompared);
        }
        if export.simulated.is_some() {
            pages.push(Page::Simulation);
        }
        pages
    }

    /// The pages after the monthly statements.
    pub fn back(export: &Export<'_>) -> Vec<Page> {
        let plan = export.plan;
        let books = plan.entities.len() + usize::from(plan.group.is_some());
        let mut pages: Vec<Page> = (0..books).map(Page::Yearly).collect();
        if plan.group.is_some() {
            pages.extend([Page::Combined, Page::Intercompany]);
        }
        pages.extend([
            Page::ChartData,
            Page::DataBook,
            Page::FormulaMap,
            Page::ScenarioSource,
            Page::Provenance,
        ]);
        pages
    }
}

/// Writes every page of a workbook.
pub fn write(site: &Site<'_>) -> Vec<(WorksheetId, Worksheet)> {
    let pages = site.tabs.iter().filter_map(|tab| tab.page);
    let pages: Vec<Page> = pages.collect();
    // Pages that others read the places of come with what they found.
    let yearly = yearly::write(site, &pages);
    let covenants = covenants::write(site);
    let sources = sources_and_uses::write(site);
    let combined = combined::write(site);
    let data = chart_data::write(site);
    let book = data_book::write(site);
    let mut tests = yearly.tests;
    tests.extend(sources.tests);
    tests.extend(combined.iter().flat_map(|combined| combined.tests.clone()));
    let (checks, alerts) = checks::write(site, &tests);
    let found = dashboard::Found {
        data: &data,
        covenants: &covenants,
        totals: &sources.totals,
        alerts,
    };
    let mut written = vec![
        cover::write(site, &book),
        contents::write(site),
        dashboard::write(site, &found),
        checks,
        formula_map::write(site),
        scenario_source::write(site),
        provenance::write(site),
    ];
    written.extend([sources.page, covenants.page, data.page, book.page]);
    written.extend(yearly.pages);
    written.extend(combined.map(|combined| combined.page));
    for page in pages {
        match page {
            Page::CasesCompared => written.push(cases::write(site)),
            Page::Simulation => written.extend(simulation::write(site)),
            Page::Intercompany => written.extend(intercompany::write(site)),
            Page::Cover
            | Page::Contents
            | Page::Dashboard
            | Page::Checks
            | Page::SourcesAndUses
            | Page::Covenants
            | Page::ChartData
            | Page::Yearly(_)
            | Page::Combined
            | Page::DataBook
            | Page::FormulaMap
            | Page::ScenarioSource
            | Page::Provenance => {}
        }
    }
    written
}
