//! The cash-flow statement by the indirect method, OIC 10.

use super::steps::{long_sum, sum};
use super::{
    Account, CashFlow, EntityId, Flow, IncomeLine, IncomeStatement, Ledger, Movement, OverYear,
    Section, Statement, StatementKind, Weight,
};
use crate::quantity::Unit;
use crate::sheet::{Formula, Key, Origin, RowId, RowSpec, SheetBuilder, number};
use crate::wording::Label;

/// The rows of one entity's cash-flow statement. Inflows are positive, outflows negative.
///
/// The operating part starts from the result and walks through the changes of the balance sheet;
/// investments, debt, equity, interest and taxes are the payments themselves. The two parts know
/// nothing of each other, so `opening cash + A + B + C = cash in the balance sheet` can fail, and
/// is checked.
#[derive(Debug, Clone)]
pub struct CashFlowStatement {
    statement: Statement,
    /// Cash flow of operations before interest and taxes, from the result ("3").
    pub before_interest_and_tax: RowId,
    /// The same, added up from receipts and payments.
    pub operating_payments: RowId,
    /// Cash flow from operations (A).
    pub operations: RowId,
    /// Closing cash: opening cash + A + B + C.
    pub closing: RowId,
}

impl CashFlowStatement {
    /// Writes the statement.
    pub fn new(
        s: &mut SheetBuilder,
        ledger: &mut Ledger,
        income: &IncomeStatement,
        entity: EntityId,
    ) -> CashFlowStatement {
        let cash = ledger.closing(s, entity, Account::Cash);
        let ledger = &*ledger;
        let key = ledger.key(entity, StatementKind::CashFlow.word());
        let statement = Statement::new(StatementKind::CashFlow, entity);
        let mut w = Writer {
            s,
            ledger,
            entity,
            key,
            statement,
        };
        let (after_capital, operations) = w.operations(income);
        let investing = w.titled_section(
            Section::Investing,
            "B",
            Label::new(
                "Flussi dell'attività di investimento",
                "Investing activities",
            ),
            (
                "Flusso dell'attività di investimento (B)",
                "Cash flow from investing (B)",
            ),
        );
        let financing = w.titled_section(
            Section::Financing,
            "C",
            Label::new(
                "Flussi dell'attività di finanziamento",
                "Financing activities",
            ),
            (
                "Flusso dell'attività di finanziamento (C)",
                "Cash flow from financing (C)",
            ),
        );
        let change = w.total(
            "change",
            (
                "Variazione delle disponibilità liquide (A + B + C)",
                "Change in cash (A + B + C)",
            ),
            operations + investing + financing,
        );
        let closing = w.cash(cash, change);
        let operating_payments = w.operating_payments();
        CashFlowStatement {
            statement: w.statement,
            before_interest_and_tax: after_capital,
            operating_payments,
            operations,
            closing,
        }
    }

    /// The layout with its rows.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }
}

struct Writer<'a> {
    s: &'a mut SheetBuilder,
    ledger: &'a Ledger,
    entity: EntityId,
    key: Key,
    statement: Statement,
}

impl Writer<'_> {
    /// "1": the result before income taxes and interest; and "2": with what moved no cash.
    fn result_before_financing(&mut self, income: &IncomeStatement) -> RowId {
        let result = self.item(
            "result",
            (
                "Utile (perdita) dell'esercizio",
                "Profit (loss) for the year",
            ),
            income.result().into(),
        );
        let taxes = self.item(
            "income_taxes",
            ("Imposte sul reddito", "Income taxes"),
            income.taxes().into(),
        );
        let charges = sum(income.line(IncomeLine::C17));
        let earned = sum(income.line(IncomeLine::C16));
        let interest = self.item(
            "interest",
            ("Interessi passivi (attivi)", "Interest expense (income)"),
            charges - earned,
        );
        let gross = result + taxes + interest;
        let dividends = income.line(IncomeLine::C15).map(|earned| {
            let label = ("(Dividendi)", "(Dividends)");
            self.item("dividends", label, number(0.into()) - earned)
        });
        let first = self.subtotal(
            "A1",
            (
                "1. Risultato ante imposte, interessi e dividendi",
                "1. Result before tax, interest and dividends",
            ),
            dividends
                .into_iter()
                .fold(gross, |total, dividends| total + dividends),
        );
        let non_cash = self.movement(
            "depreciation",
            (
                "Ammortamenti delle immobilizzazioni",
                "Depreciation and amortisation",
            ),
            Movement::NonCash,
        );
        let released = self.movement(
            "grant_release",
            (
                "(Quota di contributi in conto impianti)",
                "(Yearly share of capital grants)",
            ),
            Movement::GrantRelease,
        );
        self.subtotal(
            "A2",
            (
                "2. Flusso prima delle variazioni del capitale circolante",
                "2. Cash flow before changes in working capital",
            ),
            [non_cash, released]
                .into_iter()
                .flatten()
                .fold(first.into(), |total: Formula, row| total + row),
        )
    }

    /// "3": after the changes in working capital.
    fn working_capital(&mut self, gross: RowId) -> RowId {
        let changes = [
            self.movement(
                "customers",
                (
                    "Variazione dei crediti verso clienti",
                    "Change in receivables from customers",
                ),
                Movement::Customers,
            ),
            self.movement(
                "suppliers",
                (
                    "Variazione dei debiti verso fornitori",
                    "Change in payables to suppliers",
                ),
                Movement::Suppliers,
            ),
            self.movement(
                "other_working_capital",
                (
                    "Altre variazioni del capitale circolante",
                    "Other changes in working capital",
                ),
                Movement::OtherWorkingCapital,
            ),
        ];
        self.subtotal(
            "A3",
            (
                "3. Flusso dopo le variazioni del capitale circolante",
                "3. Cash flow after changes in working capital",
            ),
            changes
                .into_iter()
                .flatten()
                .fold(gross.into(), |total: Formula, row| total + row),
        )
    }

    /// The change of every account that moves this way: liabilities up and assets down bring cash.
    /// Three accounts a row, since each is read twice and a formula has six operands at most.
    fn movement(&mut self, word: &str, label: (&str, &str), movement: Movement) -> Option<RowId> {
        let accounts: Vec<_> = self
            .ledger
            .accounts(self.entity)
            .filter(|(account, _)| account.movement() == movement)
            .collect();
        let mut parts = Vec::new();
        for (index, chunk) in accounts.chunks(3).enumerate() {
            let formula = chunk
                .iter()
                .map(|(account, closing)| self.ledger.change(self.entity, *account, *closing))
                .reduce(|total, change| total + change)?;
            if accounts.len() <= 3 {
                return Some(self.item(word, label, formula));
            }
            let key = self.key.child(word).child(&format!("part_{}", index + 1));
            let label = Label::new(label.0, label.1).with_detail(&Label::new("parte", "part"));
            let spec = self.spec(key, label);
            parts.push(self.s.add(spec, formula));
        }
        (!parts.is_empty()).then(|| self.item(word, label, sum(parts)))
    }

    /// Operating activities (A), from the result; the flow before interest and taxes, and A.
    fn operations(&mut self, income: &IncomeStatement) -> (RowId, RowId) {
        self.statement.heading(
            "A",
            Label::new("Flussi dell'attività operativa", "Operating activities"),
        );
        let gross = self.result_before_financing(income);
        let after_capital = self.working_capital(gross);
        let paid = self.section(Section::InterestAndTax);
        let operations = self.total(
            "A",
            (
                "Flusso dell'attività operativa (A)",
                "Cash flow from operations (A)",
            ),
            after_capital + paid,
        );
        (after_capital, operations)
    }

    /// A section under its heading, with its total.
    fn titled_section(
        &mut self,
        section: Section,
        letter: &str,
        heading: Label,
        total: (&str, &str),
    ) -> RowId {
        self.statement.heading(letter, heading);
        let sum = self.section(section);
        self.total(letter, total, sum.into())
    }

    /// The lines of a section with their sum: receipts positive, payments negative, what is drawn
    /// at need net of what is given back.
    fn section(&mut self, section: Section) -> RowId {
        let lines: Vec<(CashFlow, RowId)> = self
            .ledger
            .payments(self.entity)
            .filter(|(line, _)| line.section() == section)
            .collect();
        let mut rows = Vec::new();
        for (line, row) in lines
            .iter()
            .copied()
            .filter(|(line, _)| line.net_of().is_none())
        {
            let label = line.net_label();
            let key = self.key.child(line.word());
            let spec = self.spec(key, label.clone());
            let netted = lines
                .iter()
                .filter(|(other, _)| other.net_of() == Some(line));
            let net = netted.fold(self.signed(line, row), |total, (_, other)| total - *other);
            let signed = self.s.add(spec, net);
            self.statement
                .line("", label, signed, Weight::Item, OverYear::Sum);
            rows.push(signed);
        }
        let word = match section {
            Section::Operations => "operating_payments",
            Section::InterestAndTax => "interest_and_tax",
            Section::Investing => "investing",
            Section::Financing => "financing",
        };
        self.sum_in_steps(word, &rows)
    }

    /// Operating cash flow from the payments themselves: the second path of the check.
    fn operating_payments(&mut self) -> RowId {
        let lines: Vec<(CashFlow, RowId)> = self
            .ledger
            .payments(self.entity)
            .filter(|(line, _)| line.section() == Section::Operations)
            .collect();
        let mut rows = Vec::new();
        for (line, row) in lines {
            let key = self.key.child("direct").child(line.word());
            let spec = self.spec(key, line.label());
            rows.push(self.s.add(spec, self.signed(line, row)));
        }
        self.sum_in_steps("operating_payments", &rows)
    }

    fn sum_in_steps(&mut self, word: &str, rows: &[RowId]) -> RowId {
        let (ledger, entity) = (self.ledger, self.entity);
        let part = |key, label| spec(ledger, entity, key, label);
        let key = self.key.child(word);
        let total = long_sum(self.s, &part, &key, rows);
        let label = Label::new("Somma", "Sum");
        self.s.add(part(key.child("total"), label), total)
    }

    fn signed(&self, line: CashFlow, row: RowId) -> Formula {
        match line.flow() {
            Flow::In => row.into(),
            Flow::Out => number(0.into()) - row,
        }
    }

    fn cash(&mut self, cash: RowId, change: RowId) -> RowId {
        let label = Label::new("Disponibilità liquide iniziali", "Opening cash");
        let spec = self.spec(self.key.child("opening"), label.clone());
        let opening = self
            .s
            .add(spec, self.ledger.opening(self.entity, Account::Cash, cash));
        self.statement
            .line("", label, opening, Weight::Item, OverYear::First);
        let label = Label::new("Disponibilità liquide finali", "Closing cash");
        let key = self.key.child("closing");
        let spec = self.ledger.spec(
            RowSpec::balance(key, label.clone(), Unit::Euro),
            self.entity,
        );
        let closing = self.s.add(spec, opening + change);
        self.statement
            .line("", label, closing, Weight::Total, OverYear::Last);
        closing
    }

    fn item(&mut self, word: &str, label: (&str, &str), formula: Formula) -> RowId {
        self.write("", word, label, formula, Weight::Item)
    }

    fn subtotal(&mut self, word: &str, label: (&str, &str), formula: Formula) -> RowId {
        self.write("", word, label, formula, Weight::Subtotal)
    }

    fn total(&mut self, word: &str, label: (&str, &str), formula: Formula) -> RowId {
        self.write("", word, label, formula, Weight::Total)
    }

    fn write(
        &mut self,
        code: &str,
        word: &str,
        (italian, english): (&str, &str),
        formula: Formula,
        weight: Weight,
    ) -> RowId {
        let label = Label::new(italian, english);
        let spec = self.spec(self.key.child(word), label.clone());
        let row = self.s.add(spec, formula);
        self.statement.line(code, label, row, weight, OverYear::Sum);
        row
    }

    fn spec(&self, key: Key, label: Label) -> RowSpec {
        spec(self.ledger, self.entity, key, label)
    }
}

fn spec(ledger: &Ledger, entity: EntityId, key: Key, label: Label) -> RowSpec {
    ledger
        .spec(RowSpec::flow(key, label, Unit::Euro), entity)
        .origin(Origin::default().under("OIC 10"))
}
