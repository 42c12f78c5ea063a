//! Quantiles against published values and other libraries, and that none ever falls.

#![expect(clippy::float_cmp, reason = "what is exact is compared as such")]

use super::Marginal;
use super::families::P90;
use crate::quantity::Decimal;
use crate::uncertainty::Distribution;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn three(marginal: &Marginal) -> [f64; 3] {
    [-P90, 0.0, P90].map(|z| marginal.at(z))
}

fn near(found: [f64; 3], expected: [f64; 3], allowed: f64) {
    for (found, expected) in found.into_iter().zip(expected) {
        assert!((found - expected).abs() < allowed, "{found} is {expected}");
    }
}

// Reference values by numerical inversion in Python (scipy.stats), range (10, 12, 20).
#[test]
fn ranges_have_their_known_quantiles() {
    let (low, likely, high) = (d("10"), d("12"), d("20"));
    let pert = Marginal::new(&Distribution::Pert { low, likely, high });
    near(
        three(&pert),
        [10.899_021_3, 12.766_722_6, 15.453_340_5],
        5e-7,
    );
    let triangular = Marginal::new(&Distribution::Triangular { low, likely, high });
    near(
        three(&triangular),
        [11.414_213_6, 13.675_444_7, 17.171_572_9],
        5e-7,
    );
    let uniform = Marginal::new(&Distribution::Uniform { low, high });
    near(three(&uniform), [11.0, 15.0, 19.0], 1e-12);
}

#[test]
fn what_is_stated_by_quantiles_has_them() {
    let (p10, p50, p90) = (d("90"), d("100"), d("130"));
    let metalog = Marginal::new(&Distribution::Quantiles { p10, p50, p90 });
    near(three(&metalog), [90.0, 100.0, 130.0], 1e-9);
    // Skewed beyond what a metalog can be: the shifted lognormal.
    for (p10, p50, p90) in [("90", "91", "130"), ("90", "129", "130")] {
        let [p10, p50, p90] = [p10, p50, p90].map(d);
        let shifted = Marginal::new(&Distribution::Quantiles { p10, p50, p90 });
        let expected = [p10, p50, p90].map(|p| p.to_string().parse().unwrap());
        near(three(&shifted), expected, 1e-9);
    }
    let lognormal = Marginal::new(&Distribution::Lognormal {
        lower: (d("0.1"), d("80")),
        upper: (d("0.9"), d("125")),
    });
    near(three(&lognormal), [80.0, 100.0, 125.0], 1e-9);
}

#[test]
fn steps_come_with_their_probabilities_and_in_their_order() {
    let discrete = Marginal::new(&Distribution::Discrete(vec![
        (d("14"), d("0.1")),
        (d("3"), d("0.3")),
        (d("8"), d("0.3")),
        (d("4"), d("0.3")),
    ]));
    for (probability, value) in [(0.29, 3.0), (0.31, 4.0), (0.61, 8.0), (0.91, 14.0)] {
        let z = crate::simulate::normal_quantile(probability);
        assert_eq!(discrete.at(z), value);
    }
    let event = Marginal::new(&Distribution::Bernoulli {
        probability: d("0.03"),
        otherwise: Decimal::ZERO,
        impact: d("0.25"),
    });
    assert_eq!(event.at(1.88), 0.0);
    assert_eq!(event.at(1.89), 0.25);
}

#[test]
fn a_higher_score_never_gives_a_lower_number() {
    let (low, likely, high) = (d("0.7"), d("1"), d("1.8"));
    let (p10, p50, p90) = (d("90"), d("91"), d("130"));
    let families = [
        Distribution::Pert { low, likely, high },
        Distribution::Pert {
            low,
            likely: low,
            high,
        },
        Distribution::Pert {
            low,
            likely: high,
            high,
        },
        Distribution::Triangular {
            low,
            likely: low,
            high,
        },
        Distribution::Triangular {
            low,
            likely: high,
            high,
        },
        Distribution::Triangular {
            low,
            likely: low,
            high: low,
        },
        Distribution::Quantiles { p10, p50, p90 },
        Distribution::Trigen {
            p10: low,
            likely,
            p90: high,
        },
        Distribution::Beta {
            low,
            high,
            mean: likely,
            sd: d("0.4"),
        },
        Distribution::Empirical(vec![low, likely, high]),
        Distribution::Truncated {
            of: Box::new(Distribution::Quantiles { p10, p50, p90 }),
            low: d("88"),
            high: d("150"),
        },
    ];
    for family in &families {
        let marginal = Marginal::new(family);
        let mut last = f64::NEG_INFINITY;
        for step in -8_000..=8_000_i32 {
            let value = marginal.at(f64::from(step) / 1_000.0);
            // But for what the last digits of a product may lose.
            assert!(
                value >= last - 1e-12,
                "{family:?} at {step}: {value} after {last}"
            );
            last = value;
        }
    }
}

fn decimals<const N: usize>(texts: [&str; N]) -> [Decimal; N] {
    texts.map(d)
}

/// The places at which a tenth, half and nine tenths lie below.
fn at(marginal: &Marginal, probability: f64) -> f64 {
    marginal.at(crate::simulate::normal_quantile(probability))
}

// The triangle with P10 = 10, mode 12 and P90 = 20 runs from 7.03328124 to 24.75407564 (solved by
// Newton's method from its two equations).
#[test]
fn a_triangle_by_its_tenths() {
    let [p10, likely, p90] = decimals(["10", "12", "20"]);
    let trigen = Marginal::new(&Distribution::Trigen { p10, likely, p90 });
    assert!((trigen.at(-8.5) - 7.033_281_24).abs() < 1e-7);
    assert!((trigen.at(8.5) - 24.754_075_64).abs() < 1e-7);
    assert!((at(&trigen, 0.1) - 10.0).abs() < 1e-9 && (at(&trigen, 0.9) - 20.0).abs() < 1e-9);
    // The mode at a tenth: there the left flank ends, √(c/10) = c = 0.1.
    let edge = Marginal::new(&Distribution::Trigen {
        p10,
        likely: p10,
        p90,
    });
    assert!((at(&edge, 0.1) - 10.0).abs() < 1e-9 && (at(&edge, 0.9) - 20.0).abs() < 1e-9);
}

// The lognormal through 80 and 125 has σ = 0.1741198383, the mean 101.5274331; the shifted one
// through 90, 100 and 130 would have θ = 85, and the metalog there M(0.25) by its coefficients
// (100, 9.1023923, 11.3779903): 100 + (9.1023923 − 2.8444976) ln(1/3) = 93.1250.
#[test]
fn published_parameters() {
    let [low, high] = decimals(["80", "125"]);
    let lognormal = Marginal::new(&Distribution::Lognormal {
        lower: (d("0.1"), low),
        upper: (d("0.9"), high),
    });
    let sd = (lognormal.at(1.0) / lognormal.at(0.0)).ln();
    assert!((sd - 0.174_119_838_3).abs() < 1e-9);
    let n = 20_000_u32;
    let values = (0..n).map(|nth| at(&lognormal, (f64::from(nth) + 0.5) / f64::from(n)));
    assert!((values.sum::<f64>() / f64::from(n) - 101.527_433_1).abs() < 1e-3);
    let [p10, p50, p90] = decimals(["90", "100", "130"]);
    let metalog = Marginal::new(&Distribution::Quantiles { p10, p50, p90 });
    let expected = 100.0 + (9.102_392_3 - 11.377_990_3 / 4.0) * (1.0_f64 / 3.0).ln();
    assert!((at(&metalog, 0.25) - expected).abs() < 1e-6);
}

// Keelin's limit: with P10 = 0 and P90 = 1 a metalog has a density for P50 above 0.166578.
#[test]
fn too_skewed_for_a_metalog() {
    use crate::uncertainty::metalog_fits;
    let [zero, one] = decimals(["0", "1"]);
    assert!(!metalog_fits(zero, d("0.16657"), one) && metalog_fits(zero, d("0.16658"), one));
    assert!(!metalog_fits(zero, d("0.83343"), one) && metalog_fits(zero, d("0.83342"), one));
}

#[test]
fn quantiles_agree_with_another_library() {
    use statrs::distribution::{Beta, ContinuousCDF, LogNormal, Normal, Triangular};
    let [low, likely, high, mean, sd] = decimals(["10", "12", "20", "13", "1.5"]);
    let triangular = Marginal::new(&Distribution::Triangular { low, likely, high });
    let other = Triangular::new(10.0, 20.0, 12.0).unwrap();
    let normal = Marginal::new(&Distribution::Normal { mean, sd });
    let bell = Normal::new(13.0, 1.5).unwrap();
    let beta = Marginal::new(&Distribution::Beta {
        low,
        high,
        mean,
        sd,
    });
    // μ = 0.3, σ = 0.15: ν = 0.21/0.0225 − 1 = 25/3, α = 2.5, β = 35/6.
    let shape = Beta::new(2.5, 35.0 / 6.0).unwrap();
    let lognormal = Marginal::new(&Distribution::Lognormal {
        lower: (d("0.5"), likely),
        upper: (d("0.9"), high),
    });
    let log = LogNormal::new(12_f64.ln(), (20.0_f64 / 12.0).ln() / P90).unwrap();
    for step in 1..1_000_u32 {
        let p = f64::from(step) / 1_000.0;
        assert!((other.cdf(at(&triangular, p)) - p).abs() < 1e-12, "{p}");
        assert!((bell.cdf(at(&normal, p)) - p).abs() < 1e-9, "{p}");
        assert!(
            (shape.cdf((at(&beta, p) - 10.0) / 10.0) - p).abs() < 1e-8,
            "{p}"
        );
        assert!((log.cdf(at(&lognormal, p)) - p).abs() < 1e-9, "{p}");
    }
}

// The beta's moments come out as stated: the mean of its quantiles over equal parts, and the spread.
#[test]
fn a_beta_has_its_mean_and_deviation() {
    for (mean, sd) in [
        ("0.3", "0.15"),
        ("0.9", "0.05"),
        ("0.5", "0.4"),
        ("0.5", "0.01"),
    ] {
        let [low, high, mean_stated, sd_stated] = decimals(["0", "1", mean, sd]);
        let beta = Marginal::new(&Distribution::Beta {
            low,
            high,
            mean: mean_stated,
            sd: sd_stated,
        });
        let n = 40_000_u32;
        let values: Vec<f64> = (0..n)
            .map(|nth| at(&beta, (f64::from(nth) + 0.5) / f64::from(n)))
            .collect();
        let found = values.iter().sum::<f64>() / f64::from(n);
        let squares: f64 = values.iter().map(|x| (x - found) * (x - found)).sum();
        let [mean, sd]: [f64; 2] = [mean, sd].map(|text| text.parse().unwrap());
        assert!((found - mean).abs() < 1e-5, "{mean}: {found}");
        let spread = (squares / f64::from(n)).sqrt();
        assert!((spread - sd).abs() < 1e-4, "{sd}: {spread}");
    }
}

// F⁻¹(F(lo) + u (F(hi) − F(lo))) of another library's normal; and far in a tail, where the
// probabilities have to be taken from above: of what lies beyond 6 half lies below 6.0961 or so.
#[test]
fn what_is_truncated_keeps_its_shape() {
    use statrs::distribution::{ContinuousCDF, Normal};
    let other = Normal::new(100.0, 20.0).unwrap();
    let [mean, sd, low, high] = decimals(["100", "20", "90", "150"]);
    let normal = Distribution::Normal { mean, sd };
    let truncated = Marginal::new(&Distribution::Truncated {
        of: Box::new(normal.clone()),
        low,
        high,
    });
    let (below, above) = (other.cdf(90.0), other.cdf(150.0));
    for step in 1..1_000_u32 {
        let p = f64::from(step) / 1_000.0;
        let place = other.cdf(at(&truncated, p));
        assert!((place - (below + p * (above - below))).abs() < 1e-8, "{p}");
    }
    assert!((truncated.removed() - (1.0 - above + below)).abs() < 1e-9);
    let [low, high] = decimals(["220", "400"]);
    let tail = Marginal::new(&Distribution::Truncated {
        of: Box::new(normal),
        low,
        high,
    });
    let middle = (at(&tail, 0.5) - 100.0) / 20.0;
    let (half, whole) = (
        1.0 - Normal::standard().cdf(middle),
        1.0 - Normal::standard().cdf(6.0),
    );
    assert!((half / whole - 0.5).abs() < 1e-4, "{middle}");
    let discrete = Marginal::new(&Distribution::Truncated {
        of: Box::new(Distribution::Discrete(vec![
            (d("1"), d("0.2")),
            (d("2"), d("0.5")),
            (d("3"), d("0.3")),
        ])),
        low: d("2"),
        high: d("3"),
    });
    // 0.5 / 0.8 of what is left is 2.
    assert_eq!(at(&discrete, 0.62), 2.0);
    assert_eq!(at(&discrete, 0.63), 3.0);
}

// Of 10, 20, 40: half of the way is the middle value, a quarter lies half between the first two.
#[test]
fn observed_values_are_joined_by_lines() {
    let values = ["40", "10", "20"].map(d).to_vec();
    let observed = Marginal::new(&Distribution::Empirical(values));
    for (probability, value) in [(0.5, 20.0), (0.25, 15.0), (0.75, 30.0)] {
        assert!((at(&observed, probability) - value).abs() < 1e-9);
    }
    assert!((observed.at(-9.0) - 10.0).abs() < 1e-9 && (observed.at(9.0) - 40.0).abs() < 1e-9);
    let one = Marginal::new(&Distribution::Empirical(vec![d("7")]));
    assert_eq!(one.at(0.3), 7.0);
}
