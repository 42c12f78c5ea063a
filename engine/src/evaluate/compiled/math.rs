//! Logarithm, exponential and power that are the same to the last bit on every machine: the
//! platform's own differ there.
//!
//! Both follow the reductions and polynomials of fdlibm (Sun Microsystems, 1993: `e_log.c`,
//! `e_exp.c`), whose errors stay below one unit in the last place. Only additions, products and
//! quotients of IEEE 754 are used, never a fused one.

const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// The natural logarithm of a positive, normal number.
#[inline(always)]
pub(crate) fn ln(x: f64) -> f64 {
    const L: [f64; 7] = [
        0.666_666_666_666_673_5,
        0.399_999_999_994_094_2,
        0.285_714_287_436_623_9,
        0.222_221_984_321_497_84,
        0.181_835_721_616_180_5,
        0.153_138_376_992_093_73,
        0.147_981_986_051_165_86,
    ];
    let (fraction, exponent) = parts(x);
    let f = fraction - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (L[1] + w * (L[3] + w * L[5]));
    let odd = z * (L[0] + w * (L[2] + w * (L[4] + w * L[6])));
    let half = 0.5 * f * f;
    let rest = even + odd;
    exponent * LN2_HIGH - ((half - (s * (half + rest) + exponent * LN2_LOW)) - f)
}

/// A positive number as `fraction × 2^exponent`, with the fraction between √½ and √2.
#[inline(always)]
fn parts(x: f64) -> (f64, f64) {
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
    // The mantissa of √2, above which the fraction is halved.
    const ROOT: u64 = 0x0006_a09e_667f_3bcd;
    let bits = x.to_bits();
    let mantissa = bits & MANTISSA;
    let above = mantissa >= ROOT;
    let halved = if above { 1 << 52 } else { 0 };
    let fraction = f64::from_bits((ONE - halved) | mantissa);
    // A whole number below 2⁵² stands in the last bits of the float that many above 2⁵².
    let exponent = f64::from_bits(SHIFTER_BITS | ((bits >> 52) & 0x7ff)) - SHIFTER - 1023.0;
    (fraction, exponent + if above { 1.0 } else { 0.0 })
}

/// 2⁵²
const SHIFTER: f64 = 4_503_599_627_370_496.0;
const SHIFTER_BITS: u64 = 0x4330_0000_0000_0000;

/// e to a power between −700 and 700.
#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    const P: [f64; 5] = [
        0.166_666_666_666_666_02,
        -0.002_777_777_777_701_559_3,
        6.613_756_321_437_934e-05,
        -1.653_390_220_546_525_2e-06,
        4.138_136_797_057_238_5e-08,
    ];
    let x = x.clamp(-700.0, 700.0);
    let k = (x * std::f64::consts::LOG2_E + 0.5).floor();
    let high = x - k * LN2_HIGH;
    let low = k * LN2_LOW;
    let r = high - low;
    let t = r * r;
    let c = r - t * (P[0] + t * (P[1] + t * (P[2] + t * (P[3] + t * P[4]))));
    let y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
    y * two_to(k)
}

/// Two to a whole power between −1022 and 1023.
#[inline(always)]
fn two_to(k: f64) -> f64 {
    f64::from_bits((k + 1023.0 + SHIFTER).to_bits() << 52)
}

/// `a` to the power `b`, with the conventions of [`crate::quantity::power`].
#[expect(clippy::float_cmp, reason = "one, zero and whole numbers are exact")]
#[inline(always)]
pub(crate) fn power(a: f64, b: f64) -> f64 {
    if b == 0.0 || a == 1.0 {
        return 1.0;
    }
    if is_whole(b) {
        return whole_power(a, b);
    }
    broken_power(a, b)
}

/// Whether a power is found by multiplying.
#[expect(clippy::float_cmp, reason = "a whole number is its own floor")]
#[inline(always)]
pub(super) fn is_whole(b: f64) -> bool {
    b.floor() == b && b.abs() <= 1024.0
}

/// `a` to a power `b` that is no whole number; without a branch, for many at once.
#[inline(always)]
pub(super) fn broken_power(a: f64, b: f64) -> f64 {
    let power = exp(b * ln(a));
    if a <= 0.0 { 0.0 } else { power }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most 1024 in absolute value"
)]
fn whole_power(a: f64, b: f64) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    let mut left = b.abs() as u32;
    let (mut square, mut result) = (a, 1.0);
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        square *= square;
        left >>= 1;
    }
    if b < 0.0 { 1.0 / result } else { result }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is exact is compared as such")]
mod tests {
    use super::{exp, ln, power};

    fn near(found: f64, expected: f64, ulps: f64) {
        let error = ((found - expected) / expected).abs();
        assert!(
            error <= ulps * f64::EPSILON,
            "{found:e} is {expected:e} within {error:e}"
        );
    }

    // Computed with 60 digits by Python's decimal module, logarithms from the binary number next to
    // the one written.
    #[test]
    fn known_values() {
        near(ln(2.0), std::f64::consts::LN_2, 1.0);
        near(ln(1.054), 0.052_592_450_119_170_63, 1.0);
        near(ln(0.985), -0.015_113_637_810_048_184, 1.0);
        near(ln(1e9), 20.723_265_836_946_41, 1.0);
        near(exp(1.0), std::f64::consts::E, 1.0);
        near(exp(-0.5), 0.606_530_659_712_633_4, 1.0);
        near(power(1.02, 1.0 / 12.0), 1.001_651_581_301_920_2, 1.0);
        near(power(1.054, 1.0 / 12.0), 1.004_392_322_270_501, 2.0);
        near(power(7.25, 12.75), 93_177_184_582.173_56, 20.0);
        near(power(1.01, 12.0), 1.126_825_030_131_969_7, 4.0);
    }

    #[test]
    fn the_conventions_of_decimals_hold() {
        assert_eq!(power(-8.0, 0.5), 0.0);
        assert_eq!(power(0.0, -1.0), 0.0);
        assert_eq!(power(0.0, 0.0), 1.0);
        assert_eq!(power(-3.0, 3.0), -27.0);
        assert_eq!(power(4.0, -2.0), 0.0625);
    }

    #[test]
    fn close_to_the_platform_everywhere() {
        for step in 1..20_000_u32 {
            let x = f64::from(step) * 0.37;
            near(ln(x), x.ln(), 2.0);
            let y = f64::from(step) * 0.033 - 330.0;
            near(exp(y), y.exp(), 2.0);
        }
    }
}
