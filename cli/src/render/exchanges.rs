//! The intercompany matrix: what the entities sell, pay and owe to one another, year by year.

use cittadella_engine::ledger::GROUP;
use cittadella_engine::model::{Exchange, ExchangeKind};
use cittadella_engine::quantity::Decimal;

use super::View;
use super::period::{Period, Periods, Step, Tail};
use super::table::{Blocks, Table};
use super::years::cells;

/// The table of everything between the entities looked at: all of it for the group, of one entity
/// its own part. `None` where there is nothing, or where nobody asked.
pub(crate) fn matrix(view: &View<'_>, tail: Tail) -> Option<String> {
    let periods = Periods::new(view.timeline(), Step::Year, tail, view.language());
    let chosen = chosen(view);
    let mut table = Table::new(periods.heads(), Blocks::Fit);
    table.tail_from(periods.tail_from);
    let mut empty = true;
    for kind in ExchangeKind::ALL {
        let of_kind: Vec<(&Exchange, Vec<Option<Decimal>>)> = chosen
            .iter()
            .filter(|exchange| exchange.kind == kind)
            .map(|exchange| (*exchange, values(view, exchange, &periods.periods)))
            .filter(|(_, values)| !values.iter().flatten().all(Decimal::is_zero))
            .collect();
        if of_kind.is_empty() {
            continue;
        }
        if !empty {
            table.blank();
        }
        empty = false;
        table.heading(0, kind.label().get(view.language()));
        let mut above: Option<(&str, &str)> = None;
        for (exchange, values) in of_kind {
            let pair = (exchange.from.as_str(), exchange.to.as_str());
            if above != Some(pair) {
                table.heading(1, pair_text(view, exchange));
                above = Some(pair);
            }
            table.row(2, view.label(&exchange.label), cells(view, &values));
        }
    }
    (!empty).then(|| table.render())
}

/// What concerns the entity asked for; everything where it is the group.
pub(crate) fn chosen<'a>(view: &View<'a>) -> Vec<&'a Exchange> {
    let (Some(group), Some(only)) = (&view.plan.group, view.entity) else {
        return Vec::new();
    };
    let concerns =
        |exchange: &&Exchange| only == GROUP || exchange.from == only || exchange.to == only;
    group.exchanges.iter().filter(concerns).collect()
}

/// The values of a line of the matrix over some periods.
pub(crate) fn values(
    view: &View<'_>,
    exchange: &Exchange,
    periods: &[Period],
) -> Vec<Option<Decimal>> {
    let value = |period: &Period| period.value(view.grid, exchange.row, exchange.over_year);
    periods.iter().map(value).collect()
}

fn pair_text(view: &View<'_>, exchange: &Exchange) -> String {
    let name = |name: &str| view.entity_label(name).unwrap_or_default().to_owned();
    format!("{} → {}", name(&exchange.from), name(&exchange.to))
}

#[cfg(test)]
mod tests {
    use cittadella_engine::wording::Language;

    use super::*;
    use crate::render::fixture::Fixture;
    use crate::render::{alerts, screen, verdict, years};

    fn lines(text: &str) -> Vec<Vec<&str>> {
        let lines = text.lines().map(|line| line.split_whitespace().collect());
        lines
            .filter(|words: &Vec<&str>| !words.is_empty())
            .collect()
    }

    #[test]
    fn the_matrix_says_who_stands_where_towards_whom() {
        let fixture = Fixture::with_twin();
        let view = View {
            entity: Some("group"),
            ..fixture.view(Language::English)
        };
        let matrix = matrix(&view, Tail::Hidden).unwrap();
        // Twelve months of 6,500.
        let expected = [
            vec!["2024"],
            vec!["Who", "earns", "from", "whom"],
            vec!["Twin", "Srl", "→", "Hub", "Srl"],
            vec!["Rents", "78,000"],
            vec!["Who", "pays", "whom"],
            vec!["Hub", "Srl", "→", "Twin", "Srl"],
            vec!["Rents", "78,000"],
        ];
        assert_eq!(lines(&matrix), expected);
    }

    #[test]
    fn it_is_printed_for_who_asks_for_the_group_or_for_one_of_the_two() {
        let fixture = Fixture::with_twin();
        let all = fixture.view(Language::Italian);
        let asked = |entity| matrix(&View { entity, ..all }, Tail::Hidden).is_some();
        assert!(!asked(None));
        assert!(asked(Some("group")) && asked(Some("hub")) && asked(Some("twin")));
        assert!(!asked(Some("third")));
        let group = View {
            entity: Some("group"),
            ..all
        };
        let screen = screen::screen(&group, &[], Tail::Hidden);
        assert!(screen.contains("Rapporti tra gli enti"), "{screen}");
    }

    /// Every entity first, the group last; its need is theirs and is told once.
    #[test]
    fn the_group_stands_behind_its_entities() {
        let fixture = Fixture::with_twin();
        let view = fixture.view(Language::English);
        let years = years::table(&view, Tail::Hidden);
        let heads: Vec<&str> = years
            .lines()
            .filter(|line| ["Hub Srl", "Twin Srl", "Group"].contains(line))
            .collect();
        assert_eq!(heads, ["Hub Srl", "Twin Srl", "Group"]);
        assert_eq!(years.matches("Net debt, end of the year").count(), 1);
        assert_eq!(verdict::needs(&view).len(), 2);
        let group = View {
            entity: Some("group"),
            ..view
        };
        assert_eq!(verdict::needs(&group).len(), 1);
        // The alerts of the group are those of its entities, by their names.
        assert!(alerts::list(&group, 2).starts_with("  Hub Srl: cash is below zero"));
    }
}
