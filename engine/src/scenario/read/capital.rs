//! `[equity.*]` with its holders, and `[dividends.*]`.

use super::date::Past;
use super::reader::{Item, Reader, humanised, nearest, suggest};
use super::tree::{Node, Value};
use super::written::percent;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Decimal, Unit, Whole};
use crate::scenario::field::Field;
use crate::scenario::{Dividends, Entity, Equity, Holder, LiveNumber};
use crate::wording::Label;

impl Reader {
    /// `[equity.*]`.
    pub(super) fn equity(&mut self, item: &mut Item<'_>, entities: &[Entity]) -> Equity {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let label = Label::new("versamenti", "payments");
        let payments = self.number(item, Field::positive("payments", label, Unit::Euro).dated());
        let mut holders = self.holders(item, &entity, entities);
        self.required_returns(item, &mut holders);
        self.check_company(item, "holders", &entity, entities);
        self.finish(item);
        Equity {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            payments,
            holders,
            place: item.place.clone(),
        }
    }

    /// Refuses what only a company has.
    pub(super) fn check_company(
        &mut self,
        item: &Item<'_>,
        key: &str,
        entity: &str,
        entities: &[Entity],
    ) {
        let body = entities.iter().find(|stated| stated.key == entity);
        if let Some(node) = item.table.get(key)
            && body.is_some_and(|body| !body.kind.is_company())
        {
            self.report(
                Diagnostic::at(Code::CompaniesOnly, &node.key_place)
                    .with("path", item.path_of(key))
                    .with("entity", entity),
            );
        }
    }

    /// `holders = { foundation = "25%", public_bodies = { share = "75%", label = "…" } }`.
    fn holders(&mut self, item: &mut Item<'_>, issuer: &str, entities: &[Entity]) -> Vec<Holder> {
        let Some(node) = item.take("holders") else {
            return Vec::new();
        };
        let path = item.path_of("holders");
        let example = "holders = { founders = \"60%\", banks = \"40%\" }";
        let Some(table) = node.table() else {
            let expected = Label::new("i soci con le loro quote", "holders with their shares");
            self.wrong_type(node, &path, expected, example);
            return Vec::new();
        };
        let mut holders = Vec::new();
        for (key, node) in &table.entries {
            self.check_key(key, &node.key_place);
            if key == issuer {
                self.report(
                    Diagnostic::at(Code::SameEntity, &node.key_place)
                        .with("path", path.as_str())
                        .with("found", issuer)
                        .with("other", "entity"),
                );
            }
            holders.push(self.holder(&path, key, node, entities));
        }
        let sum: Decimal = holders.iter().map(|holder| holder.share).sum();
        if sum != Decimal::ONE {
            self.report(
                Diagnostic::at(Code::SharesNotWhole, &node.place)
                    .with("path", path)
                    .with("found", percent(sum))
                    .with("difference", percent(Decimal::ONE - sum)),
            );
        }
        holders
    }

    fn holder(&mut self, path: &str, key: &str, node: &Node, entities: &[Entity]) -> Holder {
        let known = entities.iter().find(|entity| entity.key == key);
        let named = node
            .table()
            .is_some_and(|table| table.get("label").is_some());
        if known.is_none() && !named {
            self.check_slip(key, node, entities);
        }
        let label = known.map_or_else(
            || Label::same(humanised(key)),
            |entity| entity.label.clone(),
        );
        let path = format!("{path}.{key}");
        let share = Label::new("quota di capitale", "share of the capital");
        let field = Field::share("share", share).whole(Whole::No);
        let (share, label) = match &node.value {
            Value::Table(table) => {
                let mut inner = Item::new(path, label, node.key_place.clone(), table);
                self.label(&mut inner);
                let share = match inner.take("share") {
                    Some(node) => self.plain(node, &inner.path_of("share"), &field),
                    None => {
                        self.missing(&inner, "share", "share = \"…%\"");
                        field.stand_in()
                    }
                };
                self.finish(&inner);
                (share, inner.label)
            }
            Value::Text(_)
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_) => (self.plain(node, &path, &field), label),
        };
        Holder {
            key: key.to_owned(),
            label,
            entity: known.map(|entity| entity.key.clone()),
            share,
            required_return: None,
            place: node.key_place.clone(),
        }
    }

    /// A class outside the plan that is called almost like an entity is that entity misspelt, unless
    /// it has a label of its own.
    fn check_slip(&mut self, key: &str, node: &Node, entities: &[Entity]) {
        let entities = entities.iter().map(|entity| entity.key.as_str());
        if let Some(near) = nearest(key, entities) {
            self.report(
                Diagnostic::at(Code::UnknownReference, &node.key_place)
                    .with("found", key)
                    .with("section", "[entities]")
                    .with("suggestion", near),
            );
        }
    }

    /// `required_return = { banks = "6.5%" }`: what holders ask for, by their keys.
    fn required_returns(&mut self, item: &mut Item<'_>, holders: &mut [Holder]) {
        let Some(node) = item.take("required_return") else {
            return;
        };
        let path = item.path_of("required_return");
        let Some(table) = node.table() else {
            let expected = Label::new("i soci con i loro tassi", "holders with their rates");
            self.wrong_type(
                node,
                &path,
                expected,
                "required_return = { banks = \"6.5%\" }",
            );
            return;
        };
        let words = Label::new("rendimento chiesto", "required return");
        for (key, node) in &table.entries {
            let keys = || holders.iter().map(|holder| holder.key.as_str());
            if !keys().any(|known| known == key) {
                let known: Vec<&str> = keys().collect();
                let found = Diagnostic::at(Code::UnknownKey, &node.key_place)
                    .with("path", path.as_str())
                    .with("found", key.as_str())
                    .with("choices", known.join(", "));
                self.report(suggest(found, key, keys()));
                continue;
            }
            let field = Field::positive("required_return", words.clone(), Unit::PercentPerYear);
            let path = format!("{path}.{key}");
            for holder in holders.iter_mut().filter(|holder| holder.key == *key) {
                let label = holder.label.with_detail(&words);
                let field = field.clone().one();
                let rate = self.number_at(node, path.clone(), label, &field, &[]);
                holder.required_return = Some(rate);
            }
        }
    }

    /// `[dividends.*]`. `approval` is the month in which accounts are approved.
    pub(super) fn dividends(
        &mut self,
        item: &mut Item<'_>,
        entities: &[Entity],
        approval: &LiveNumber,
    ) -> Dividends {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        self.check_company(item, "entity", &entity, entities);
        let label = Label::new(
            "quota degli utili distribuibili",
            "share of distributable profit",
        );
        let payout = self.number(item, Field::share("payout", label));
        let month = self.distribution_month(item, approval);
        let label = Label::new("primo dividendo", "first dividend");
        let first = self.optional_date(item, "first", label, Past::Allowed);
        let lock_up = self.lock_up(item);
        self.finish(item);
        Dividends {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            payout,
            month,
            first,
            lock_up,
            place: item.place.clone(),
        }
    }

    /// The month of the decision, not before the month in which accounts are approved.
    fn distribution_month(&mut self, item: &mut Item<'_>, approval: &LiveNumber) -> u32 {
        let earliest = approval.base().and_then(|month| u64::try_from(month).ok());
        let earliest = earliest.unwrap_or(1).clamp(1, 12);
        if item.table.get("month").is_none() {
            self.missing(item, "month", &format!("month = {}", earliest.max(5)));
        }
        let month = self.integer(item, "month", (earliest, 12));
        u32::try_from(month.unwrap_or(earliest)).unwrap_or(12)
    }

    /// `lock_up = { dscr = 1.15 }`.
    fn lock_up(&mut self, item: &mut Item<'_>) -> Option<LiveNumber> {
        item.take("lock_up")?;
        let mut inner = self.inner(item, "lock_up", "{ dscr = 1.15 }");
        let label = Label::new("DSCR minimo per distribuire", "least DSCR to distribute");
        let dscr = self.number(&mut inner, Field::positive("dscr", label, Unit::Ratio));
        self.finish(&inner);
        Some(dscr)
    }

    /// A company decides on its profit once: a second section for it is refused.
    pub(super) fn check_dividends(&mut self, dividends: &[Dividends]) {
        for (position, second) in dividends.iter().enumerate() {
            let before = &dividends[..position];
            if let Some(first) = before.iter().find(|first| first.entity == second.entity) {
                self.report(
                    Diagnostic::at(Code::Conflict, &second.place)
                        .with("path", second.entity.as_str())
                        .with("first", format!("[dividends.{}]", first.name))
                        .with("second", format!("[dividends.{}]", second.name)),
                );
            }
        }
    }
}
