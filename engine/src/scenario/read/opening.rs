//! `[opening]`: the balance sheet of a body that exists before the plan.

use super::plan::item_at;
use super::reader::{Item, Reader};
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::quantity::{Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{Entity, OpenItems, Opening, OpeningAsset, OpeningLoan, TaxHistory};
use crate::wording::Label;

impl Reader {
    /// `[opening.*]`.
    pub(super) fn opening(&mut self, item: &mut Item<'_>, entities: &[Entity]) -> Opening {
        let entity = item.name.clone();
        let cash = self.amount(item, "cash");
        let receivables = self.open_items(item, "receivables", "collected");
        let payables = self.open_items(item, "payables", "paid");
        let fixed_assets = self.opening_assets(item);
        let vat_credit = self.amount(item, "vat_credit");
        let share_capital = self.amount(item, "share_capital");
        let legal_reserve = self.amount(item, "legal_reserve");
        let other_reserves = self.amount(item, "other_reserves");
        let retained_earnings = self.amount(item, "retained_earnings");
        let tax_history = self.tax_history(item);
        let loans = self.opening_loans(item);
        self.not_yet(item, &["leases", "grants"]);
        self.finish(item);
        let opening = Opening {
            entity,
            cash,
            receivables,
            payables,
            fixed_assets,
            vat_credit,
            share_capital,
            legal_reserve,
            other_reserves,
            retained_earnings,
            loans,
            tax_history,
            place: item.place.clone(),
        };
        self.check_opening(&opening, entities);
        opening
    }

    fn open_items(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        dates: &'static str,
    ) -> Option<OpenItems> {
        let node = item.take(key)?;
        let path = item.path_of(key);
        let Some(table) = node.table() else {
            let expected = Label::new("saldo e date", "balance and dates");
            let example =
                format!("{key} = {{ balance = 1000, {dates} = {{ \"2024-01\" = 1000 }} }}");
            self.wrong_type(node, &path, expected, &example);
            return None;
        };
        let mut inner = Item::new(
            path.clone(),
            item.label.clone(),
            node.key_place.clone(),
            table,
        );
        let balance = self.amount(&mut inner, "balance");
        let label = Label::new(
            "incassi o pagamenti dei saldi iniziali",
            "settlement of opening items",
        );
        let settled = self.number(
            &mut inner,
            Field::positive(dates, label, Unit::Euro).dated(),
        );
        self.finish(&inner);
        let sum = settled.dated_sum();
        if sum != balance {
            self.report(
                Diagnostic::at(Code::SumDiffers, &settled.place)
                    .with("path", settled.path.as_str())
                    .with("key", "balance")
                    .with("found", sum.normalize().to_string())
                    .with("expected", balance.normalize().to_string())
                    .with("difference", (balance - sum).normalize().to_string()),
            );
        }
        Some(OpenItems { balance, settled })
    }

    fn opening_assets(&mut self, item: &mut Item<'_>) -> Vec<OpeningAsset> {
        let path = item.path_of("fixed_assets");
        let Some(node) = item.take("fixed_assets") else {
            return Vec::new();
        };
        let Some(table) = node.table() else {
            let expected = Label::new("una tabella di cespiti", "a table of assets");
            let example = "[opening.hub.fixed_assets.furniture]";
            self.wrong_type(node, &path, expected, example);
            return Vec::new();
        };
        let mut assets = Vec::new();
        for (key, node) in &table.entries {
            let Some(table) = self.item_table(node, &path, key) else {
                continue;
            };
            assets.push(self.opening_asset(&mut item_at(&path, key, node, table)));
        }
        assets
    }

    /// `loans = { bank = 80_000 }`: what is owed on term loans drawn before the start.
    fn opening_loans(&mut self, item: &mut Item<'_>) -> Vec<OpeningLoan> {
        let path = item.path_of("loans");
        let Some(node) = item.take("loans") else {
            return Vec::new();
        };
        let Some(table) = node.table() else {
            let expected = Label::new("prestiti e debiti", "loans and what is owed");
            self.wrong_type(node, &path, expected, "loans = { bank = 80_000 }");
            return Vec::new();
        };
        let mut loans = Vec::new();
        for (name, node) in &table.entries {
            let place = node.key_place.clone();
            self.resolve(&Located::new(name.clone(), place.clone()), "loans");
            let field = Field::positive("loans", Label::default(), Unit::Euro);
            let balance = self.plain(node, &format!("{path}.{name}"), &field);
            loans.push(OpeningLoan {
                name: name.clone(),
                balance,
                place,
            });
        }
        loans
    }

    fn opening_asset(&mut self, item: &mut Item<'_>) -> OpeningAsset {
        self.label(item);
        let account = self.asset_account(item);
        let cost = self.amount(item, "cost");
        let accumulated = self.amount(item, "accumulated");
        let label = Label::new("aliquota di ammortamento", "depreciation rate");
        let depreciation = self.number(item, Field::share("depreciation", label));
        self.finish(item);
        if accumulated > cost {
            let node = item.table.get("accumulated");
            let place = node.map_or(&item.place, |node| &node.place);
            let allowed = Label::new("al più il costo", "at most the cost");
            self.report(
                Diagnostic::at(Code::OutOfBounds, place)
                    .with("path", item.path_of("accumulated"))
                    .with("found", accumulated.to_string())
                    .with_label("allowed", allowed)
                    .with("example", format!("accumulated = {cost}")),
            );
        }
        OpeningAsset {
            name: item.name.clone(),
            label: item.label.clone(),
            account,
            cost,
            accumulated,
            depreciation,
            place: item.place.clone(),
        }
    }

    fn tax_history(&mut self, item: &mut Item<'_>) -> Option<TaxHistory> {
        let node = item.take("tax_history")?;
        let path = item.path_of("tax_history");
        let Some(table) = node.table() else {
            let expected = Label::new("una tabella", "a table");
            self.wrong_type(
                node,
                &path,
                expected,
                "tax_history = { tax_previous_year = 0 }",
            );
            return None;
        };
        let start = self.timeline.start();
        if start.month_of_year() != 1 {
            self.report(
                Diagnostic::at(Code::HistoryWithinYear, &node.key_place)
                    .with("path", path.as_str())
                    .with("start", start.to_string())
                    .with("january", format!("{:04}-01", start.year())),
            );
        }
        let mut inner = Item::new(path, item.label.clone(), node.key_place.clone(), table);
        let mut amount = |key, italian, english| {
            let field = Field::positive(key, Label::new(italian, english), Unit::Euro).one();
            self.number_or(&mut inner, field, Decimal::ZERO)
        };
        let losses_80 = amount(
            "losses_80",
            "perdite usabili all'80 %",
            "losses usable up to 80 %",
        );
        let losses_full = amount(
            "losses_full",
            "perdite usabili per intero",
            "losses usable in full",
        );
        let tax_previous_year = self.amount(&mut inner, "tax_previous_year");
        let irap_previous_year = self.amount(&mut inner, "irap_previous_year");
        let vat_debt_previous_december = self.amount(&mut inner, "vat_debt_previous_december");
        let advances_paid = self.amount(&mut inner, "advances_paid");
        let irap_advances_paid = self.amount(&mut inner, "irap_advances_paid");
        let vat_advance_paid = self.amount(&mut inner, "vat_advance_paid");
        self.finish(&inner);
        Some(TaxHistory {
            tax_previous_year,
            advances_paid,
            irap_previous_year,
            irap_advances_paid,
            vat_debt_previous_december,
            vat_advance_paid,
            losses_80,
            losses_full,
        })
    }

    /// Assets must equal liabilities, and the body must exist before the start.
    fn check_opening(&mut self, opening: &Opening, entities: &[Entity]) {
        let balance =
            |items: &Option<OpenItems>| items.as_ref().map_or(Decimal::ZERO, |of| of.balance);
        let book = |asset: &OpeningAsset| asset.cost - asset.accumulated;
        let taxes = [opening.ires_debt(), opening.irap_debt(), opening.vat_debt()];
        let credits: Decimal = taxes
            .iter()
            .filter(|debt| debt.is_sign_negative())
            .map(|debt| -debt)
            .sum();
        let debts: Decimal = taxes.iter().filter(|debt| debt.is_sign_positive()).sum();
        let fixed: Decimal = opening.fixed_assets.iter().map(book).sum();
        let assets =
            opening.cash + balance(&opening.receivables) + fixed + opening.vat_credit + credits;
        let equity = opening.share_capital
            + opening.legal_reserve
            + opening.other_reserves
            + opening.retained_earnings;
        let loans: Decimal = opening.loans.iter().map(|loan| loan.balance).sum();
        let liabilities = balance(&opening.payables) + loans + debts + equity;
        if assets != liabilities {
            self.report(
                Diagnostic::at(Code::OpeningUnbalanced, &opening.place)
                    .with("entity", opening.entity.as_str())
                    .with("assets", assets.normalize().to_string())
                    .with("liabilities", liabilities.normalize().to_string())
                    .with("difference", (assets - liabilities).normalize().to_string()),
            );
        }
        let entity = entities.iter().find(|entity| entity.key == opening.entity);
        let start = self.timeline.start();
        if let Some(entity) = entity.filter(|entity| entity.founded >= start) {
            self.report(
                Diagnostic::at(Code::OpeningBeforeFoundation, &opening.place)
                    .with("entity", opening.entity.as_str())
                    .with("founded", entity.founded.to_string())
                    .with("start", start.to_string())
                    .see(&entity.place, Label::new("nasce qui", "founded here")),
            );
        }
    }
}
