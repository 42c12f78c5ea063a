//! `[correlations]` and `[factors]`: what moves together, and whether it can.

use std::f64::consts::PI;

use super::change::matches;
use super::reader::{Item, Reader, suggest};
use crate::diagnostic::{Code, Diagnostic, Located, Place};
use crate::quantity::{Bounds, Decimal, Unit, to_float};
use crate::scenario::field::Field;
use crate::uncertainty::{Correlation, Factor};
use crate::wording::Label;

/// The most inputs that correlations may join: the check takes their cube.
const MOST_CORRELATED: usize = 60;
/// The most inputs for which a mend is searched for.
const MOST_MENDED: usize = 12;
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

    /// The matrix of all correlations must have no negative eigenvalue.
    pub(super) fn check_correlations(&mut self, correlations: &[Correlation], places: &[Place]) {
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
            return;
        }
        if least_eigenvalue(&joint(&names, correlations)) >= NOTHING {
            return;
        }
        // Blame the last correlation that, changed alone, would make the whole possible.
        let few = names.len() <= MOST_MENDED;
        let mended = (0..correlations.len())
            .rev()
            .filter(|_| few)
            .find_map(|at| {
                let rank = possible(&names, correlations, at)?;
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
}

fn weight(key: &'static str) -> Field {
    let bounds = Bounds {
        low: Some(-Decimal::ONE),
        high: Some(Decimal::ONE),
    };
    Field::new(key, Label::new("peso", "weight"), Unit::Ratio).within(bounds)
}

fn identity(size: usize) -> Vec<Vec<f64>> {
    let row = |at: usize| {
        (0..size)
            .map(|of| if of == at { 1.0 } else { 0.0 })
            .collect()
    };
    (0..size).map(row).collect()
}

/// Spearman's rank correlation as the correlation of normals: `2 sin(π ρ / 6)`.
fn pearson(rank: Decimal) -> f64 {
    2.0 * (PI * to_float(rank) / 6.0).sin()
}

/// The matrix of all correlations; inputs that none joins are independent.
fn joint(names: &[&str], correlations: &[Correlation]) -> Vec<Vec<f64>> {
    let position = |path: &str| names.iter().position(|name| *name == path).unwrap_or(0);
    let mut matrix = identity(names.len());
    for correlation in correlations {
        for (nth, first) in correlation.between.iter().enumerate() {
            for second in &correlation.between[nth + 1..] {
                let (row, column) = (position(first), position(second));
                if row != column {
                    matrix[row][column] = pearson(correlation.rank);
                    matrix[column][row] = pearson(correlation.rank);
                }
            }
        }
    }
    matrix
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

/// The least eigenvalue of a symmetric matrix by Jacobi rotations.
///
/// # Source
/// Golub and Van Loan, Matrix Computations, 8.5.
fn least_eigenvalue(matrix: &[Vec<f64>]) -> f64 {
    let mut a = matrix.to_vec();
    let size = a.len();
    for _sweep in 0..50 {
        let off = |a: &[Vec<f64>]| -> f64 {
            (0..size)
                .flat_map(|p| (0..p).map(move |q| (p, q)))
                .map(|(p, q)| a[p][q] * a[p][q])
                .sum()
        };
        if off(&a) < 1e-20 {
            break;
        }
        for p in 0..size {
            for q in p + 1..size {
                rotate(&mut a, p, q);
            }
        }
    }
    (0..size).map(|at| a[at][at]).fold(1.0, f64::min)
}

fn rotate(a: &mut [Vec<f64>], p: usize, q: usize) {
    if a[p][q].abs() < 1e-300 {
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for row in a.iter_mut() {
        let (x, y) = (row[p], row[q]);
        row[p] = c * x - s * y;
        row[q] = s * x + c * y;
    }
    let (above, below) = a.split_at_mut(q);
    for (x, y) in above[p].iter_mut().zip(below[0].iter_mut()) {
        (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
    }
}

#[cfg(test)]
mod tests {
    use super::{least_eigenvalue, pearson};
    use crate::quantity::Decimal;

    #[test]
    fn rank_to_pearson() {
        // Pearson 2 sin(pi/12) and 2 sin(0.8 pi/6), six digits.
        assert!((pearson(Decimal::new(5, 1)) - 0.517_638).abs() < 1e-6);
        assert!((pearson(Decimal::new(8, 1)) - 0.813_473).abs() < 1e-6);
    }

    #[test]
    fn eigenvalues_of_a_chain() {
        // [[1,1,0],[1,1,1],[0,1,1]] has the eigenvalues 1 and 1 ± √2.
        let chain = [
            vec![1.0, 1.0, 0.0],
            vec![1.0, 1.0, 1.0],
            vec![0.0, 1.0, 1.0],
        ];
        assert!((least_eigenvalue(&chain) - (1.0 - 2.0_f64.sqrt())).abs() < 1e-12);
    }
}
