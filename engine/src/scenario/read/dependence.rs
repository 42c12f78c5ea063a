//! `[correlations]`, `[factors]` and `[dependence]`: what moves together, and whether it can.

use super::change::matches;
use super::reader::{Item, Reader, suggest};
use super::tree::Value;
use crate::diagnostic::{Code, Diagnostic, Located, Place};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::uncertainty::correlation_matrix::{
    Matrix, joint, least_eigenvalue, nearest, pairs, rank_correlation,
};
use crate::uncertainty::{Copula, Correlation, Factor};
use crate::wording::Label;

/// The most inputs that correlations may join: the check takes their cube.
const MOST_CORRELATED: usize = 60;
/// The most inputs for which a mend is searched for.
const MOST_MENDED: usize = 12;
/// By how much a repair may change a rank correlation.
const MOST_REPAIRED: f64 = 0.10;
/// What an eigenvalue may lie below zero by rounding.
const NOTHING: f64 = -1e-9;

impl Reader {
    /// `[correlations.*]`, read after all inputs.
    pub(super) fn correlation(&mut self, item: &mut Item<'_>) -> Correlation {
        if item.table.get("between").is_none() {
            let example = "between = [\"indices.inflation\", \"spaces.desks.price\"]";
            self.missing(item, "between", example);
        }
        let paths = self.texts(item, "between");
        for path in &paths {
            self.uncertain_input(path);
        }
        self.check_joined(item, &paths);
        let rank = item.take("rank").map(|node| {
            let path = item.path_of("rank");
            self.plain(node, &path, &weight("rank"))
        });
        if rank.is_none() {
            self.missing(item, "rank", "rank = 0.5");
        }
        self.finish(item);
        Correlation {
            between: paths.into_iter().map(|path| path.value).collect(),
            rank: rank.unwrap_or_default(),
        }
    }

    /// A correlation joins numbers that differ, two at least.
    fn check_joined(&mut self, item: &Item<'_>, paths: &[Located<String>]) {
        for (at, path) in paths.iter().enumerate() {
            if paths[..at]
                .iter()
                .any(|earlier| earlier.value == path.value)
            {
                self.report(
                    Diagnostic::at(Code::CorrelatesNothing, &path.place)
                        .with("path", item.path.as_str())
                        .with("found", path.value.as_str()),
                );
            }
        }
        if let ([_] | [], Some(node)) = (paths, item.table.get("between"))
            && matches!(node.value, Value::List(_))
        {
            self.report(
                Diagnostic::at(Code::CorrelatesNothing, &node.place)
                    .with("path", item.path.as_str()),
            );
        }
    }

    /// Checks that a path names an input with uncertainty.
    fn uncertain_input(&mut self, path: &Located<String>) {
        match self.live.iter().find(|live| live.path == path.value) {
            Some(live) if live.uncertain => {}
            Some(_) => self.report(
                Diagnostic::at(Code::NotUncertain, &path.place).with("found", path.value.as_str()),
            ),
            None => {
                let found = Diagnostic::at(Code::PathMatchesNothing, &path.place)
                    .with("found", path.value.as_str());
                let known = self.live.iter().map(|live| live.path.as_str());
                let found = suggest(found, &path.value, known);
                self.report(found);
            }
        }
    }

    /// `[factors.*]`, read after all inputs.
    pub(super) fn factor(&mut self, item: &mut Item<'_>) -> Factor {
        let mut loads = Vec::new();
        let node = item.take("loads");
        match node.map(|node| (node, node.table())) {
            Some((_, Some(table))) => {
                for (pattern, node) in &table.entries {
                    let path = format!("{}.loads", item.path);
                    let load = self.plain(node, &path, &weight("loads"));
                    let pattern = Located::new(pattern.clone(), node.key_place.clone());
                    for path in self.named(&pattern) {
                        loads.push((path, load));
                    }
                }
            }
            Some((node, None)) => {
                let expected = Label::new("percorsi con i loro pesi", "paths with their weights");
                let example = "loads = { \"spaces.*.occupancy.full\" = 0.7 }";
                self.wrong_type(node, &item.path_of("loads"), expected, example);
            }
            None => {
                let example = "loads = { \"spaces.*.occupancy.full\" = 0.7 }";
                self.missing(item, "loads", example);
            }
        }
        self.finish(item);
        Factor {
            name: item.name.clone(),
            loads,
        }
    }

    /// The uncertain inputs that a pattern names.
    fn named(&mut self, pattern: &Located<String>) -> Vec<String> {
        if !pattern.value.contains('*') {
            self.uncertain_input(pattern);
            return vec![pattern.value.clone()];
        }
        let uncertain = self.live.iter().filter(|live| live.uncertain);
        let found: Vec<String> = uncertain
            .filter(|live| matches(&pattern.value, &live.path))
            .map(|live| live.path.clone())
            .collect();
        if found.is_empty() {
            self.report(
                Diagnostic::at(Code::PathMatchesNothing, &pattern.place)
                    .with("found", pattern.value.as_str()),
            );
        }
        found
    }

    /// The squares of an input's weights add to at most one.
    pub(super) fn check_factors(&mut self, factors: &[Factor], places: &[Place]) {
        let mut sums: Vec<(&str, Decimal)> = Vec::new();
        for (factor, place) in factors.iter().zip(places) {
            for (path, load) in &factor.loads {
                let square = load * load;
                let at = sums.iter().position(|(of, _)| of == path);
                let at = at.unwrap_or_else(|| {
                    sums.push((path, Decimal::ZERO));
                    sums.len() - 1
                });
                let before = sums[at].1;
                sums[at].1 += square;
                if before <= Decimal::ONE && sums[at].1 > Decimal::ONE {
                    self.report(
                        Diagnostic::at(Code::FactorsTooStrong, place)
                            .with("found", path.as_str())
                            .with("sum", sums[at].1.normalize().to_string()),
                    );
                }
            }
        }
    }

    /// The matrix of all correlations must have no negative eigenvalue. Where it has one, the nearest
    /// matrix that has none is taken and told, as long as it changes no correlation by more than
    /// [`MOST_REPAIRED`].
    pub(super) fn check_correlations(
        &mut self,
        correlations: Vec<Correlation>,
        places: &[Place],
    ) -> Vec<Correlation> {
        let mut names: Vec<&str> = Vec::new();
        for path in correlations.iter().flat_map(|of| &of.between) {
            if !names.contains(&path.as_str()) {
                names.push(path);
            }
        }
        if names.len() > MOST_CORRELATED {
            if let Some(place) = places.first() {
                self.report(
                    Diagnostic::at(Code::TooMany, place)
                        .with("path", "correlations")
                        .with("found", names.len().to_string())
                        .with("most", MOST_CORRELATED.to_string()),
                );
            }
            return correlations;
        }
        let stated = joint(&names, &correlations);
        let least = least_eigenvalue(&stated);
        if names.is_empty() || least >= NOTHING {
            return correlations;
        }
        let repaired = nearest(&stated);
        let change = largest_change(&names, &stated, &repaired);
        if change.size() > MOST_REPAIRED {
            self.impossible(&names, &correlations, places);
            return correlations;
        }
        if let Some(place) = places.last() {
            self.report(
                Diagnostic::at(Code::CorrelationsRepaired, place)
                    .with("eigenvalue", format!("{least:.4}"))
                    .with("first", change.between[0])
                    .with("second", change.between[1])
                    .with("from", format!("{:.3}", change.from))
                    .with("to", format!("{:.3}", change.to)),
            );
        }
        pairs(&names, &repaired)
    }

    /// Blames the last correlation that, changed alone, would make the whole possible.
    fn impossible(&mut self, names: &[&str], correlations: &[Correlation], places: &[Place]) {
        let few = names.len() <= MOST_MENDED;
        let mended = (0..correlations.len())
            .rev()
            .filter(|_| few)
            .find_map(|at| {
                let rank = possible(names, correlations, at)?;
                Some((at, rank))
            });
        let last = correlations.len() - 1;
        let place = &places[mended.map_or(last, |(at, _)| at)];
        let found = Diagnostic::at(Code::ImpossibleCorrelation, place);
        self.report(match mended {
            Some((_, rank)) => found.with("suggestion", rank.normalize().to_string()),
            None => found,
        });
    }

    /// `[dependence]`: how numbers move together in the extremes.
    pub(super) fn copula(&mut self, item: &mut Item<'_>) -> Copula {
        let words = [("gaussian", false), ("t", true)];
        let student = self.choice(item, "copula", &words, &[]).unwrap_or(false);
        let allowed = (Copula::FEWEST_DEGREES.into(), Copula::MOST_DEGREES.into());
        let stated = item
            .table
            .get("degrees_of_freedom")
            .map(|node| node.key_place.clone());
        let degrees = self.integer(item, "degrees_of_freedom", allowed);
        self.finish(item);
        if student {
            let degrees = degrees.and_then(|degrees| u32::try_from(degrees).ok());
            return Copula::Student {
                degrees_of_freedom: degrees.unwrap_or(Copula::USUAL_DEGREES),
            };
        }
        if let Some(place) = stated {
            self.report(
                Diagnostic::at(Code::Conflict, &place)
                    .with("path", item.path.as_str())
                    .with("first", "copula = \"gaussian\"")
                    .with("second", "degrees_of_freedom"),
            );
        }
        Copula::Gaussian
    }
}

/// The rank correlation that a repair changes most.
struct Change<'n> {
    between: [&'n str; 2],
    from: f64,
    to: f64,
}

impl Change<'_> {
    fn size(&self) -> f64 {
        (self.to - self.from).abs()
    }
}

fn largest_change<'n>(names: &[&'n str], stated: &Matrix, repaired: &Matrix) -> Change<'n> {
    let mut largest = Change {
        between: ["", ""],
        from: 0.0,
        to: 0.0,
    };
    for (row, first) in names.iter().enumerate() {
        for (column, second) in names.iter().enumerate().skip(row + 1) {
            let change = Change {
                between: [first, second],
                from: rank_correlation(stated[row][column]),
                to: rank_correlation(repaired[row][column]),
            };
            if change.size() > largest.size() {
                largest = change;
            }
        }
    }
    largest
}

fn weight(key: &'static str) -> Field {
    let bounds = Bounds {
        low: Some(-Decimal::ONE),
        high: Some(Decimal::ONE),
    };
    Field::new(key, Label::new("peso", "weight"), Unit::Ratio).within(bounds)
}

/// The rank nearest to the stated one, in twentieths, with which one correlation fits the others.
fn possible(names: &[&str], correlations: &[Correlation], at: usize) -> Option<Decimal> {
    let stated = correlations[at].rank;
    let mut ranks: Vec<Decimal> = (-20..=20).map(|step| Decimal::new(step * 5, 2)).collect();
    ranks.sort_by_key(|rank| (rank - stated).abs());
    ranks.into_iter().find(|rank| {
        let mut changed = correlations.to_vec();
        changed[at].rank = *rank;
        least_eigenvalue(&joint(names, &changed)) >= NOTHING
    })
}
