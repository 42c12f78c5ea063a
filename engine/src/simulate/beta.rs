//! Quantiles of the beta distribution on 0 to 1, tabulated by normal score.
//!
//! Inverting the incomplete beta function takes some hundred operations with branches: too many
//! for each of a hundred million draws. So the quantile is computed once at many scores, with its slope
//! `dq/dz = φ(z) / f(q)`, and a curve through them gives the rest: the error is below 10⁻⁹ of the
//! range.

use super::curve::{Curve, REACH};
use super::normal::{normal_density, normal_probability};
use crate::evaluate::compiled::math::{exp, ln};

/// The quantiles of one beta distribution.
#[derive(Debug, Clone)]
pub(super) struct Beta(Curve);

impl Beta {
    /// The beta with these parameters, both above 0.
    pub(super) fn new(alpha: f64, beta: f64) -> Beta {
        let shape = Shape::new(alpha, beta);
        let mut at = 0.0;
        Beta(Curve::new(-REACH, REACH, |z| {
            at = shape.quantile(normal_probability(z), normal_probability(-z), at);
            let density = shape.density(at);
            let slope = if density > 0.0 {
                normal_density(z) / density
            } else {
                0.0
            };
            (at, slope)
        }))
    }

    /// The quantile at a normal score.
    pub(super) fn at(&self, z: f64) -> f64 {
        self.0.at(z)
    }
}

/// The probability up to `x` of the beta distribution with these parameters.
pub(super) fn beta_probability(alpha: f64, beta: f64, x: f64) -> f64 {
    Shape::new(alpha, beta).probability(x)
}

struct Shape {
    alpha: f64,
    beta: f64,
    /// The logarithm of the beta function.
    log_beta: f64,
}

impl Shape {
    fn new(alpha: f64, beta: f64) -> Shape {
        Shape {
            alpha,
            beta,
            log_beta: ln_gamma(alpha) + ln_gamma(beta) - ln_gamma(alpha + beta),
        }
    }

    fn density(&self, x: f64) -> f64 {
        if x <= 0.0 || x >= 1.0 {
            return 0.0;
        }
        exp((self.alpha - 1.0) * ln(x) + (self.beta - 1.0) * ln(1.0 - x) - self.log_beta)
    }

    /// The place with these probabilities below and above it: Newton's steps within a bracket, from
    /// the place of a lesser probability.
    fn quantile(&self, below: f64, above: f64, from: f64) -> f64 {
        let (mut low, mut high) = (from, 1.0);
        let mut x = if from > 0.0 { from } else { (low + high) / 2.0 };
        for _ in 0..200 {
            // The smaller tail keeps its digits.
            let miss = if below < 0.5 {
                self.probability(x) - below
            } else {
                above - mirrored(self).probability(1.0 - x)
            };
            if miss > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let density = self.density(x);
            let newton = x - miss / density;
            let next = if density > 0.0 && newton > low && newton < high {
                newton
            } else {
                (low + high) / 2.0
            };
            if (next - x).abs() <= 1e-16 + 4.0 * f64::EPSILON * x {
                return next;
            }
            x = next;
        }
        x
    }

    /// The probability of a place up to `x`: a continued fraction (Abramowitz and Stegun 26.5.8) by
    /// Lentz's method, on the side where it converges fast.
    fn probability(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if x >= 1.0 {
            return 1.0;
        }
        if x > (self.alpha + 1.0) / (self.alpha + self.beta + 2.0) {
            return 1.0 - mirrored(self).fraction(1.0 - x);
        }
        self.fraction(x)
    }

    fn fraction(&self, x: f64) -> f64 {
        const TINY: f64 = 1e-300;
        let (a, b) = (self.alpha, self.beta);
        let front = exp(a * ln(x) + b * ln(1.0 - x) - self.log_beta) / a;
        let kept = |value: f64| if value.abs() < TINY { TINY } else { value };
        let (mut c, mut d) = (1.0, 1.0 / kept(1.0 - (a + b) * x / (a + 1.0)));
        let mut value = d;
        for step in 1..10_000_u32 {
            let m = f64::from(step);
            let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
            let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
            for part in [even, odd] {
                d = 1.0 / kept(1.0 + part * d);
                c = kept(1.0 + part / c);
                value *= c * d;
            }
            if (c * d - 1.0).abs() < f64::EPSILON {
                break;
            }
        }
        front * value
    }
}

/// The same distribution seen from the other end.
fn mirrored(shape: &Shape) -> Shape {
    Shape {
        alpha: shape.beta,
        beta: shape.alpha,
        log_beta: shape.log_beta,
    }
}

/// The logarithm of the gamma function of a number above 0, by Lanczos' series with g = 7 and
/// nine terms (Godfrey's coefficients), to about 15 digits.
pub(super) fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;
    if x < 0.5 {
        return ln_gamma(x + 1.0) - ln(x);
    }
    let x = x - 1.0;
    let mut series = 0.999_999_999_999_809_9;
    let mut place = 0.0;
    for term in TERMS {
        place += 1.0;
        series += term / (x + place);
    }
    let t = x + 7.5;
    HALF_LN_TWO_PI + (x + 0.5) * ln(t) - t + ln(series)
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{Beta as Other, ContinuousCDF};

    use super::super::normal::normal_probability;
    use super::{Beta, Shape};

    #[test]
    fn probabilities_agree_with_another_library() {
        for (alpha, beta) in [(1.8, 4.2), (1.0, 5.0), (5.0, 1.0), (3.0, 3.0), (2.2, 3.8)] {
            let (own, other) = (Shape::new(alpha, beta), Other::new(alpha, beta).unwrap());
            for step in 1..1_000_u32 {
                let x = f64::from(step) / 1_000.0;
                let difference = own.probability(x) - other.cdf(x);
                assert!(
                    difference.abs() < 1e-12,
                    "{alpha} {beta} {x}: {difference:e}"
                );
            }
        }
    }

    #[test]
    fn a_quantile_has_its_probability() {
        for (alpha, beta) in [(1.8, 4.2), (1.0, 5.0), (5.0, 1.0), (3.0, 3.0)] {
            let (table, other) = (Beta::new(alpha, beta), Other::new(alpha, beta).unwrap());
            for step in -3_999..=3_999_i32 {
                let z = f64::from(step) / 1_000.0;
                let difference = other.cdf(table.at(z)) - normal_probability(z);
                assert!(
                    difference.abs() < 2e-9,
                    "{alpha} {beta} {z}: {difference:e}"
                );
            }
        }
    }
}
