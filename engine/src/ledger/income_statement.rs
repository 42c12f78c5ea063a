//! The income statement, art. 2425 c.c.

use std::collections::BTreeMap;

use super::steps::sum;
use super::{
    Account, EntityId, IncomeLine, Ledger, OverYear, Stage, Statement, StatementKind, Weight,
};
use crate::quantity::Unit;
use crate::sheet::{Direction, Formula, Origin, RowId, RowSpec, SheetBuilder};
use crate::wording::Label;

/// The rows of one entity's income statement.
///
/// It is made in two steps, because taxes depend on the result before them:
/// [`IncomeStatement::before_tax`] once all income and costs are posted,
/// [`IncomeStatement::close`] once the taxes are. As in the law's layout, income and costs are
/// both positive; differences carry the sign.
#[derive(Debug, Clone)]
pub struct IncomeStatement {
    entity: EntityId,
    lines: BTreeMap<IncomeLine, RowId>,
    statement: Statement,
    /// Value of production (A).
    pub production: RowId,
    /// Depreciation, amortisation and write-downs (B10).
    pub depreciation: RowId,
    /// Provisions (B12 and B13).
    pub provisions: RowId,
    /// Operating result (A − B).
    pub operating_result: RowId,
    /// Result before tax.
    pub result_before_tax: RowId,
    /// Income taxes of the year (20); set by [`IncomeStatement::close`].
    taxes: Option<RowId>,
    /// Profit or loss (21); set by [`IncomeStatement::close`].
    result: Option<RowId>,
}

impl IncomeStatement {
    /// Writes the statement down to the result before tax.
    pub fn before_tax(s: &mut SheetBuilder, ledger: &Ledger, entity: EntityId) -> IncomeStatement {
        use IncomeLine as L;
        let mut w = Writer::new(s, ledger, entity);
        let production = w.production();
        w.heading("B", "Costi della produzione", "Costs of production");
        let bought = [L::B6, L::B7, L::B8].map(|line| w.leaf(line, Weight::Item));
        let staff = w.group(
            "B9",
            "Personale",
            "Staff",
            &[L::B9a, L::B9b, L::B9c, L::B9d, L::B9e],
        );
        let depreciation = w.group(
            "B10",
            "Ammortamenti e svalutazioni",
            "Depreciation and write-downs",
            &[L::B10a, L::B10b, L::B10c, L::B10d],
        );
        let stocks = w.leaf(L::B11, Weight::Item);
        let provisions = w.group(
            "B12_B13",
            "Accantonamenti (12 e 13)",
            "Provisions (12 and 13)",
            &[L::B12, L::B13],
        );
        let other = w.leaf(L::B14, Weight::Item);
        let external = [bought.as_slice(), &[stocks, other]].concat();
        let external = w.quiet_sum("B_external", "Costi esterni", "External costs", &external);
        let costs = w.sum(
            (
                "B",
                "Totale costi della produzione (B)",
                "Total costs of production (B)",
            ),
            &[external, staff, depreciation, provisions],
        );
        let operating_result = w.difference(
            (
                "A_B",
                "Differenza tra valore e costi della produzione (A − B)",
                "Operating result (A − B)",
            ),
            production - costs,
        );
        let financial = w.financial();
        let result_before_tax = w.difference(
            (
                "before_tax",
                "Risultato prima delle imposte",
                "Result before tax",
            ),
            operating_result + financial,
        );
        let Writer {
            lines, statement, ..
        } = w;
        IncomeStatement {
            entity,
            lines,
            statement,
            production,
            depreciation,
            provisions,
            operating_result,
            result_before_tax,
            taxes: None,
            result: None,
        }
    }

    /// Writes the taxes and the result, once the taxes are posted.
    pub fn close(&mut self, s: &mut SheetBuilder, ledger: &Ledger) {
        let mut w = Writer::new(s, ledger, self.entity);
        let taxes = w.group(
            "20",
            "Imposte sul reddito dell'esercizio",
            "Income taxes of the year",
            &[IncomeLine::Ires, IncomeLine::Irap],
        );
        let result = w.difference(
            (
                "21",
                "Utile (perdita) dell'esercizio",
                "Profit (loss) for the year",
            ),
            self.result_before_tax - taxes,
        );
        self.lines.append(&mut w.lines);
        self.statement.lines.append(&mut w.statement.lines);
        self.taxes = Some(taxes);
        self.result = Some(result);
    }

    /// The row of a line, where the entity uses it.
    pub fn line(&self, line: IncomeLine) -> Option<RowId> {
        self.lines.get(&line).copied()
    }

    /// Income taxes of the year (20).
    ///
    /// # Panics
    /// Before [`IncomeStatement::close`].
    #[expect(clippy::expect_used, reason = "an order of calls, fixed in the model")]
    pub fn taxes(&self) -> RowId {
        self.taxes
            .expect("the income statement is closed after the taxes are posted")
    }

    /// Profit or loss of the month (21).
    ///
    /// # Panics
    /// Before [`IncomeStatement::close`].
    #[expect(clippy::expect_used, reason = "an order of calls, fixed in the model")]
    pub fn result(&self) -> RowId {
        self.result
            .expect("the income statement is closed after the taxes are posted")
    }

    /// The layout with its rows.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }
}

/// A code with its Italian and English wording.
type Title = (&'static str, &'static str, &'static str);

struct Writer<'a> {
    s: &'a mut SheetBuilder,
    ledger: &'a Ledger,
    entity: EntityId,
    lines: BTreeMap<IncomeLine, RowId>,
    statement: Statement,
}

impl<'a> Writer<'a> {
    fn new(s: &'a mut SheetBuilder, ledger: &'a Ledger, entity: EntityId) -> Writer<'a> {
        let statement = Statement::new(StatementKind::Income, entity);
        Writer {
            s,
            ledger,
            entity,
            lines: BTreeMap::new(),
            statement,
        }
    }

    fn heading(&mut self, code: &str, italian: &str, english: &str) {
        self.statement.heading(code, Label::new(italian, english));
    }

    /// The row of a leaf line: own side less other side. `None` where nothing is posted to it.
    fn leaf(&mut self, line: IncomeLine, weight: Weight) -> Option<RowId> {
        let formula = self.amount(line)?;
        let direction = if line.is_income() {
            Direction::In
        } else {
            Direction::Out
        };
        let spec = self.spec(line.code(), line.label()).direction(direction);
        let row = self.s.add(spec, formula);
        self.lines.insert(line, row);
        let code = line.code().split('_').next().unwrap_or_default();
        self.statement
            .line(code, line.label(), row, weight, OverYear::Sum);
        Some(row)
    }

    /// What a line adds up to in the month.
    fn amount(&mut self, line: IncomeLine) -> Option<Formula> {
        if self.ledger.is_group(self.entity) {
            return self.ledger.group_income(self.s, self.entity, line);
        }
        let account = Account::Income(line);
        if !self.ledger.uses(self.entity, account) {
            return None;
        }
        let below = (!line.is_income_tax()).then(|| Stage::IncomeTax.rank());
        let (own, other) = self.ledger.sums(self.s, self.entity, account, below);
        Some(own - other)
    }

    /// A subtotal with its parts shown above it.
    fn group(&mut self, code: &str, italian: &str, english: &str, parts: &[IncomeLine]) -> RowId {
        let parts: Vec<Option<RowId>> = parts
            .iter()
            .map(|line| self.leaf(*line, Weight::Part))
            .collect();
        let row = self.quiet_sum(code, italian, english, &parts);
        if parts.iter().flatten().next().is_some() {
            let shown = code.replace('_', ", ");
            let label = Label::new(italian, english);
            self.statement
                .line(&shown, label, row, Weight::Subtotal, OverYear::Sum);
        }
        row
    }

    /// A sum that is a row of the sheet but no line of the layout.
    fn quiet_sum<T: Copy + Into<Option<RowId>>>(
        &mut self,
        code: &str,
        italian: &str,
        english: &str,
        parts: &[T],
    ) -> RowId {
        let formula = sum(parts.iter().filter_map(|part| (*part).into()));
        let spec = self.spec(code, Label::new(italian, english));
        self.s.add(spec, formula)
    }

    /// Value of production (A), line by line.
    fn production(&mut self) -> RowId {
        use IncomeLine as L;
        self.heading("A", "Valore della produzione", "Value of production");
        let own = [L::A1, L::A2, L::A3, L::A4].map(|line| self.leaf(line, Weight::Item));
        let a5 = self.group(
            "A5",
            "Altri ricavi e proventi",
            "Other income",
            &[L::A5Grants, L::A5Capital, L::A5Other],
        );
        self.sum(
            (
                "A",
                "Totale valore della produzione (A)",
                "Total value of production (A)",
            ),
            &[own.as_slice(), &[Some(a5)]].concat(),
        )
    }

    fn sum<T: Copy + Into<Option<RowId>>>(&mut self, title: Title, parts: &[T]) -> RowId {
        let row = self.quiet_sum(title.0, title.1, title.2, parts);
        self.statement.line(
            "",
            Label::new(title.1, title.2),
            row,
            Weight::Total,
            OverYear::Sum,
        );
        row
    }

    fn difference(&mut self, title: Title, formula: Formula) -> RowId {
        let label = Label::new(title.1, title.2);
        let spec = self.spec(title.0, label.clone());
        let row = self.s.add(spec, formula);
        let code = if title.0.starts_with('2') {
            title.0
        } else {
            ""
        };
        self.statement
            .line(code, label, row, Weight::Total, OverYear::Sum);
        row
    }

    /// C and D together: financial income less financial charges, and changes in value.
    fn financial(&mut self) -> RowId {
        self.heading(
            "C, D",
            "Proventi e oneri finanziari, rettifiche",
            "Financial items and value changes",
        );
        use IncomeLine as L;
        let income = [L::C15, L::C16, L::D18].map(|line| self.leaf(line, Weight::Item));
        let charges = [L::C17, L::D19].map(|line| self.leaf(line, Weight::Item));
        let income = self.quiet_sum(
            "C_income",
            "Proventi finanziari",
            "Financial income",
            &income,
        );
        let charges = self.quiet_sum(
            "C_charges",
            "Oneri finanziari",
            "Financial charges",
            &charges,
        );
        self.difference(
            (
                "C_D",
                "Totale proventi e oneri finanziari (C, D)",
                "Total financial items (C, D)",
            ),
            income - charges,
        )
    }

    fn spec(&self, code: &str, label: Label) -> RowSpec {
        let key = self
            .ledger
            .key(self.entity, StatementKind::Income.word())
            .child(code);
        self.ledger
            .spec(RowSpec::flow(key, label, Unit::Euro), self.entity)
            .origin(Origin::default().under("art. 2425 c.c."))
    }
}
