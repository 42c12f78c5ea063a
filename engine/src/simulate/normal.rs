//! The normal distribution: its quantiles and its probabilities, the same on every machine.

use crate::evaluate::compiled::Lanes;
use crate::evaluate::compiled::math::{exp, ln};

/// The quantile of a probability strictly between 0 and 1.
///
/// - Precision: about one part in 10¹⁶.
///
/// # Source
/// M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
/// Statistics 37 (1988), routine PPND16.
///
/// ```
/// use cittadella_engine::simulate::normal_quantile;
/// assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-15);
/// ```
pub fn normal_quantile(probability: f64) -> f64 {
    let centred = probability - 0.5;
    if centred.abs() <= MIDDLE {
        return central(centred);
    }
    tail_quantile(probability, centred)
}

/// Up to this distance from one half, one quotient gives the quantile.
const MIDDLE: f64 = 0.425;

/// Turns the numbers of a block into normal scores: the same as [`normal_quantile`] of each, the
/// middle of the distribution without a branch.
pub(super) fn to_scores(lanes: &mut Lanes) {
    let uniform = lanes.0;
    for lane in &mut lanes.0 {
        *lane = central(*lane - 0.5);
    }
    for (lane, probability) in lanes.0.iter_mut().zip(uniform) {
        let centred = probability - 0.5;
        if centred.abs() > MIDDLE {
            *lane = tail_quantile(probability, centred);
        }
    }
}

#[inline]
fn central(centred: f64) -> f64 {
    centred * ratio(&CENTRE, 0.180_625 - centred * centred)
}

fn tail_quantile(probability: f64, centred: f64) -> f64 {
    let tail = if centred < 0.0 {
        probability
    } else {
        1.0 - probability
    };
    let root = (-ln(tail)).sqrt();
    let quantile = if root <= 5.0 {
        ratio(&SHOULDER, root - 1.6)
    } else {
        ratio(&TAIL, root - 5.0)
    };
    quantile.copysign(centred)
}

/// Coefficients of a numerator and a denominator, from the constant up.
type Ratio = [[f64; 8]; 2];

const CENTRE: Ratio = [
    [
        3.387_132_872_796_366_6,
        133.141_667_891_784_38,
        1_971.590_950_306_551_4,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];

const SHOULDER: Ratio = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
];

const TAIL: Ratio = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

#[inline]
fn ratio([numerator, denominator]: &Ratio, x: f64) -> f64 {
    let polynomial = |coefficients: &[f64; 8]| {
        let highest_first = coefficients.iter().rev();
        highest_first.fold(0.0, |value, coefficient| value * x + coefficient)
    };
    polynomial(numerator) / polynomial(denominator)
}

/// The probability of a value up to `z`.
///
/// - Precision: about 10⁻¹⁵, absolute; of a small probability seven digits or more.
///
/// # Source
/// J. F. Hart et al., "Computer Approximations" (1968), in the form of G. West, "Better
/// approximations to cumulative normal functions", Wilmott (2005).
///
/// ```
/// use cittadella_engine::simulate::normal_probability;
/// assert!((normal_probability(1.959_963_984_540_054) - 0.975).abs() < 1e-14);
/// ```
pub fn normal_probability(z: f64) -> f64 {
    const NUMERATOR: [f64; 7] = [
        220.206_867_912_376,
        221.213_596_169_931,
        112.079_291_497_871,
        33.912_866_078_383,
        6.373_962_203_531_65,
        0.700_383_064_443_688,
        0.035_262_496_599_891_1,
    ];
    const DENOMINATOR: [f64; 8] = [
        440.413_735_824_752,
        793.826_512_519_948,
        637.333_633_378_831,
        296.564_248_779_674,
        86.780_732_202_946_1,
        16.064_177_579_207,
        1.755_667_163_182_64,
        0.088_388_347_648_318_4,
    ];
    const ROOT_TWO_PI: f64 = 2.506_628_274_631_000_7;
    let x = z.abs();
    if x > 37.0 {
        return if z > 0.0 { 1.0 } else { 0.0 };
    }
    let density = exp(-x * x / 2.0);
    let horner = |coefficients: &[f64]| {
        let highest_first = coefficients.iter().rev();
        highest_first.fold(0.0, |value, coefficient| value * x + coefficient)
    };
    let tail = if x < 7.071_067_811_865_475 {
        density * horner(&NUMERATOR) / horner(&DENOMINATOR)
    } else {
        let fraction = [4.0, 3.0, 2.0, 1.0]
            .into_iter()
            .fold(x + 0.65, |below, over| x + over / below);
        density / (fraction * ROOT_TWO_PI)
    };
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// The density at `z`.
pub(super) fn normal_density(z: f64) -> f64 {
    const OVER_ROOT_TWO_PI: f64 = 0.398_942_280_401_432_7;
    OVER_ROOT_TWO_PI * exp(-z * z / 2.0)
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, Normal};

    use super::{normal_probability, normal_quantile};

    #[test]
    fn quantiles_agree_with_another_library() {
        let other = Normal::standard();
        for step in 1..2_000_u32 {
            let probability = f64::from(step) / 2_000.0;
            let (found, expected) = (normal_quantile(probability), other.inverse_cdf(probability));
            assert!(
                (found - expected).abs() < 1e-9,
                "{probability}: {found} {expected}"
            );
        }
    }

    // Wichura's own test values.
    #[test]
    fn quantiles_are_the_published_ones() {
        for (probability, quantile) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_408),
        ] {
            let found = normal_quantile(probability);
            assert!((found / quantile - 1.0).abs() < 1e-15, "{found:e}");
        }
    }

    #[test]
    fn a_probability_leads_back_to_its_quantile() {
        for step in -5_000..=5_000_i32 {
            let z = f64::from(step) / 1_000.0;
            let probability = normal_probability(z);
            if probability < 0.999 {
                let back = normal_quantile(probability);
                assert!((back - z).abs() < 1e-10, "{z}: {back}");
            }
        }
    }
}
