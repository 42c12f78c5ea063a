//! Rising curves through many points, with their slopes: what takes long to compute, tabulated once.

/// The normal scores over which curves are tabulated: beyond what 53 bits can draw.
pub(super) const REACH: f64 = 8.5;
/// Points of a curve.
const NODES: usize = 1_025;

/// A rising function on an interval by a cubic between points (Hermite).
#[derive(Debug, Clone)]
pub(super) struct Curve {
    low: f64,
    /// Points for one unit.
    density: f64,
    /// Value and slope (for one step) at each point.
    nodes: Vec<(f64, f64)>,
}

impl Curve {
    /// The curve from `low` to `high` of a function that gives value and slope; it is asked from the
    /// least argument up.
    pub(super) fn new(low: f64, high: f64, mut of: impl FnMut(f64) -> (f64, f64)) -> Curve {
        let step = (high - low) / to_float(NODES - 1);
        let nodes = (0..NODES).map(|node| {
            let (value, slope) = of(low + step * to_float(node));
            (value, slope * step)
        });
        Curve {
            low,
            density: 1.0 / step,
            nodes: monotone(&nodes.collect::<Vec<_>>()),
        }
    }

    /// The value at a place; beyond the ends that of the end.
    #[inline]
    pub(super) fn at(&self, x: f64) -> f64 {
        let place = ((x - self.low) * self.density).clamp(0.0, to_float(NODES - 1) - 1e-9);
        let below = place.floor();
        let index = to_index(below);
        let t = place - below;
        let (from, slope_from) = self.nodes[index];
        let (to, slope_to) = self.nodes[index + 1];
        let rise = to - from;
        let square = t * t;
        from + t * slope_from
            + square * (3.0 * rise - 2.0 * slope_from - slope_to)
            + square * t * (slope_from + slope_to - 2.0 * rise)
    }
}

/// Slopes no steeper than three times the rise beside them, so that the cubic never turns back
/// (Fritsch and Carlson 1980).
fn monotone(nodes: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let rise = |index: usize| nodes.get(index + 1).map(|next| next.0 - nodes[index].0);
    (0..nodes.len())
        .map(|index| {
            let after = rise(index);
            let before = index.checked_sub(1).and_then(rise);
            let least = after
                .into_iter()
                .chain(before)
                .fold(f64::INFINITY, f64::min);
            let (value, slope) = nodes[index];
            (value, slope.min(3.0 * least))
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a place in a list")]
pub(super) fn to_float(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list, from 0"
)]
pub(super) fn to_index(place: f64) -> usize {
    place as usize
}
