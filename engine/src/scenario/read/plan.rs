//! `[plan]`, `[indices]`, `[milestones]`, `[areas]`, `[target]`, `[figures]`, `[asserts]`.

use super::date::Past;
use super::reader::{Item, Reader, humanised};
use super::written::Written;
use crate::calendar::YearMonth;
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{
    Area, Assert, Claim, Comparison, Figure, FigureKind, Index, IndexSource, Milestone, Plan,
    Target,
};
use crate::uncertainty::{Design, Sampler};
use crate::wording::{Label, Language};

/// The longest plan in years, tail included.
const LONGEST: u64 = 30;

impl Reader {
    /// `[plan]`. The months of the reader are those of this plan from then on.
    pub(super) fn plan(&mut self, item: &mut Item<'_>) -> Plan {
        let name = self.text(item, "name", "…");
        if item
            .table
            .get("name")
            .is_some_and(|node| node.text().is_some())
        {
            self.check_shown("plan.name", &name);
        }
        let start = self.start(item);
        if item.table.get("years").is_none() {
            self.missing(item, "years", "years = 5");
        }
        let years = self.integer(item, "years", (1, LONGEST));
        let tail = self.integer(item, "tail_months", (0, LONGEST * 12));
        self.months_known &= years.is_some();
        self.months_known &= tail.is_some() || item.table.get("tail_months").is_none();
        let (years, tail) = (years.unwrap_or(1), tail.unwrap_or(0));
        let total = years + tail.div_ceil(12);
        if total > LONGEST {
            self.months_known = false;
            self.report(
                Diagnostic::at(Code::PlanTooLong, &item.place).with("found", total.to_string()),
            );
        }
        let known_until = self.month(item, "known_until");
        let currency = self.currency(item);
        let languages = Language::ALL.map(|language| (language.code(), language));
        let language = self.choice(item, "language", &languages, &[]);
        let design = self.design(item);
        self.finish(item);
        let small = |number: u64| u32::try_from(number.min(LONGEST * 12)).unwrap_or(1);
        let plan = Plan {
            name: name.value,
            start,
            years: small(years),
            tail_months: small(tail),
            known_until: known_until.map_or(start.plus_months(-1), |month| month.value),
            currency,
            language: language.unwrap_or(Language::Italian),
            design,
            place: item.place.clone(),
        };
        self.timeline = plan.timeline();
        self.years = plan.years;
        plan
    }

    /// `sampler`, `replicates` and `seed`.
    fn design(&mut self, item: &mut Item<'_>) -> Design {
        let seed = self.integer(item, "seed", (0, u64::MAX >> 1)).unwrap_or(0);
        let samplers = Sampler::ALL.map(|sampler| (sampler.word(), sampler));
        let sampler = self.choice(item, "sampler", &samplers, &[]);
        let allowed = (Design::FEWEST.into(), Design::MOST.into());
        let replicates = self.integer(item, "replicates", allowed);
        let replicates = replicates.and_then(|number| u32::try_from(number).ok());
        Design {
            sampler: sampler.unwrap_or(Sampler::Plain),
            replicates: replicates.unwrap_or(Design::USUAL),
            trials: 0,
            seed,
        }
    }

    fn start(&mut self, item: &mut Item<'_>) -> YearMonth {
        if item.table.get("start").is_none() {
            self.missing(item, "start", "start = \"2024-01\"");
        }
        let fallback = self.timeline.start();
        let Some(start) = self.month(item, "start") else {
            self.months_known = false;
            return fallback;
        };
        if (1950..=2200).contains(&start.value.year()) {
            return start.value;
        }
        self.months_known = false;
        self.report(
            Diagnostic::at(Code::OutOfBounds, &start.place)
                .with("path", "plan.start")
                .with("found", start.value.to_string())
                .with_label(
                    "allowed",
                    Label::new("dal 1950 al 2200", "from 1950 to 2200"),
                )
                .with("example", "\"2024-01\""),
        );
        fallback
    }

    /// `[indices.*]`.
    pub(super) fn index(&mut self, item: &mut Item<'_>) -> Index {
        self.label(item);
        let source = match self.optional_reference(item, "follows", "indices") {
            Some(index) => {
                let label = Label::new("quota del tasso seguito", "share of the rate followed");
                let share = self.number_or(item, Field::share("share", label), Decimal::ONE);
                let label = Label::new("scarto annuo", "yearly drift");
                let drift =
                    Field::new("drift", label, Unit::PercentPerYear).within(Bounds::YEARLY_CHANGE);
                let drift = self.number_or(item, drift, Decimal::ZERO);
                self.finish(item);
                IndexSource::Follows {
                    index,
                    share,
                    drift,
                }
            }
            None => {
                let label = Label::new("tasso annuo", "yearly rate");
                let field =
                    Field::new("yearly", label, Unit::PercentPerYear).within(Bounds::YEARLY_CHANGE);
                let node = super::tree::Node {
                    place: item.place.clone(),
                    key_place: item.place.clone(),
                    value: super::tree::Value::Table(item.table.clone()),
                };
                let extra = ["label", "follows", "share", "drift"];
                let path = item.path.clone();
                IndexSource::Stated(self.number_at(&node, path, item.label.clone(), &field, &extra))
            }
        };
        Index {
            name: item.name.clone(),
            label: item.label.clone(),
            source,
            place: item.place.clone(),
        }
    }

    /// Refuses indices that follow one another in a circle.
    pub(super) fn check_index_circles(&mut self, indices: &[Index]) {
        for index in indices {
            let mut seen = vec![index.name.as_str()];
            let mut at = index;
            while let IndexSource::Follows { index: next, .. } = &at.source {
                let Some(found) = indices.iter().find(|other| other.name == *next) else {
                    break;
                };
                if seen.contains(&found.name.as_str()) {
                    if found.name == index.name {
                        let circle = format!("{} → {}", seen.join(" → "), found.name);
                        self.report(
                            Diagnostic::at(Code::IndexCircle, &index.place).with("found", circle),
                        );
                    }
                    break;
                }
                seen.push(&found.name);
                at = found;
            }
        }
    }

    /// `[milestones.*]`.
    pub(super) fn milestone(&mut self, item: &mut Item<'_>) -> Milestone {
        self.label(item);
        let date = self.date(item, "date", Label::new("data", "date"), Past::Allowed);
        if date.fixed().is_none() {
            let text = Located::new("milestones.…".to_owned(), date.place.clone());
            self.parse_month(&date.path, &text);
        }
        let label = Label::new("ritardo", "delay");
        let delay = Field::new("delay_months", label, Unit::Months)
            .within(Bounds::MONTHS)
            .lag()
            .one();
        let delay_months = self.number_or(item, delay, Decimal::ZERO);
        self.finish(item);
        Milestone {
            name: item.name.clone(),
            label: item.label.clone(),
            date,
            delay_months,
            place: item.place.clone(),
        }
    }

    /// `[areas.*]`.
    pub(super) fn area(&mut self, item: &mut Item<'_>) -> Area {
        self.label(item);
        let entity = self.reference(item, "entity", "entities");
        let label = Label::new("superficie lorda", "gross area");
        let gross_m2 = self.number(item, Field::positive("gross_m2", label, Unit::Area));
        let opens = self.date(
            item,
            "opens",
            Label::new("apertura", "opening"),
            Past::Allowed,
        );
        self.finish(item);
        Area {
            name: item.name.clone(),
            label: item.label.clone(),
            entity,
            gross_m2,
            opens,
            place: item.place.clone(),
        }
    }

    /// `[target]`.
    pub(super) fn target(&mut self, item: &mut Item<'_>) -> Target {
        let entity = self.reference(item, "entity", "entities");
        if item.table.get("by").is_none() {
            let last = self.timeline.last();
            self.missing(item, "by", &format!("by = \"{last}\""));
        }
        let by = self.month(item, "by");
        if let Some(by) = &by {
            self.check_computed("target.by", by.value, &by.place);
        }
        let measure = [("operating_cash_after_rent_and_debt_service", ())];
        self.choice(item, "measure", &measure, &[]);
        let window = self.integer(item, "window_months", (1, 60)).unwrap_or(12);
        let hold = self.integer(item, "hold_months", (0, 60)).unwrap_or(0);
        let minimum_cash = self.boolean(item, "minimum_cash", true);
        let names = self.texts(item, "insolvency");
        let insolvency = names
            .iter()
            .map(|name| self.resolve(name, "entities"))
            .collect();
        let confidence = item.take("confidence").map(|node| {
            let share = Field::share("confidence", Label::new("confidenza", "confidence"));
            self.plain(node, "target.confidence", &share)
        });
        self.finish(item);
        let small = |number: u64| u32::try_from(number).unwrap_or(12);
        Target {
            entity,
            by: by.map_or(self.timeline.start(), |by| by.value),
            window_months: small(window),
            hold_months: small(hold),
            minimum_cash,
            insolvency,
            confidence,
            place: item.place.clone(),
        }
    }

    /// `[figures.*]`.
    pub(super) fn figure(&mut self, item: &mut Item<'_>) -> Figure {
        self.label(item);
        let kinds = [
            ("irr", FigureKind::Irr),
            ("sum", FigureKind::Sum),
            ("min", FigureKind::Min),
            ("max", FigureKind::Max),
            ("first_month_where", FigureKind::FirstMonthWhere),
            ("npv", FigureKind::Sum),
            ("at", FigureKind::Sum),
        ];
        let words: Vec<(&'static str, usize)> = kinds
            .iter()
            .enumerate()
            .map(|(at, (word, _))| (*word, at))
            .collect();
        let chosen = self.required_choice(item, "kind", &words, &[]);
        let kind = match kinds[chosen].0 {
            "npv" => {
                let label = Label::new("tasso", "rate");
                let rate = Field::new("rate", label, Unit::PercentPerYear).one();
                FigureKind::Npv(Box::new(self.number(item, rate)))
            }
            "at" => {
                if item.table.get("month").is_none() {
                    self.missing(
                        item,
                        "month",
                        &format!("month = \"{}\"", self.timeline.last()),
                    );
                }
                let month = self.month(item, "month");
                if let Some(month) = &month {
                    self.check_computed(&item.path_of("month"), month.value, &month.place);
                }
                FigureKind::At(month.map_or(self.timeline.start(), |month| month.value))
            }
            _ => kinds[chosen].1.clone(),
        };
        let of = self.text(item, "of", "hub.cash.closing");
        let exit = self.optional_reference(item, "exit", "valuations");
        self.finish(item);
        Figure {
            name: item.name.clone(),
            label: item.label.clone(),
            kind,
            of,
            exit,
            place: item.place.clone(),
        }
    }

    /// `[asserts.*]`.
    pub(super) fn assertion(&mut self, item: &mut Item<'_>) -> Assert {
        self.label(item);
        if item.table.get("that").is_none() {
            self.missing(item, "that", "that = [\"hub.cash.closing.min >= 0\"]");
        }
        let texts = self.texts(item, "that");
        let that = texts.iter().filter_map(|text| self.claim(text)).collect();
        self.finish(item);
        Assert {
            name: item.name.clone(),
            label: item.label.clone(),
            that,
            place: item.place.clone(),
        }
    }

    fn claim(&mut self, text: &Located<String>) -> Option<Claim> {
        let claim = claim(text);
        if claim.is_none() {
            let shown: String = text.value.chars().take(80).collect();
            self.report(Diagnostic::at(Code::BadClaim, &text.place).with("found", shown));
        }
        claim
    }
}

fn claim(text: &Located<String>) -> Option<Claim> {
    let operators = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("!=", Comparison::NotEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ];
    let (left, right, op) = operators.into_iter().find_map(|(sign, op)| {
        let (left, right) = text.value.split_once(sign)?;
        Some((left.trim(), right.trim(), op))
    })?;
    let name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if left.is_empty() || !left.chars().all(name) {
        return None;
    }
    let right = Written::parse(right).ok()?.scaled();
    Some(Claim {
        text: text.value.clone(),
        left: left.to_owned(),
        op,
        right,
        place: text.place.clone(),
    })
}

/// An item of a section, with the label that its key gives it.
pub(super) fn item_at<'t>(
    section: &str,
    key: &str,
    node: &super::tree::Node,
    table: &'t super::tree::Table,
) -> Item<'t> {
    let label = Label::same(humanised(key));
    Item::new(
        format!("{section}.{key}"),
        label,
        node.key_place.clone(),
        table,
    )
}
