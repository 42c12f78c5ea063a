//! Sobol' sequences, scrambled: points that fill many dimensions evenly, and are random all the same.
//!
//! Of the first `2^m` points of a dimension each of the `2^m` equal parts of the unit interval holds
//! one, and pairs of early dimensions are as even in the square. Scrambling (Owen 1995) permutes the
//! halves of every interval, the halves of the halves and so on at random: each point becomes
//! uniform, and the evenness stays.
//!
//! # Source
//! The direction numbers are those of Joe and Kuo (2008), in `joe_kuo.txt` with their licence. The
//! scramble by a hash is that of B. Burley, "Practical hash-based Owen scrambling", JCGT 9 (4), 2020,
//! with the constants of N. Vegdahl (2021). It acts on the digits in reverse order, so the reversal is
//! part of it.

use std::sync::LazyLock;

/// Bits of a point.
const BITS: usize = 32;

/// The direction numbers of a dimension with their digits in reverse order.
pub(super) type Directions = [u32; BITS];

/// The numbers as published.
const PUBLISHED: &str = include_str!("joe_kuo.txt");

/// The directions of every dimension there is a table of.
static TABLE: LazyLock<Vec<Directions>> = LazyLock::new(|| {
    let rows = PUBLISHED.lines().filter(|line| !line.starts_with('#'));
    std::iter::once(first())
        .chain(rows.map(|row| {
            let numbers = row.split(' ').map(|number| number.parse().unwrap_or(1));
            directions(&numbers.collect::<Vec<u32>>())
        }))
        .collect()
});

/// The directions of a dimension (from 0); `None` beyond the table.
pub(super) fn dimension(number: usize) -> Option<&'static Directions> {
    TABLE.get(number)
}

/// The first dimension: van der Corput's sequence.
fn first() -> Directions {
    std::array::from_fn(|bit| 1 << bit)
}

/// The directions that follow from a row of the table: `[d, s, a, m_1, …, m_s]`.
///
/// `v_i = v_(i−s) ⊕ ⌊v_(i−s) / 2^s⌋ ⊕ a_1 v_(i−1) ⊕ … ⊕ a_(s−1) v_(i−s+1)`.
fn directions(row: &[u32]) -> Directions {
    let (degree, inner, initial) = (row[1] as usize, row[2], &row[3..]);
    let mut v = [0_u32; BITS];
    for bit in 0..BITS {
        v[bit] = match initial.get(bit) {
            Some(number) if bit < degree => number << (BITS - 1 - bit),
            Some(_) | None => {
                let start = v[bit - degree] ^ (v[bit - degree] >> degree);
                (1..degree).fold(start, |sum, back| {
                    let taken = (inner >> (degree - 1 - back)) & 1;
                    sum ^ (taken * v[bit - back])
                })
            }
        };
    }
    v.map(u32::reverse_bits)
}

/// Point `index` of a dimension, its digits in reverse order.
pub(super) fn reversed_point(directions: &Directions, index: u32) -> u32 {
    let bits = directions.iter().enumerate();
    let digits = BITS - index.leading_zeros() as usize;
    bits.take(digits).fold(0, |point, (bit, direction)| {
        point ^ (direction * ((index >> bit) & 1))
    })
}

/// A point with its digits in reverse order, scrambled, as a number strictly between 0 and 1.
#[inline]
pub(super) fn scrambled(reversed: u32, seed: u32) -> f64 {
    let mut x = reversed;
    x ^= x.wrapping_mul(0x3d20_adea);
    x = x.wrapping_add(seed);
    x = x.wrapping_mul((seed >> 16) | 1);
    x ^= x.wrapping_mul(0x0552_6c56);
    x ^= x.wrapping_mul(0x53a2_2864);
    (f64::from(x.reverse_bits()) + 0.5) * (1.0 / 4_294_967_296.0)
}

#[cfg(test)]
mod tests {
    use super::{dimension, reversed_point, scrambled};

    fn point(of: usize, index: u32) -> u32 {
        reversed_point(dimension(of).unwrap(), index).reverse_bits()
    }

    // The first points of the sequence as any textbook prints them, in natural order, in eighths:
    // dimension 1 is van der Corput's; dimensions 2 and 3 follow from x + 1 with m = 1 and from
    // x² + x + 1 with m = 1, 3 by hand.
    #[test]
    fn the_first_points_are_the_known_ones() {
        let eighths = |of: usize| {
            (0..8)
                .map(|index| point(of, index) >> 29)
                .collect::<Vec<_>>()
        };
        assert_eq!(eighths(0), [0, 4, 2, 6, 1, 5, 3, 7]);
        assert_eq!(eighths(1), [0, 4, 6, 2, 5, 1, 3, 7]);
        assert_eq!(eighths(2), [0, 4, 6, 2, 3, 7, 5, 1]);
    }

    #[test]
    fn the_table_has_256_dimensions() {
        assert!(dimension(255).is_some() && dimension(256).is_none());
    }

    /// How many of the first points fall into each cell of a grid.
    fn counts(n: u32, cells: usize, cell: impl Fn(u32) -> usize) -> Vec<u32> {
        let mut counts = vec![0; cells];
        for index in 0..n {
            counts[cell(index)] += 1;
        }
        counts
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a stratum of a number below 1"
    )]
    fn stratum(u: f64, of: u32) -> usize {
        (u * f64::from(of)) as usize
    }

    // A (0, m, 1)-net in every dimension; the first two dimensions are a (0, m, 2)-net, so that each
    // of 64 × 64 cells holds one of 4096 points (Sobol' 1967). Scrambled they still are.
    #[test]
    fn every_stratum_holds_one_point() {
        let n = 4_096;
        let of = |number: usize, index: u32, seed: u32| {
            scrambled(reversed_point(dimension(number).unwrap(), index), seed)
        };
        for number in [0, 1, 2, 3, 17, 64, 255] {
            for seed in [0, 1, 0x9e37_79b9] {
                let strata = counts(n, n as usize, |index| stratum(of(number, index, seed), n));
                assert!(strata.iter().all(|count| *count == 1), "{number} {seed}");
            }
        }
        let cells = counts(n, n as usize, |index| {
            64 * stratum(of(0, index, 77), 64) + stratum(of(1, index, 1_234_567), 64)
        });
        assert!(cells.iter().all(|count| *count == 1));
    }
}
