//! The blocks of the sheet's lists: what is summed by key.

use cittadella_engine::ledger::Stage;
use cittadella_engine::sheet::{KeyColumn, ListId, Rank};
use cittadella_engine::wording::Label;

use super::cells::reference;
use super::{across, constant, names};
use crate::book::{Cell, Content, Look, Style, Worksheet};
use crate::frame;
use crate::setting::Setting;
use crate::tabs::Tab;

/// The head of a block. It is the first line of every sum over the block, so that none is empty.
pub(super) fn head(setting: &Setting<'_>, worksheet: &mut Worksheet, row: u32, list: ListId) {
    let list = setting.sheet().list(list);
    let postings = list.key().as_str() == "postings";
    let key = Cell::at(row, frame::KEY);
    worksheet.text(key, list.key().as_str(), Style::text(Look::Fine));
    let title = if postings {
        setting.say("Scritture, per fase", "Postings, by stage")
    } else {
        let title = setting.say("Elenco", "List");
        format!("{title}: {}", list.key())
    };
    worksheet.text(
        Cell::at(row, frame::LABEL),
        title,
        Style::text(Look::Heading),
    );
    if postings {
        let heads = [
            (frame::CONSTANTS[0], "Dare", "Debit"),
            (frame::CONSTANTS[1], "Avere", "Credit"),
            (frame::CONSTANTS[2], "Rendiconto", "Cash flow"),
            (frame::DIRECTION, "Fase", "Stage"),
        ];
        for (column, italian, english) in heads {
            let style = Style::text(Look::ColumnHead);
            worksheet.text(Cell::at(row, column), setting.say(italian, english), style);
        }
    }
}

/// An entry: its keys as texts, its amounts as links to the row.
pub(super) fn entry(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    row: u32,
    list: ListId,
    position: usize,
) {
    let of = setting.sheet().list(list);
    let entry = of.entries()[position];
    let amount = setting.sheet().row(entry.amount);
    let unit = amount.unit();
    let label = setting.text(amount.label());
    names(
        worksheet,
        row,
        amount.key().as_str(),
        &label,
        unit,
        Look::Body,
    );
    for column in KeyColumn::ALL {
        if let Some(tag) = entry.tag(column) {
            let key = setting.sheet().tag(tag).to_string();
            let at = frame::CONSTANTS[column.index()];
            constant(worksheet, row, at, Content::Text(key), unit);
        }
    }
    let postings = of.key().as_str() == "postings";
    if postings && let Some(stage) = stage(entry.rank) {
        let cell = Cell::at(row, frame::DIRECTION);
        worksheet.text(cell, setting.text(&stage), Style::text(Look::Fine));
    }
    let tab = if postings { Tab::Postings } else { Tab::Lists };
    let template = reference(setting, setting.layout.tabs.id(tab), entry.amount);
    let values = setting.export.shown().1.cells(entry.amount);
    let style = Style::number(Look::Body, unit);
    across(setting, worksheet, row, &template, values, style);
}

/// What the stage of a posting is called.
fn stage(rank: Rank) -> Option<Label> {
    let stage = Stage::ALL.into_iter().find(|stage| stage.rank() == rank)?;
    let (italian, english) = match stage {
        Stage::Operations => ("gestione", "operations"),
        Stage::Contracts => ("contratti", "contracts"),
        Stage::Distributions => ("distribuzioni", "distributions"),
        Stage::Depreciation => ("ammortamenti", "depreciation"),
        Stage::Vat => ("IVA", "VAT"),
        Stage::DebtService => ("servizio del debito", "debt service"),
        Stage::IncomeTax => ("imposte sul reddito", "income tax"),
        Stage::LegalReserve => ("riserva legale", "legal reserve"),
        Stage::Liquidity => ("liquidità", "liquidity"),
    };
    Some(Label::new(italian, english))
}
