//! Finding what is there already: a table of nodes and the constants, by value.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::node::Kind;
use crate::quantity::{Decimal, to_float};

/// Spreads the bits of a word, so that words that differ little start at places far apart.
pub(super) fn spread(word: u64) -> u64 {
    let word = (word ^ (word >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word ^ (word >> 29)
}

/// A hash table of positions; what stands at a position is looked up by whoever asks.
#[derive(Debug)]
pub(super) struct Table {
    places: Vec<u32>,
    used: usize,
}

const EMPTY: u32 = u32::MAX;

impl Default for Table {
    fn default() -> Table {
        Table {
            places: vec![EMPTY; 1 << 10],
            used: 0,
        }
    }
}

impl Table {
    fn start(&self, hash: u64) -> usize {
        usize::try_from(hash).unwrap_or(0) & (self.places.len() - 1)
    }

    /// The position with this hash that is the one looked for.
    #[inline]
    pub(super) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        let mut at = self.start(hash);
        loop {
            match self.places[at] {
                EMPTY => return None,
                known if same(known) => return Some(known),
                _ => at = (at + 1) & (self.places.len() - 1),
            }
        }
    }

    /// Adds a position that [`Table::find`] did not find; `hash_of` gives the hash of one that is
    /// there already.
    #[inline]
    pub(super) fn insert(&mut self, hash: u64, position: u32, hash_of: impl Fn(u32) -> u64) {
        if 2 * (self.used + 1) > self.places.len() {
            let larger = vec![EMPTY; 4 * self.places.len()];
            let places = std::mem::replace(&mut self.places, larger);
            for known in places.into_iter().filter(|known| *known != EMPTY) {
                self.put(hash_of(known), known);
            }
        }
        self.put(hash, position);
        self.used += 1;
    }

    fn put(&mut self, hash: u64, position: u32) {
        let mut at = self.start(hash);
        while self.places[at] != EMPTY {
            at = (at + 1) & (self.places.len() - 1);
        }
        self.places[at] = position;
    }
}

/// Constants in the scale of the lanes, each once.
#[derive(Debug, Default)]
pub(super) struct Constants {
    values: Vec<f64>,
    /// The position of 1 without unit, once it is there.
    pub(super) one: Option<u32>,
    known: HashMap<(Decimal, i8), u32, BuildHasherDefault<Spread>>,
}

impl Constants {
    /// The position of a decimal of a power of money.
    pub(super) fn at(&mut self, exact: Decimal, money: i8) -> u32 {
        // Equal decimals hash alike, whatever their scale.
        let values = &mut self.values;
        let position = *self.known.entry((exact, money)).or_insert_with(|| {
            values.push(in_lanes(exact, money));
            u32::try_from(values.len() - 1).unwrap_or(u32::MAX)
        });
        if exact == Decimal::ONE && money == 0 {
            self.one = Some(position);
        }
        position
    }

    /// What a constant is known to be.
    #[expect(clippy::float_cmp, reason = "exactly one, or exactly whole")]
    pub(super) fn kind(&self, position: u32) -> Kind {
        let value = self.values[position as usize];
        if value == 0.0 || value == 1.0 {
            Kind::Bit
        } else if value.fract() == 0.0 && value.abs() < 9e15 {
            Kind::Whole
        } else {
            Kind::Any
        }
    }

    /// All of them.
    pub(super) fn into_values(self) -> Vec<f64> {
        self.values
    }
}

/// A hasher for keys that nobody chooses in order to collide.
#[derive(Debug, Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }

    fn write_i8(&mut self, word: i8) {
        self.write_u64(word.unsigned_abs().into());
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = spread(self.0 ^ word);
    }
}

/// A decimal as the lanes hold it: the nearest binary number to `exact × 100^money`.
fn in_lanes(exact: Decimal, money: i8) -> f64 {
    let mut scaled = exact;
    for _ in 0..money.unsigned_abs() {
        let moved = if money > 0 {
            scaled.checked_mul(Decimal::ONE_HUNDRED)
        } else {
            scaled.checked_div(Decimal::ONE_HUNDRED)
        };
        scaled = moved.unwrap_or(scaled);
    }
    to_float(scaled)
}
