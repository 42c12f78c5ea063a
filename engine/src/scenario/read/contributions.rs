//! `[contributions.*]`.

use super::reader::{Item, Reader, suggest};
use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::quantity::Unit;
use crate::scenario::field::Field;
use crate::scenario::{Contributed, Contribution, Party, ResultLine};
use crate::wording::Label;

/// Who is nobody of the plan.
const OUTSIDE: &str = "outside";
/// What an amount is per, and whether it is for each member.
const AMOUNTS: [(&str, bool); 2] = [("year", false), ("member/year", true)];
/// The lines of the income statement that `of` can name.
const LINES: [(&str, ResultLine); 5] = [
    ("net_income", ResultLine::NetIncome),
    ("result_before_tax", ResultLine::ResultBeforeTax),
    ("operating_result", ResultLine::OperatingResult),
    ("value_of_production", ResultLine::ValueOfProduction),
    ("revenue", ResultLine::Revenue),
];

impl Reader {
    /// `[contributions.*]`.
    pub(super) fn contribution(&mut self, item: &mut Item<'_>) -> Contribution {
        self.label(item);
        let payer = self.party(item, "payer");
        let payee = self.party(item, "payee");
        match (&payer, &payee) {
            (Party::Entity(one), Party::Entity(other)) if !one.is_empty() => {
                self.check_two_entities(item, ("payer", one), ("payee", other));
            }
            (Party::Outside, Party::Outside) => {
                let [first, second] =
                    ["payer", "payee"].map(|key| format!("{key} = \"{OUTSIDE}\""));
                self.exclude(item, &first, "payee", &second);
            }
            (Party::Entity(_), _) | (Party::Outside, Party::Entity(_)) => {}
        }
        let amount = self.contributed(item);
        let month = self.integer(item, "month", (1, 12));
        let month = month.and_then(|month| u32::try_from(month).ok());
        if matches!(amount, Contributed::ShareOf { .. }) && item.table.get("month").is_none() {
            self.missing(item, "month", "month = 6");
        }
        let (begins, ends) = self.between(item);
        self.finish(item);
        Contribution {
            name: item.name.clone(),
            label: item.label.clone(),
            payer,
            payee,
            amount,
            month,
            begins,
            ends,
            place: item.place.clone(),
        }
    }

    /// The name of an entity, or `outside`.
    fn party(&mut self, item: &mut Item<'_>, key: &'static str) -> Party {
        if item.table.get(key).and_then(Node::text) == Some(OUTSIDE) {
            item.take(key);
            return Party::Outside;
        }
        Party::Entity(self.reference(item, key, "entities"))
    }

    /// Says that two keys of an item exclude each other, at the second.
    fn exclude(&mut self, item: &Item<'_>, first: &str, key: &str, second: &str) {
        if let Some(node) = item.table.get(key) {
            self.report(
                Diagnostic::at(Code::Conflict, &node.key_place)
                    .with("path", item.path.as_str())
                    .with("first", first)
                    .with("second", second),
            );
        }
    }

    /// `amount`, for each of `members` where there are some, or a `share` `of` a result.
    fn contributed(&mut self, item: &mut Item<'_>) -> Contributed {
        let stated = |key: &str| item.table.get(key).is_some();
        if !stated("share") && !stated("of") {
            return self.stated_amount(item);
        }
        for key in ["amount", "members", "index"] {
            if item.take(key).is_some() {
                self.exclude(item, "share", key, key);
            }
        }
        let label = Label::new("quota", "share");
        let share = self.number(item, Field::share("share", label));
        let example = "{ row = \"hub.net_income\", year = \"previous\" }";
        let mut of = self.inner(item, "of", example);
        let (entity, line) = self.result_line(&mut of);
        self.choice(&mut of, "year", &[("previous", ())], &[]);
        self.finish(&of);
        Contributed::ShareOf {
            share,
            entity,
            line,
        }
    }

    fn stated_amount(&mut self, item: &mut Item<'_>) -> Contributed {
        let yearly = item.table.get("amount").and_then(Node::table);
        let yearly = yearly.is_some_and(|table| table.get("yearly").is_some());
        let per_member = self.per(item, "amount", &AMOUNTS, false, !yearly);
        let unit = if per_member {
            Unit::EURO_PER_ITEM_YEAR
        } else {
            Unit::EURO_PER_YEAR
        };
        let field = Field::positive("amount", Label::new("importo", "amount"), unit);
        let value = self.number_with_per(item, &field);
        item.take("share");
        item.take("of");
        let label = Label::new("soci", "members");
        let field = Field::positive("members", label, Unit::Items);
        let members = if per_member {
            Some(self.number(item, field))
        } else {
            self.members_without_fee(item);
            None
        };
        let index = self.optional_reference(item, "index", "indices");
        Contributed::Stated {
            value,
            members,
            index,
        }
    }

    /// `members` beside an amount that is not for each of them.
    fn members_without_fee(&mut self, item: &mut Item<'_>) {
        if let Some(node) = item.take("members") {
            self.report(
                Diagnostic::at(Code::WrongPer, &node.key_place)
                    .with("path", item.path_of("members"))
                    .with("found", "year")
                    .with("choices", "member/year")
                    .with("suggestion", "member/year"),
            );
        }
    }

    /// `row = "operating.net_income"`: an entity and a line of its income statement.
    fn result_line(&mut self, of: &mut Item<'_>) -> (String, ResultLine) {
        let missing = of.table.get("row").is_none();
        let text = self.text(of, "row", "hub.net_income");
        let fallback = (String::new(), ResultLine::NetIncome);
        if missing || text.value.is_empty() {
            return fallback;
        }
        let (entity, word) = text.value.split_once('.').unwrap_or((&text.value, ""));
        let line = LINES.iter().find(|(known, _)| *known == word);
        let exists = self.names("entities").iter().any(|known| known == entity);
        match line {
            Some((_, line)) if exists => (entity.to_owned(), *line),
            Some(_) | None => {
                self.unknown_line(&text, exists.then_some(entity));
                fallback
            }
        }
    }

    fn unknown_line(&mut self, text: &Located<String>, entity: Option<&str>) {
        let entities = match entity {
            Some(entity) => vec![entity.to_owned()],
            None => self.names("entities").to_vec(),
        };
        let names = entities.iter();
        let rows = names.flat_map(|entity| LINES.map(|(word, _)| format!("{entity}.{word}")));
        let rows: Vec<String> = rows.collect();
        let found = Diagnostic::at(Code::UnknownRow, &text.place)
            .with("found", text.value.as_str())
            .with("choices", rows.join(", "));
        self.report(suggest(found, &text.value, rows.iter().map(String::as_str)));
    }
}
