//! `covenants` of loans and `[valuations.*]`.

use super::date::Past;
use super::reader::{Item, Reader};
use super::tree::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{Covenant, CovenantKind, Covenants, Loan, LoanKind, Valuation};
use crate::wording::Label;

/// The months in which a lender tests, unless the scenario says otherwise.
const TESTED: [u32; 2] = [6, 12];

impl CovenantKind {
    /// The field of the threshold.
    fn field(self) -> Field {
        let label = match self {
            CovenantKind::Dscr => Label::new("DSCR minimo", "lowest DSCR"),
            CovenantKind::Ltv => Label::new("LTV massimo", "highest LTV"),
            CovenantKind::Icr => Label::new("ICR minimo", "lowest ICR"),
            CovenantKind::PfnEbitda => Label::new("PFN/EBITDA massimo", "highest net debt/EBITDA"),
        };
        let unit = match self {
            CovenantKind::Dscr | CovenantKind::Icr | CovenantKind::PfnEbitda => Unit::Ratio,
            CovenantKind::Ltv => Unit::Percent,
        };
        let field = Field::new(self.word(), label, unit);
        match self {
            CovenantKind::Dscr | CovenantKind::Icr => field.within(Bounds::NOT_NEGATIVE),
            CovenantKind::Ltv => field.within(Bounds::SHARE_ABOVE_ZERO),
            CovenantKind::PfnEbitda => field.within(Bounds::RATIO_ABOVE_ZERO),
        }
    }
}

impl Reader {
    /// `covenants = { dscr = 1.10, ltv = "65%", tested = [6, 12], dscr_first = "2027-12" }`.
    pub(super) fn covenants(&mut self, item: &mut Item<'_>) -> Option<Covenants> {
        item.table.get("covenants").or_else(|| {
            item.take("covenants");
            None
        })?;
        let example = "{ dscr = 1.10, tested = [6, 12] }";
        let mut inner = self.inner(item, "covenants", example);
        let mut tests = Vec::new();
        for kind in CovenantKind::ALL {
            let threshold = self.optional_number(&mut inner, kind.field());
            let label = Label::new("prima verifica", "first test");
            let first = self.optional_date(&mut inner, kind.first_word(), label, Past::Refused);
            match threshold {
                Some(threshold) => tests.push(Covenant {
                    kind,
                    threshold,
                    first,
                }),
                None if first.is_some() => {
                    let word = kind.word();
                    self.missing(&inner, word, &format!("{word} = …"));
                }
                None => {}
            }
        }
        let tested = self.tested_months(&mut inner);
        self.finish(&inner);
        Some(Covenants {
            tests,
            tested,
            place: inner.place.clone(),
        })
    }

    /// A loan over the value of a property needs one that the borrower owns.
    pub(super) fn check_covenants(&mut self, loans: &[Loan], valuations: &[Valuation]) {
        for loan in loans {
            let tests = loan.covenants.iter().flat_map(|promised| &promised.tests);
            let owned = valuations
                .iter()
                .any(|valuation| valuation.entity == loan.borrower);
            let on_value = tests.filter(|test| test.kind == CovenantKind::Ltv);
            if let LoanKind::Revolving { .. } = loan.kind {
                for test in on_value {
                    self.report(
                        Diagnostic::at(Code::Conflict, &test.threshold.place)
                            .with("path", format!("loans.{}", loan.name))
                            .with("first", "kind = \"revolving\"")
                            .with("second", "covenants.ltv"),
                    );
                }
                continue;
            }
            for test in on_value.filter(|_| !owned) {
                let borrower = loan.borrower.as_str();
                let section = format!("valuations.{borrower}");
                let example = format!(
                    "[{section}]\nentity = \"{borrower}\"\nincome = \"leases.….rent\"\nyield = \"6%\""
                );
                self.report(
                    Diagnostic::at(Code::MissingSection, &test.threshold.place)
                        .with("section", section)
                        .with("example", example),
                );
            }
        }
    }

    /// The months of the year in which covenants are tested.
    fn tested_months(&mut self, item: &mut Item<'_>) -> Vec<u32> {
        let Some(node) = item.take("tested") else {
            return TESTED.to_vec();
        };
        let path = item.path_of("tested");
        let Value::List(nodes) = &node.value else {
            let expected = Label::new("un elenco di mesi da 1 a 12", "a list of months, 1 to 12");
            self.wrong_type(node, &path, expected, "tested = [6, 12]");
            return TESTED.to_vec();
        };
        if nodes.is_empty() {
            self.report(
                Diagnostic::at(Code::EmptyList, &node.place)
                    .with("path", path.as_str())
                    .with("example", "tested = [6, 12]"),
            );
        }
        let mut months: Vec<u32> = nodes
            .iter()
            .filter_map(|node| self.tested_month(node, &path))
            .collect();
        months.sort_unstable();
        months.dedup();
        months
    }

    fn tested_month(&mut self, node: &Node, path: &str) -> Option<u32> {
        let expected = Label::new("un mese da 1 a 12", "a month from 1 to 12");
        let Value::Number(digits) = &node.value else {
            self.wrong_type(node, path, expected, "tested = [6, 12]");
            return None;
        };
        let month = digits.parse().ok().filter(|month| (1..=12).contains(month));
        if month.is_none() {
            self.report(
                Diagnostic::at(Code::OutOfBounds, &node.place)
                    .with("path", path)
                    .with("found", digits.as_str())
                    .with_label("allowed", expected)
                    .with("example", "tested = [6, 12]"),
            );
        }
        month
    }

    /// `income`: a row, or a list of rows.
    fn incomes(&mut self, item: &mut Item<'_>) -> Vec<Located<String>> {
        let key = "income";
        let node = item.table.get(key);
        if !node.is_some_and(|node| matches!(node.value, Value::List(_))) {
            return vec![self.text(item, key, "leases.….rent")];
        }
        let incomes = self.texts(item, key);
        if let (true, Some(node)) = (incomes.is_empty(), node) {
            self.report(
                Diagnostic::at(Code::EmptyList, &node.place)
                    .with("path", item.path_of(key))
                    .with("example", "income = [\"leases.….rent\"]"),
            );
        }
        incomes
    }

    /// What an entity owns is valued once: its cost, costs and debts stand against all its incomes.
    pub(super) fn check_valuations(&mut self, valuations: &[Valuation]) {
        for (index, valuation) in valuations.iter().enumerate() {
            let mut earlier = valuations[..index].iter();
            let Some(first) = earlier.find(|first| first.entity == valuation.entity) else {
                continue;
            };
            let rows = first.incomes.iter().chain(&valuation.incomes);
            let mut rows: Vec<String> = rows.map(|row| format!("\"{}\"", row.value)).collect();
            rows.dedup();
            self.report(
                Diagnostic::at(Code::ValuedTwice, &valuation.place)
                    .with("path", format!("valuations.{}", valuation.name))
                    .with("entity", valuation.entity.as_str())
                    .with("first", format!("valuations.{}", first.name))
                    .with("incomes", rows.join(", "))
                    .see(
                        &first.place,
                        Label::new("è già valutato qui", "is valued here already"),
                    ),
            );
        }
    }

    /// `[valuations.*]`.
    pub(super) fn valuation(&mut self, item: &mut Item<'_>) -> Valuation {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let incomes = self.incomes(item);
        let label = Label::new("rendimento richiesto", "yield asked");
        let yield_rate = Field::new("yield", label, Unit::PercentPerYear)
            .within(Bounds::SHARE_ABOVE_ZERO)
            .one();
        let yield_rate = self.number(item, yield_rate);
        let label = Label::new("costi di vendita", "selling costs");
        let costs = Field::share("costs", label).one();
        let costs = self.number_or(item, costs, Decimal::ZERO);
        let before = [("cost_net_of_grants", ())];
        self.choice(item, "before_income", &before, &[]);
        let label = Label::new("tasso di attualizzazione", "discount rate");
        let discount_rate = Field::new("discount_rate", label, Unit::PercentPerYear)
            .within(Bounds::SHARE)
            .one();
        let discount_rate = self.optional_number(item, discount_rate);
        self.finish(item);
        Valuation {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            incomes,
            yield_rate,
            costs,
            discount_rate,
            place: item.place.clone(),
        }
    }
}
