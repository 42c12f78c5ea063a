//! Random numbers that depend on their place alone: seed, name of the input, trial, month.
//!
//! Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", 2011)
//! turns a counter into random bits without any state, so trial k draws the same numbers on
//! whatever thread or machine it runs, and a new input leaves the draws of all others as they are.

/// The four words that one application of the generator yields.
type Words = [u32; 4];

/// The stream of one dimension: an input, a factor, a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    key: [u32; 2],
}

impl Stream {
    /// The stream of a named dimension under a seed.
    pub fn new(seed: u64, name: &str) -> Stream {
        let key = mixed(seed ^ mixed(hash(name)));
        Stream { key: halves(key) }
    }

    /// A number strictly between 0 and 1, uniform, with 53 bits.
    ///
    /// `step` tells the numbers of one trial apart: the months of a process, 0 where there is one.
    #[inline]
    pub fn uniform(&self, trial: u64, step: u32) -> f64 {
        let [low, high] = halves(trial);
        let words = philox([low, high, step, 0], self.key);
        let bits = (u64::from(words[0]) << 32 | u64::from(words[1])) >> 11;
        (from_bits(bits) + 0.5) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// The key by which one replicate of a sample permutes or scrambles the numbers of a step: apart
    /// from every number that [`Stream::uniform`] yields.
    pub(super) fn key(&self, replicate: u32, step: u32) -> u64 {
        let words = philox([replicate, 0, step, 1], self.key);
        u64::from(words[0]) << 32 | u64::from(words[1])
    }
}

/// A whole number below 2^53 as a float, exactly.
#[expect(clippy::cast_precision_loss, reason = "at most 53 bits")]
fn from_bits(bits: u64) -> f64 {
    bits as f64
}

#[expect(clippy::cast_possible_truncation, reason = "the halves are meant")]
fn halves(word: u64) -> [u32; 2] {
    [word as u32, (word >> 32) as u32]
}

/// FNV-1a, 64 bits.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The finalizer of SplitMix64: every bit of the input changes half of the output.
pub(super) fn mixed(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[inline]
fn philox(mut counter: Words, mut key: [u32; 2]) -> Words {
    const ROUNDS: usize = 10;
    const MULTIPLIERS: [u32; 2] = [0xd251_1f53, 0xcd9e_8d57];
    const STEPS: [u32; 2] = [0x9e37_79b9, 0xbb67_ae85];
    for _ in 0..ROUNDS {
        let [low_a, high_a] = halves(u64::from(MULTIPLIERS[0]) * u64::from(counter[0]));
        let [low_b, high_b] = halves(u64::from(MULTIPLIERS[1]) * u64::from(counter[2]));
        counter = [
            high_b ^ counter[1] ^ key[0],
            low_b,
            high_a ^ counter[3] ^ key[1],
            low_a,
        ];
        key = [key[0].wrapping_add(STEPS[0]), key[1].wrapping_add(STEPS[1])];
    }
    counter
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is exact is compared as such")]
mod tests {
    use super::{Stream, philox};

    // The known answers that the authors publish with their code (Random123, kat_vectors).
    #[test]
    fn the_published_answers() {
        assert_eq!(
            philox([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn uniform_numbers_are_uniform_and_apart() {
        let stream = Stream::new(1, "spaces.offices.price");
        let other = Stream::new(1, "spaces.offices.area");
        let n: u32 = 40_000;
        let (mut sum, mut squares, mut product) = (0.0, 0.0, 0.0);
        for trial in 0..n {
            let u = stream.uniform(trial.into(), 0);
            let v = other.uniform(trial.into(), 0);
            assert!(u > 0.0 && u < 1.0);
            sum += u;
            squares += u * u;
            product += (u - 0.5) * (v - 0.5);
        }
        let n = f64::from(n);
        // Five standard errors: of the mean 1/√(12 n), of the second moment √(4/45 / n), of the
        // product 1/(12 √n).
        assert!((sum / n - 0.5).abs() < 5.0 / (12.0 * n).sqrt());
        assert!((squares / n - 1.0 / 3.0).abs() < 5.0 * (4.0 / 45.0 / n).sqrt());
        assert!((product / n).abs() < 5.0 / (12.0 * n.sqrt()));
    }

    #[test]
    fn a_number_depends_on_its_place_alone() {
        let stream = Stream::new(20_230_101, "indices.inflation");
        let there = stream.uniform(77, 3);
        assert_eq!(
            there,
            Stream::new(20_230_101, "indices.inflation").uniform(77, 3)
        );
        assert_ne!(there, stream.uniform(78, 3));
        assert_ne!(there, stream.uniform(77, 4));
        assert_ne!(
            there,
            Stream::new(20_230_102, "indices.inflation").uniform(77, 3)
        );
    }
}
