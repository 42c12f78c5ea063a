//! Correlation matrices: what some pairs state for all, whether numbers can have them, and the
//! nearest ones that they can.

use std::f64::consts::PI;

use super::Correlation;
use crate::quantity::{Decimal, from_float, to_float};

/// A symmetric matrix, row by row.
pub type Matrix = Vec<Vec<f64>>;

/// The correlation of two normals whose ranks are correlated by ρ: `2 sin(π ρ / 6)`.
///
/// # Source
/// K. Pearson, "On further methods of determining correlation" (1907).
pub fn normal_correlation(rank: f64) -> f64 {
    2.0 * (PI * rank / 6.0).sin()
}

/// The rank correlation of two normals that are correlated by r: `6/π asin(r / 2)`.
pub fn rank_correlation(normal: f64) -> f64 {
    6.0 / PI * (normal / 2.0).clamp(-0.5, 0.5).asin()
}

/// The correlations of the normals behind some inputs; inputs that none joins are independent, and of
/// two that join the same inputs the later one counts. Names that are not among these are passed over.
pub fn joint(names: &[&str], correlations: &[Correlation]) -> Matrix {
    let position = |path: &String| names.iter().position(|name| name == path);
    let mut matrix = identity(names.len());
    for correlation in correlations {
        let known: Vec<usize> = correlation.between.iter().filter_map(position).collect();
        let normal = normal_correlation(to_float(correlation.rank));
        for (nth, first) in known.iter().enumerate() {
            for second in known[nth + 1..].iter().filter(|second| *second != first) {
                matrix[*first][*second] = normal;
                matrix[*second][*first] = normal;
            }
        }
    }
    matrix
}

/// The rank correlation of each pair that a matrix of normals' correlations joins.
pub fn pairs(names: &[&str], matrix: &Matrix) -> Vec<Correlation> {
    let mut pairs = Vec::new();
    for (row, first) in names.iter().enumerate() {
        for (column, second) in names.iter().enumerate().skip(row + 1) {
            let rank = from_float(rank_correlation(matrix[row][column]));
            let rank = rank.unwrap_or(Decimal::ZERO);
            if !rank.is_zero() {
                pairs.push(Correlation {
                    between: vec![(*first).to_owned(), (*second).to_owned()],
                    rank,
                });
            }
        }
    }
    pairs
}

/// The eigenvalues of a symmetric matrix with their vectors (a column each), by Jacobi's rotations.
///
/// # Source
/// G. H. Golub and C. F. Van Loan, Matrix Computations, 8.5.
pub fn eigen(matrix: &Matrix) -> (Vec<f64>, Matrix) {
    let size = matrix.len();
    let (mut a, mut vectors) = (matrix.clone(), identity(size));
    for _sweep in 0..60 {
        let below = (0..size).flat_map(|p| (0..p).map(move |q| (p, q)));
        let off: f64 = below.map(|(p, q)| a[p][q] * a[p][q]).sum();
        if off < 1e-24 {
            break;
        }
        for p in 0..size {
            for q in p + 1..size {
                rotate(&mut a, &mut vectors, p, q);
            }
        }
    }
    ((0..size).map(|at| a[at][at]).collect(), vectors)
}

/// The least eigenvalue: below zero, no numbers have these correlations.
pub fn least_eigenvalue(matrix: &Matrix) -> f64 {
    eigen(matrix).0.into_iter().fold(f64::INFINITY, f64::min)
}

fn rotate(a: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) {
    if a[p][q].abs() < 1e-300 {
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for row in a.iter_mut().chain(vectors.iter_mut()) {
        let (x, y) = (row[p], row[q]);
        row[p] = c * x - s * y;
        row[q] = s * x + c * y;
    }
    let (above, below) = a.split_at_mut(q);
    for (x, y) in above[p].iter_mut().zip(below[0].iter_mut()) {
        (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
    }
}

/// The correlation matrix nearest to a symmetric one, by the sum of the squares of what changes, with
/// no eigenvalue below 10⁻⁸.
///
/// Alternating projections on the matrices without negative eigenvalues and on those with a diagonal
/// of ones, with Dykstra's correction; the result is then mixed with as little of the identity as lifts
/// its least eigenvalue.
///
/// # Source
/// N. J. Higham, "Computing the nearest correlation matrix: a problem from finance", IMA Journal of
/// Numerical Analysis 22 (2002), algorithm 3.3.
pub fn nearest(matrix: &Matrix) -> Matrix {
    const LEAST: f64 = 1e-8;
    let size = matrix.len();
    let mut y = matrix.clone();
    let mut correction = vec![vec![0.0; size]; size];
    for _ in 0..1_000 {
        let r = combined(&y, &correction, |y, correction| y - correction);
        let x = without_negative(&r);
        correction = combined(&x, &r, |x, r| x - r);
        let mut next = x;
        for (at, row) in next.iter_mut().enumerate() {
            row[at] = 1.0;
        }
        let change = distance(&next, &y);
        y = next;
        if change < 1e-12 * distance(&y, &vec![vec![0.0; size]; size]) {
            break;
        }
    }
    let least = least_eigenvalue(&y);
    if least >= LEAST {
        return y;
    }
    // (1 − ε) λ + ε reaches the least one allowed.
    let part = (LEAST - least) / (1.0 - least);
    combined(&y, &identity(size), |y, one| (1.0 - part) * y + part * one)
}

/// The nearest matrix without negative eigenvalues: those are put to zero.
fn without_negative(matrix: &Matrix) -> Matrix {
    let (values, vectors) = eigen(matrix);
    let entry = |row: usize, column: usize| {
        let parts = values.iter().enumerate();
        parts
            .map(|(at, value)| value.max(0.0) * vectors[row][at] * vectors[column][at])
            .sum()
    };
    let size = matrix.len();
    (0..size)
        .map(|row| (0..size).map(|column| entry(row, column)).collect())
        .collect()
}

/// The root of the sum of the squares of what differs.
pub fn distance(a: &Matrix, b: &Matrix) -> f64 {
    let squares = combined(a, b, |a, b| (a - b) * (a - b));
    squares.into_iter().flatten().sum::<f64>().sqrt()
}

fn combined(a: &Matrix, b: &Matrix, entry: impl Fn(f64, f64) -> f64) -> Matrix {
    let rows = a.iter().zip(b);
    rows.map(|(a, b)| a.iter().zip(b).map(|(a, b)| entry(*a, *b)).collect())
        .collect()
}

fn identity(size: usize) -> Matrix {
    let row = |at: usize| (0..size).map(move |of| f64::from(u8::from(of == at)));
    (0..size).map(|at| row(at).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        Matrix, distance, joint, least_eigenvalue, nearest, normal_correlation, pairs,
        rank_correlation,
    };
    use crate::quantity::Decimal;
    use crate::uncertainty::Correlation;

    // 2 sin(π ρ / 6), seven digits.
    #[test]
    fn ranks_and_normals() {
        for (rank, normal) in [
            (0.3, 0.312_868_9),
            (0.5, 0.517_638_1),
            (0.6, 0.618_034_0),
            (0.8, 0.813_473_3),
        ] {
            assert!((normal_correlation(rank) - normal).abs() < 5e-8);
            assert!((rank_correlation(normal) - rank).abs() < 1e-7);
        }
    }

    fn chain() -> Matrix {
        vec![
            vec![1.0, 1.0, 0.0],
            vec![1.0, 1.0, 1.0],
            vec![0.0, 1.0, 1.0],
        ]
    }

    // [[1,1,0],[1,1,1],[0,1,1]] has the eigenvalues 1 and 1 ± √2.
    #[test]
    fn eigenvalues_of_a_chain() {
        assert!((least_eigenvalue(&chain()) - (1.0 - 2.0_f64.sqrt())).abs() < 1e-12);
    }

    // Higham's own example (2002, section 5): 0.7607 beside the diagonal and 0.1573 in the corner, at
    // the distance 0.5278; and the tridiagonal matrix of 2 and −1 with four rows.
    #[test]
    fn highams_examples() {
        let found = nearest(&chain());
        assert!((found[0][1] - 0.760_690).abs() < 1e-6, "{found:?}");
        assert!((found[0][2] - 0.157_298).abs() < 1e-6);
        assert!((distance(&found, &chain()) - 0.527_790_5).abs() < 1e-6);
        let tridiagonal: Matrix = (0..4_usize)
            .map(|row| {
                let entry = |column: usize| match row.abs_diff(column) {
                    0 => 2.0,
                    1 => -1.0,
                    _ => 0.0,
                };
                (0..4).map(entry).collect()
            })
            .collect();
        let found = nearest(&tridiagonal);
        let expected = [-0.808_412, 0.191_588, 0.106_775];
        for (column, expected) in expected.into_iter().enumerate() {
            assert!((found[0][column + 1] - expected).abs() < 1e-6, "{found:?}");
        }
        assert!((found[1][2] + 0.656_233).abs() < 1e-6);
        assert!((distance(&found, &tridiagonal) - 2.133_73).abs() < 1e-5);
        assert!(least_eigenvalue(&found) > 0.9e-8);
    }

    #[test]
    fn what_is_possible_stays_as_it_is() {
        let stated = [Correlation {
            between: ["a", "b", "c"].map(str::to_owned).to_vec(),
            rank: Decimal::new(4, 1),
        }];
        let names = ["a", "b", "c", "d"];
        let matrix = joint(&names, &stated);
        assert!(distance(&nearest(&matrix), &matrix) < 1e-12);
        let apart = pairs(&names, &matrix);
        assert_eq!(apart.len(), 3);
        assert!(distance(&joint(&names, &apart), &matrix) < 1e-15);
    }
}
