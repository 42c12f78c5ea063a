//! The families: from the parameters that people state to those that a quantile is computed from.

use super::super::beta::Beta;
use super::super::curve::{to_float as to_count, to_index};
use super::super::normal::{normal_probability, normal_quantile};
use super::Shape;
use crate::evaluate::compiled::math::ln;
use crate::quantity::{Decimal, to_float};
use crate::uncertainty::metalog_fits;

/// The normal score of 90 %.
pub(super) const P90: f64 = 1.281_551_565_544_600_4;

/// The value at `(n − 1) u` places after the first, on the line between its neighbours.
pub(super) fn observed(values: &[f64], probability: f64) -> f64 {
    let last = values.len().saturating_sub(1);
    let place = probability * to_count(last);
    let below = to_index(place).min(last.saturating_sub(1));
    match values.get(below..=(below + 1).min(last)) {
        Some([from, to]) => from + (to - from) * (place - to_count(below)),
        Some([only]) => *only,
        Some(_) | None => 0.0,
    }
}

/// The part of a distribution within bounds: it begins at the score that leads to `low`, and ends at
/// the one that leads to `high`.
pub(super) fn truncated(of: Shape, low: f64, high: f64) -> Shape {
    let first = border(|z| of.at(z) >= low);
    let last = border(|z| of.at(z) > high);
    Shape::Truncated {
        of: Box::new(of),
        low,
        high,
        scores: (first, last.max(first)),
    }
}

/// The least score at which something holds that holds from there on, between −9 and 9.
pub(super) fn border(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..64 {
        let middle = (low + high) / 2.0;
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// The score whose probability lies between those of two scores as that of `z` between 0 and 1;
/// reckoned from the nearer tail, which keeps its digits.
pub(super) fn within((first, last): (f64, f64), z: f64) -> f64 {
    let part = normal_probability(z);
    let rest = normal_probability(-z);
    if first > 0.0 {
        let above = rest * normal_probability(-first) + part * normal_probability(-last);
        -normal_quantile(above.clamp(1e-300, 0.5))
    } else {
        let below = rest * normal_probability(first) + part * normal_probability(last);
        normal_quantile(below.clamp(1e-300, 1.0 - f64::EPSILON / 2.0))
    }
}

/// Straight flanks: each side is the square root of a uniform number.
pub(super) fn triangular(low: f64, likely: f64, high: f64, z: f64) -> f64 {
    let width = high - low;
    if width == 0.0 {
        return low;
    }
    let (below, above) = (normal_probability(z), normal_probability(-z));
    if below * width < likely - low {
        low + (below * width * (likely - low)).sqrt()
    } else {
        high - (above * width * (high - likely)).sqrt()
    }
}

/// The beta whose mean is `(low + 4 likely + high) / 6` (Malcolm, Roseboom, Clark and Fazar 1959, in
/// its parametrisation `α = 1 + 4 (likely − low) / width`).
pub(super) fn pert(low: f64, likely: f64, high: f64) -> Shape {
    let width = high - low;
    let part = if width > 0.0 {
        (likely - low) / width
    } else {
        0.5
    };
    Shape::Beta {
        low,
        width,
        beta: Box::new(Beta::new(1.0 + 4.0 * part, 5.0 - 4.0 * part)),
    }
}

/// The beta on a range with a mean and a standard deviation: with both in units of the width,
/// `ν = μ (1 − μ) / σ² − 1`, `α = μ ν`, `β = (1 − μ) ν`.
pub(super) fn beta([low, high, mean, sd]: [f64; 4]) -> Shape {
    let width = high - low;
    let (mean, sd) = ((mean - low) / width, sd / width);
    let size = mean * (1.0 - mean) / (sd * sd) - 1.0;
    Shape::Beta {
        low,
        width,
        beta: Box::new(Beta::new(mean * size, (1.0 - mean) * size)),
    }
}

/// The triangle with its tenths at these values. With `c = (likely − low) / width` the tenths lie
/// `√(c / 10)` and `√((1 − c) / 10)` of the width from the ends, so that
///
/// ```text
/// (p90 − likely) (c − √(c/10)) = (likely − p10) ((1 − c) − √((1 − c)/10))
/// ```
///
/// whose difference rises with `c` between 0.1 and 0.9.
pub(super) fn trigen(p10: f64, likely: f64, p90: f64) -> Shape {
    let inner = |part: f64| part - (part / 10.0).sqrt();
    let (mut least, mut most) = (0.1, 0.9);
    for _ in 0..100 {
        let c = (least + most) / 2.0;
        if (p90 - likely) * inner(c) > (likely - p10) * inner(1.0 - c) {
            most = c;
        } else {
            least = c;
        }
    }
    let c = (least + most) / 2.0;
    let (below, above) = ((c / 10.0).sqrt(), ((1.0 - c) / 10.0).sqrt());
    let width = (p90 - p10) / (1.0 - below - above);
    let low = p10 - width * below;
    Shape::Triangular {
        low,
        likely,
        high: low + width,
    }
}

/// The lognormal through two quantiles.
pub(super) fn lognormal(lower: (Decimal, Decimal), upper: (Decimal, Decimal)) -> Shape {
    let score = |(probability, _): (Decimal, Decimal)| normal_quantile(to_float(probability));
    let log = |(_, value): (Decimal, Decimal)| ln(to_float(value));
    let sd = (log(upper) - log(lower)) / (score(upper) - score(lower));
    Shape::Lognormal {
        shift: 0.0,
        sign: 1.0,
        mean: log(lower) - sd * score(lower),
        sd,
    }
}

/// The metalog through three quantiles (Keelin 2016, "The metalog distributions"), or where that has
/// no density (strong skew) the shifted lognormal through them, mirrored if need be.
pub(super) fn quantiles(p10: Decimal, p50: Decimal, p90: Decimal) -> Shape {
    let metalog = metalog_fits(p10, p50, p90);
    let [p10, p50, p90] = [p10, p50, p90].map(to_float);
    let width = p90 - p10;
    if width == 0.0 {
        return Shape::Normal { mean: p50, sd: 0.0 };
    }
    if metalog {
        let place = (p50 - p10) / width;
        let logit = ln(9.0);
        let slope = width / (2.0 * logit);
        let skew = (1.0 - 2.0 * place) * width / (0.8 * logit);
        return Shape::Metalog([p50, slope, skew]);
    }
    let shift = (p50 * p50 - p10 * p90) / (2.0 * p50 - p10 - p90);
    let sign = if p50 > shift { 1.0 } else { -1.0 };
    let (near, far) = if sign > 0.0 {
        (p50 - shift, p90 - shift)
    } else {
        (shift - p50, shift - p10)
    };
    Shape::Lognormal {
        shift,
        sign,
        mean: ln(near),
        sd: ln(far / near) / P90,
    }
}

/// Values with their probabilities, sorted so that a higher score never gives a lower value.
pub(super) fn steps(points: impl Iterator<Item = (f64, f64)>) -> Shape {
    let mut points: Vec<(f64, f64)> = points.collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sum = 0.0;
    for (_, probability) in &mut points {
        sum += *probability;
        *probability = sum;
    }
    Shape::Steps(points)
}
