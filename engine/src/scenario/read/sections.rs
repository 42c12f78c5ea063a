//! The sections in their order, the keys of their items, the changes that nothing matched.

use super::change::Setting;
use super::layers::only_below;
use super::plan::item_at;
use super::reader::{Item, Reader, humanised, nearest, suggest};
use super::tree::{Node, Table};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::{Dividends, Entity, Opening, Plan, Rules, Scenario, Stress, Target};
use crate::uncertainty::Copula;
use crate::wording::Label;

/// Every section of the language.
pub(super) const SECTIONS: &[&str] = &[
    "plan",
    "indices",
    "correlations",
    "factors",
    "dependence",
    "entities",
    "opening",
    "milestones",
    "areas",
    "target",
    "equity",
    "dividends",
    "contributions",
    "spaces",
    "tenants",
    "leases",
    "services",
    "staff",
    "costs",
    "capex",
    "grants",
    "loans",
    "bonds",
    "flows",
    "valuations",
    "figures",
    "asserts",
    "stresses",
    "rules",
    "vat",
];
/// Sections of the language that this version cannot compute.
const LATER: &[&str] = &[];

/// The name under which the rows of all entities together stand.
pub(super) const GROUP: &str = "group";

/// Whether a section of the language has this name.
pub(super) fn is_section(name: &str) -> bool {
    SECTIONS.contains(&name) || LATER.contains(&name)
}

impl Reader {
    pub(super) fn check_sections(&mut self, tree: &Table) {
        for (key, node) in &tree.entries {
            if SECTIONS.contains(&key.as_str()) {
                if node.table().is_none() {
                    let expected = Label::new("una sezione", "a section");
                    self.wrong_type(node, key, expected, &format!("[{key}]"));
                }
            } else if LATER.contains(&key.as_str()) {
                self.report(
                    Diagnostic::at(Code::NotComputedYet, &node.key_place)
                        .with("found", format!("[{key}]")),
                );
            } else {
                let found = Diagnostic::at(Code::UnknownSection, &node.key_place)
                    .with("found", key.as_str())
                    .with("choices", SECTIONS.join(", "));
                self.report(suggest(found, key, SECTIONS.iter().copied()));
            }
        }
    }

    /// `[stresses.*]`: their names now, what they change as the inputs are read.
    pub(super) fn stresses(
        &mut self,
        tree: &Table,
        stresses: &mut Vec<Stress>,
        settings: &mut Vec<Setting>,
    ) {
        let set = Label::new(
            "variazioni con il loro percorso",
            "changes with their paths",
        );
        self.items(tree, "stresses", |reader, item| {
            reader.label(item);
            let example = "set = { \"spaces.desks.price\" = \"-10%\" }";
            match item.take("set") {
                None => reader.missing(item, "set", example),
                Some(node) => match node.table() {
                    None => reader.wrong_type(node, &item.path_of("set"), set.clone(), example),
                    Some(table) => {
                        for (path, node) in &table.entries {
                            settings.push(Setting {
                                stress: stresses.len(),
                                path: path.clone(),
                                node: node.clone(),
                                matched: false,
                            });
                        }
                    }
                },
            }
            reader.finish(item);
            stresses.push(Stress {
                name: item.name.clone(),
                label: item.label.clone(),
                place: item.place.clone(),
            });
        });
    }

    /// Reads every item of a section, in file order.
    fn items<T>(
        &mut self,
        tree: &Table,
        section: &'static str,
        mut read: impl FnMut(&mut Reader, &mut Item<'_>) -> T,
    ) -> Vec<T> {
        let mut items = Vec::new();
        let Some(table) = tree.get(section).and_then(Node::table) else {
            return items;
        };
        for (key, node) in &table.entries {
            self.check_key(key, &node.key_place);
            if let Some(table) = self.item_table(node, section, key) {
                items.push(read(self, &mut item_at(section, key, node, table)));
            }
        }
        items
    }

    pub(super) fn check_key(&mut self, key: &str, place: &Place) {
        let allowed =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let starts = key.starts_with(|first: char| first.is_ascii_lowercase());
        if starts && key.chars().all(allowed) && key.len() <= 60 {
            return;
        }
        let cleaned: String = key
            .to_lowercase()
            .chars()
            .map(|letter| if allowed(letter) { letter } else { '_' })
            .take(60)
            .collect();
        let trimmed = cleaned.trim_start_matches(|first: char| !first.is_ascii_lowercase());
        let shown: String = key.chars().take(60).collect();
        let name = if trimmed.is_empty() { "item" } else { trimmed };
        self.report(
            Diagnostic::at(Code::KeyForm, place)
                .with("found", shown)
                .with("suggestion", name),
        );
    }

    /// A section that stands once; `None`, with a finding, where it is missing.
    fn section<'t>(
        &mut self,
        tree: &'t Table,
        section: &'static str,
        example: &str,
    ) -> Option<Item<'t>> {
        let Some(node) = tree.get(section) else {
            self.report(
                Diagnostic::without_place(Code::MissingSection)
                    .with("section", section)
                    .with("example", example),
            );
            return None;
        };
        let table = node.table()?;
        let label = Label::same(humanised(section));
        Some(Item::new(
            section.to_owned(),
            label,
            node.key_place.clone(),
            table,
        ))
    }

    pub(super) fn scenario(
        &mut self,
        tree: &Table,
        stresses: &[Stress],
        set_stress: Option<usize>,
    ) -> Option<Scenario> {
        let (plan, rules) = self.plan_and_rules(tree)?;
        let example = "[entities.hub]\nname = \"…\"\nkind = \"company\"\nlegal_form = \"srl\"\nfounded = \"2024-01\"";
        self.section(tree, "entities", example);
        let vat_classes = self.items(tree, "vat", Reader::vat_class);
        let indices = self.items(tree, "indices", Reader::index);
        self.check_index_circles(&indices);
        let lag = &rules.vat.refund_lag;
        let entities = self.items(tree, "entities", |reader, item| reader.entity(item, lag));
        let openings = self.openings(tree, &entities);
        let days = &rules.payment.days;
        let spaces = self.items(tree, "spaces", |reader, item| reader.space(item, days));
        let tenants = self.items(tree, "tenants", Reader::tenant);
        self.check_tenants(&spaces, &tenants);
        let scenario = Scenario {
            milestones: self.items(tree, "milestones", Reader::milestone),
            areas: self.items(tree, "areas", Reader::area),
            spaces,
            tenants,
            leases: self.items(tree, "leases", |reader, item| {
                reader.lease(item, &rules.leases)
            }),
            services: self.items(tree, "services", |reader, item| reader.service(item, days)),
            staff: self.items(tree, "staff", Reader::staff),
            costs: self.items(tree, "costs", |reader, item| reader.cost(item, days)),
            capex: self.items(tree, "capex", |reader, item| reader.investment(item, days)),
            equity: self.items(tree, "equity", |reader, item| {
                reader.equity(item, &entities)
            }),
            dividends: self.every_dividend(tree, &entities, &rules),
            contributions: self.items(tree, "contributions", Reader::contribution),
            grants: self.items(tree, "grants", Reader::grant),
            loans: self.items(tree, "loans", |reader, item| reader.loan(item, &openings)),
            bonds: self.items(tree, "bonds", Reader::bond),
            flows: self.items(tree, "flows", Reader::flow),
            valuations: self.items(tree, "valuations", Reader::valuation),
            target: self.stated_target(tree),
            figures: self.items(tree, "figures", Reader::figure),
            asserts: self.items(tree, "asserts", Reader::assertion),
            correlations: Vec::new(),
            factors: Vec::new(),
            copula: Copula::Gaussian,
            stresses: stresses.to_vec(),
            set_stress,
            plan,
            rules,
            vat_classes,
            indices,
            entities,
            openings,
        };
        self.check_across(&scenario);
        Some(self.with_dependence(tree, scenario))
    }

    /// `[plan]` and `[rules]`, without which nothing else can be read.
    fn plan_and_rules(&mut self, tree: &Table) -> Option<(Plan, Rules)> {
        let example = "[plan]\nname = \"…\"\nstart = \"2024-01\"\nyears = 5";
        let plan = self
            .section(tree, "plan", example)
            .map(|mut item| self.plan(&mut item));
        let rules = tree
            .get("rules")
            .and_then(|node| node.table().map(|table| (node, table)));
        let rules = rules.map(|(node, table)| self.rules(table, &node.key_place));
        Some((plan?, rules?))
    }

    /// The opening balance sheets of entities.
    fn openings(&mut self, tree: &Table, entities: &[Entity]) -> Vec<Opening> {
        self.items(tree, "opening", |reader, item| {
            let name = crate::diagnostic::Located::new(item.name.clone(), item.place.clone());
            reader.resolve(&name, "entities");
            reader.opening(item, entities)
        })
    }

    /// The dividends of companies, one section for each.
    fn every_dividend(
        &mut self,
        tree: &Table,
        entities: &[Entity],
        rules: &Rules,
    ) -> Vec<Dividends> {
        let approval = &rules.legal_reserve.approval_month;
        let dividends = self.items(tree, "dividends", |reader, item| {
            reader.dividends(item, entities, approval)
        });
        self.check_dividends(&dividends);
        dividends
    }

    /// What only shows once several sections have been read.
    fn check_across(&mut self, scenario: &Scenario) {
        self.check_covers(scenario);
        self.check_owners(scenario);
        self.check_taxes(scenario);
        self.check_holdings(scenario);
        self.check_covenants(&scenario.loans, &scenario.valuations);
        self.check_valuations(&scenario.valuations);
    }

    /// `[target]`, where it stands.
    fn stated_target(&mut self, tree: &Table) -> Option<Target> {
        tree.get("target")?;
        let mut item = self.section(tree, "target", "")?;
        Some(self.target(&mut item))
    }

    /// Correlations and factors, which name inputs that have been read.
    fn with_dependence(&mut self, tree: &Table, scenario: Scenario) -> Scenario {
        let correlations = self.items(tree, "correlations", |reader, item| {
            (reader.correlation(item), item.place.clone())
        });
        let (correlations, places): (Vec<_>, Vec<Place>) = correlations.into_iter().unzip();
        let correlations = self.check_correlations(correlations, &places);
        let factors = self.items(tree, "factors", |reader, item| {
            (reader.factor(item), item.place.clone())
        });
        let (factors, places): (Vec<_>, Vec<Place>) = factors.into_iter().unzip();
        self.check_factors(&factors, &places);
        let copula = tree
            .get("dependence")
            .and_then(|_| self.section(tree, "dependence", ""))
            .map(|mut item| self.copula(&mut item));
        Scenario {
            correlations,
            factors,
            copula: copula.unwrap_or_default(),
            ..scenario
        }
    }

    /// A stress that changes nothing is a mistake. The first `sets` come from `--set`: what they
    /// do not match is laid over the tree instead.
    pub(super) fn check_settings(&mut self, tree: &Table, sets: usize) {
        let unmatched: Vec<Setting> = self
            .settings
            .iter()
            .skip(sets)
            .filter(|setting| !setting.matched)
            .cloned()
            .collect();
        for setting in unmatched {
            let live: Vec<&str> = self.live.iter().map(|live| live.path.as_str()).collect();
            let path = setting.path.as_str();
            let below = only_below(path, &live);
            let code = if below.is_none() && tree.at(path).is_some() {
                Code::NotLive
            } else {
                Code::PathMatchesNothing
            };
            let found = Diagnostic::at(code, &setting.node.key_place).with("found", path);
            let found = match below.or_else(|| nearest(path, live.iter().copied())) {
                Some(near) => found.with("suggestion", near),
                None => found,
            };
            self.report(found);
        }
    }
}
