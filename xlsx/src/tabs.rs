//! The worksheets of a workbook: which there are, in which order, what they are called.

use cittadella_engine::model::{Plan, PlanEntity};
use cittadella_engine::wording::{Label, Language};

use crate::book::{Colour, Place, Range, WorksheetId, quoted_name};
use crate::pages::Page;

/// A worksheet by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tab {
    /// A page for readers.
    Page(Page),
    /// The key figures.
    Figures,
    /// The case that holds, and what each case changes.
    Cases,
    /// Inputs with one value.
    Inputs(InputGroup),
    /// Inputs with a value a month.
    InputsByMonth,
    /// The months and the constants of the calendar.
    Time,
    /// Calculations of one business topic.
    Topic(Topic),
    /// Entries of lists other than the postings.
    Lists,
    /// Every posting, by stage.
    Postings,
    /// The accounts of a body, by its position among the books of the plan.
    Accounts(usize),
    /// Its three statements by month.
    Statements(usize),
}

/// Inputs that stand on one worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InputGroup {
    /// Indices, milestones, areas, target.
    General,
    /// Spaces, tenants, services.
    Sales,
    /// Staff and costs.
    Costs,
    /// Investment, leases, values of property.
    RealEstate,
    /// Equity, grants, loans, bonds, dividends, contributions.
    Funding,
    /// Tax, law, opening balances.
    TaxAndLaw,
}

/// A business topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Milestones, indices, areas.
    Drivers,
    /// Spaces and their single tenants.
    Spaces,
    /// Services sold.
    Services,
    /// Running costs.
    Costs,
    /// Staff.
    Staff,
    /// Investment.
    Capex,
    /// Leases between the bodies.
    Leases,
    /// Grants.
    Grants,
    /// Loans and bonds.
    Debt,
    /// Equity, dividends, contributions.
    Capital,
    /// VAT and income taxes.
    Taxes,
    /// Cash, lines, uncovered need.
    Liquidity,
    /// Ratios, covers, values.
    Ratios,
}

impl InputGroup {
    /// Every group, in the order of the tabs.
    pub const ALL: [InputGroup; 6] = [
        InputGroup::General,
        InputGroup::Sales,
        InputGroup::Costs,
        InputGroup::RealEstate,
        InputGroup::Funding,
        InputGroup::TaxAndLaw,
    ];

    /// The group of an input: by the first word of its path.
    pub fn of(path: &str) -> InputGroup {
        match path.split('.').next().unwrap_or_default() {
            "spaces" | "tenants" | "services" => InputGroup::Sales,
            "staff" | "costs" | "flows" => InputGroup::Costs,
            "capex" | "leases" | "valuations" => InputGroup::RealEstate,
            "equity" | "grants" | "loans" | "bonds" | "dividends" | "contributions" => {
                InputGroup::Funding
            }
            "rules" | "vat" | "entities" | "opening" => InputGroup::TaxAndLaw,
            _ => InputGroup::General,
        }
    }
}

impl Topic {
    /// Every topic, in the order of the tabs.
    pub const ALL: [Topic; 13] = [
        Topic::Drivers,
        Topic::Spaces,
        Topic::Services,
        Topic::Costs,
        Topic::Staff,
        Topic::Capex,
        Topic::Leases,
        Topic::Grants,
        Topic::Debt,
        Topic::Capital,
        Topic::Taxes,
        Topic::Liquidity,
        Topic::Ratios,
    ];
}

/// The worksheets of one plan, in the order of their tabs.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabs {
    tabs: Vec<(Tab, String)>,
}

impl Tabs {
    /// Worksheets in this order, with their names in a language.
    pub fn new(tabs: impl IntoIterator<Item = Tab>, plan: &Plan, language: Language) -> Tabs {
        let named = tabs.into_iter().map(|tab| (tab, name(tab, plan, language)));
        Tabs {
            tabs: named.collect(),
        }
    }

    /// Every worksheet with its position.
    pub fn all(&self) -> impl Iterator<Item = (WorksheetId, Tab)> + '_ {
        let tabs = self.tabs.iter().enumerate();
        tabs.map(|(position, (tab, _))| (WorksheetId(position), *tab))
    }

    /// Whether the workbook has this worksheet.
    pub fn has(&self, tab: Tab) -> bool {
        self.tabs.iter().any(|(known, _)| *known == tab)
    }

    /// The position of a worksheet.
    ///
    /// # Panics
    /// If the workbook has no such worksheet: ask [`Tabs::has`] where that may be.
    pub fn id(&self, tab: Tab) -> WorksheetId {
        let position = self.tabs.iter().position(|(known, _)| *known == tab);
        #[expect(clippy::panic, reason = "a mistake of ours, as the documentation says")]
        let Some(position) = position else {
            panic!("the workbook has no worksheet {tab:?}")
        };
        WorksheetId(position)
    }

    /// The text on a tab.
    pub fn name(&self, id: WorksheetId) -> &str {
        &self.tabs[id.0].1
    }

    /// A cell as a formula on worksheet `from` refers to it: `$J$12`, or `Leases!$J$12`.
    pub fn anchored(&self, from: WorksheetId, place: Place) -> String {
        self.qualified(from, place.worksheet, &place.cell.anchored())
    }

    /// A block as a formula on worksheet `from` refers to it: `Leases!$J$12:$BQ$12`.
    pub fn block(&self, from: WorksheetId, range: Range) -> String {
        self.qualified(from, range.worksheet, &range.anchored())
    }

    /// A text such as `$J12` with the worksheet in front where it is another one.
    pub fn qualified(&self, from: WorksheetId, worksheet: WorksheetId, text: &str) -> String {
        if from == worksheet {
            text.to_owned()
        } else {
            format!("{}!{text}", quoted_name(self.name(worksheet)))
        }
    }
}

/// The books of a plan: those of each body, then the group's.
pub fn books(plan: &Plan) -> impl Iterator<Item = &PlanEntity> {
    let group = plan.group.iter().map(|group| &group.books);
    plan.entities.iter().chain(group)
}

/// The most letters that a tab holds.
const NAME_LETTERS: usize = 31;

fn name(tab: Tab, plan: &Plan, language: Language) -> String {
    let short = short_name(tab, plan).get(language).to_owned();
    match tab {
        Tab::Accounts(book) | Tab::Statements(book) => {
            let body = books(plan).nth(book).map_or("", |body| body.name.as_str());
            let full = format!("{short} {body}");
            if full.chars().count() <= NAME_LETTERS {
                full
            } else {
                format!("{short} {}", book + 1)
            }
        }
        Tab::Page(_)
        | Tab::Figures
        | Tab::Cases
        | Tab::Inputs(_)
        | Tab::InputsByMonth
        | Tab::Time
        | Tab::Topic(_)
        | Tab::Lists
        | Tab::Postings => short,
    }
}

fn short_name(tab: Tab, plan: &Plan) -> Label {
    let (italian, english) = match tab {
        Tab::Page(page) => return page.name(plan),
        Tab::Figures => ("Indicatori", "Figures"),
        Tab::Cases => ("Casi", "Cases"),
        Tab::Inputs(group) => match group {
            InputGroup::General => ("Dati generali", "Inputs general"),
            InputGroup::Sales => ("Dati ricavi", "Inputs sales"),
            InputGroup::Costs => ("Dati costi", "Inputs costs"),
            InputGroup::RealEstate => ("Dati immobili", "Inputs real estate"),
            InputGroup::Funding => ("Dati fonti", "Inputs funding"),
            InputGroup::TaxAndLaw => ("Dati fisco e norme", "Inputs tax and law"),
        },
        Tab::InputsByMonth => ("Dati mensili", "Inputs by month"),
        Tab::Time => ("Tempo", "Time"),
        Tab::Topic(topic) => match topic {
            Topic::Drivers => ("Indici e aree", "Drivers"),
            Topic::Spaces => ("Spazi", "Spaces"),
            Topic::Services => ("Servizi", "Services"),
            Topic::Costs => ("Costi", "Costs"),
            Topic::Staff => ("Personale", "Staff"),
            Topic::Capex => ("Investimenti", "Capex"),
            Topic::Leases => ("Locazioni", "Leases"),
            Topic::Grants => ("Contributi pubblici", "Grants"),
            Topic::Debt => ("Debito", "Debt"),
            Topic::Capital => ("Capitale", "Capital"),
            Topic::Taxes => ("IVA e imposte", "VAT and taxes"),
            Topic::Liquidity => ("Liquidità", "Liquidity"),
            Topic::Ratios => ("Indici finanziari", "Ratios"),
        },
        Tab::Lists => ("Elenchi", "Lists"),
        Tab::Postings => ("Scritture", "Postings"),
        Tab::Accounts(_) => ("Conti", "Accounts"),
        Tab::Statements(_) => ("Bilanci", "Statements"),
    };
    Label::new(italian, english)
}

impl Tab {
    /// The title at the head of the worksheet.
    pub fn title(self, plan: &Plan) -> Label {
        let short = short_name(self, plan);
        match self {
            Tab::Accounts(book) | Tab::Statements(book) => match books(plan).nth(book) {
                Some(body) => short.with_detail(&body.label),
                None => short,
            },
            Tab::Page(page) => page.title(plan),
            Tab::Figures
            | Tab::Cases
            | Tab::Inputs(_)
            | Tab::InputsByMonth
            | Tab::Time
            | Tab::Topic(_)
            | Tab::Lists
            | Tab::Postings => short,
        }
    }

    /// The colour of the tab.
    pub fn colour(self) -> Colour {
        match self {
            Tab::Page(page) => page.colour(),
            Tab::Figures => Colour::Output,
            Tab::Cases | Tab::Inputs(_) | Tab::InputsByMonth => Colour::Input,
            Tab::Time | Tab::Topic(_) | Tab::Lists | Tab::Postings | Tab::Accounts(_) => {
                Colour::Calculation
            }
            Tab::Statements(_) => Colour::Statement,
        }
    }

    /// The one sentence that says what the worksheet is for.
    pub fn purpose(self) -> Label {
        let (italian, english) = match self {
            Tab::Page(page) => return page.purpose(),
            Tab::Figures => (
                "Numeri letti dalle righe mensili; dove un numero non ha senso si legge \"n.s.\".",
                "Numbers read off the monthly lines; where a number has no meaning it reads \"n.m.\".",
            ),
            Tab::Cases => (
                "Qui si sceglie il caso: ogni dato vale quanto dichiarato, per il fattore, più lo spostamento del caso.",
                "Choose the case here: each input counts as stated, times the factor, plus the shift of the case.",
            ),
            Tab::Inputs(_) => (
                "Le celle gialle si possono cambiare; la colonna \"vale\" è ciò che il calcolo legge nel caso scelto.",
                "Yellow cells may be changed; the column \"counts as\" is what calculations read in the chosen case.",
            ),
            Tab::InputsByMonth => (
                "Dati con un valore al mese: sopra quanto dichiarato, sotto quanto vale nel caso scelto.",
                "Inputs with one value a month: above as stated, below as it counts in the chosen case.",
            ),
            Tab::Time => (
                "I mesi del piano e le costanti del calendario, che tutte le formule leggono.",
                "The months of the plan and the constants of the calendar, which all formulas read.",
            ),
            Tab::Topic(_) => (
                "Una formula per riga, uguale in tutti i mesi; gli importi sono positivi nel verso indicato.",
                "One formula a line, the same in all months; amounts are positive in the stated direction.",
            ),
            Tab::Lists => (
                "Le voci che le formule sommano per chiave (colonne D-F).",
                "The entries that formulas add up by key (columns D-F).",
            ),
            Tab::Postings => (
                "Le scritture in ordine di fase: conto in dare (D), conto in avere (E), voce del rendiconto (F).",
                "The postings by stage: account debited (D), account credited (E), cash-flow line (F).",
            ),
            Tab::Accounts(_) => (
                "I conti: saldo iniziale, dare, avere, saldo finale, sommati dalle scritture.",
                "The accounts: opening, debits, credits, closing, added up from the postings.",
            ),
            Tab::Statements(_) => (
                "Conto economico, stato patrimoniale e rendiconto finanziario per mese, nell'ordine di legge.",
                "Income statement, balance sheet and cash-flow statement by month, in the order of the law.",
            ),
        };
        Label::new(italian, english)
    }
}
