//! What moves together in the extremes: scores as Student's t has them, and back to normal ones.
//!
//! Correlated scores `z` are divided by `√(χ² / ν)`, with one `χ²` of `ν` degrees of freedom for all
//! of a trial: where it is small, all are far out together. What results is distributed as Student's
//! t; `Φ⁻¹(T_ν(x))` makes a normal score of it again, so that each number keeps its distribution and
//! only their dependence changes. It is the t copula.
//!
//! # Source
//! S. Demarta and A. J. McNeil, "The t copula and related copulas", International Statistical Review
//! 73 (2005).

use super::beta::{beta_probability, ln_gamma};
use super::curve::{Curve, REACH};
use super::normal::{normal_density, normal_probability, normal_quantile};
use crate::evaluate::compiled::math::{exp, ln};

/// A t copula's two functions, tabulated.
#[derive(Debug, Clone)]
pub(super) struct Tails {
    /// `√(χ² / ν)` by the normal score of `χ²`.
    root: Curve,
    /// The normal score of a t, by `ln(1 + t)` of a positive one.
    score: Curve,
}

/// The greatest t that is told from greater ones, as `ln(1 + t)`.
const FARTHEST: f64 = 16.0;

impl Tails {
    /// The tails with these degrees of freedom.
    pub(super) fn new(degrees_of_freedom: u32) -> Tails {
        let nu = f64::from(degrees_of_freedom);
        let chi_square = ChiSquare::new(nu);
        let mut at = 0.0;
        let root = Curve::new(-REACH, REACH, |z| {
            at = chi_square.quantile(normal_probability(z), normal_probability(-z), at);
            let root = (at / nu).sqrt();
            let density = chi_square.density(at);
            let slope = if density > 0.0 {
                normal_density(z) / density / (2.0 * nu * root)
            } else {
                0.0
            };
            (root, slope)
        });
        let score = Curve::new(0.0, FARTHEST, |y| {
            let t = exp(y) - 1.0;
            let above = 0.5 * beta_probability(nu / 2.0, 0.5, nu / (nu + t * t));
            let score = -normal_quantile(above.clamp(1e-300, 0.5));
            let density = normal_density(score);
            let slope = if density > 0.0 {
                student_density(nu, t) * (1.0 + t) / density
            } else {
                0.0
            };
            (score, slope)
        });
        Tails { root, score }
    }

    /// The score that a normal one becomes in a trial with this score of `χ²`.
    #[inline]
    pub(super) fn stretched(&self, z: f64, chi_square: f64) -> f64 {
        let t = z / self.root.at(chi_square);
        self.score.at(ln(1.0 + t.abs())).copysign(z)
    }
}

fn student_density(nu: f64, t: f64) -> f64 {
    let constant =
        ln_gamma((nu + 1.0) / 2.0) - ln_gamma(nu / 2.0) - 0.5 * ln(nu * std::f64::consts::PI);
    exp(constant - (nu + 1.0) / 2.0 * ln(1.0 + t * t / nu))
}

/// The sum of the squares of ν normals.
struct ChiSquare {
    half: f64,
    log_gamma: f64,
}

impl ChiSquare {
    fn new(nu: f64) -> ChiSquare {
        ChiSquare {
            half: nu / 2.0,
            log_gamma: ln_gamma(nu / 2.0),
        }
    }

    fn density(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        0.5 * exp((self.half - 1.0) * ln(x / 2.0) - x / 2.0 - self.log_gamma)
    }

    /// The probabilities up to `x` and above it: the series of the incomplete gamma function for
    /// small ones, its continued fraction for large ones (Abramowitz and Stegun 6.5.29, 6.5.31).
    fn probabilities(&self, x: f64) -> (f64, f64) {
        let (a, x) = (self.half, x / 2.0);
        if x <= 0.0 {
            return (0.0, 1.0);
        }
        let front = exp(a * ln(x) - x - self.log_gamma);
        if x < a + 1.0 {
            let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
            while term > sum * 1e-17 {
                n += 1.0;
                term *= x / n;
                sum += term;
            }
            let below = front * sum;
            return (below, 1.0 - below);
        }
        let mut b = x + 1.0 - a;
        let (mut c, mut d) = (1e300, 1.0 / b);
        let mut fraction = d;
        for step in 1..1_000_u32 {
            let n = f64::from(step);
            let part = -n * (n - a);
            b += 2.0;
            d = 1.0 / (part * d + b);
            c = b + part / c;
            fraction *= c * d;
            if (c * d - 1.0).abs() < f64::EPSILON {
                break;
            }
        }
        let above = front * fraction;
        (1.0 - above, above)
    }

    /// The place with these probabilities below and above it, by halving and Newton's steps, from the
    /// place of a lesser probability.
    fn quantile(&self, below: f64, above: f64, from: f64) -> f64 {
        let (mut low, mut high) = (from, 1_000.0);
        let mut x = if from > 0.0 { from } else { self.half };
        for _ in 0..300 {
            let (under, over) = self.probabilities(x);
            let miss = if below < 0.5 {
                under - below
            } else {
                above - over
            };
            if miss > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let newton = x - miss / self.density(x);
            let next = if newton > low && newton < high {
                newton
            } else {
                (low + high) / 2.0
            };
            if (next - x).abs() <= 4.0 * f64::EPSILON * x {
                return next;
            }
            x = next;
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};

    use super::super::normal::normal_probability;
    use super::Tails;

    #[test]
    fn both_functions_agree_with_another_library() {
        for degrees in [3_u32, 4, 7, 60] {
            let nu = f64::from(degrees);
            let tails = Tails::new(degrees);
            let (chi, student) = (
                ChiSquared::new(nu).unwrap(),
                StudentsT::new(0.0, 1.0, nu).unwrap(),
            );
            for step in -400..=400_i32 {
                let z = f64::from(step) / 100.0;
                let root = tails.root.at(z);
                let found = chi.cdf(root * root * nu);
                assert!(
                    (found - normal_probability(z)).abs() < 1e-8,
                    "{degrees} {z}"
                );
                let t = f64::from(step) / 20.0;
                let score = tails.score.at((1.0 + t.abs()).ln()).copysign(t);
                let found = normal_probability(score);
                assert!((found - student.cdf(t)).abs() < 1e-8, "{degrees} {t}");
            }
        }
    }

    // Far out: beyond t = 50 with 4 degrees of freedom lies 4.7·10⁻⁷ on each side (another library's
    // value), whose score is −4.9.
    #[test]
    fn far_out_it_still_holds() {
        let student = StudentsT::new(0.0, 1.0, 4.0).unwrap();
        let score = Tails::new(4).score.at(51.0_f64.ln());
        let found = normal_probability(-score);
        assert!((found / student.cdf(-50.0) - 1.0).abs() < 1e-6, "{found:e}");
    }
}
