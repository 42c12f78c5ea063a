//! Dotted names of rows, inputs, figures and tags.

use std::fmt;

/// A dotted path such as `loans.bank.closing`: of a contract its TOML path plus the field's word,
/// of an entity the entity first (`hub.cash.closing`).
///
/// ```
/// use cittadella_engine::sheet::Key;
/// let loan = Key::new("loans.bank");
/// assert_eq!(loan.child("closing").as_str(), "loans.bank.closing");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// A key from its text.
    pub fn new(text: impl Into<String>) -> Key {
        Key(text.into())
    }

    /// This key followed by one more word: the one place where row keys are put together.
    pub fn child(&self, word: &str) -> Key {
        Key(format!("{}.{word}", self.0))
    }

    /// The dotted text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Key {
        Key::new(text)
    }
}

impl From<String> for Key {
    fn from(text: String) -> Key {
        Key::new(text)
    }
}

impl From<&Key> for Key {
    fn from(key: &Key) -> Key {
        key.clone()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes a dense `u32` id whose `Display` is its spelling in the text form.
macro_rules! dense_id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            #[expect(clippy::cast_possible_truncation, reason = "a sheet of 2^32 rows fits no memory")]
            pub(crate) fn at(index: usize) -> $name {
                $name(index as u32)
            }

            /// The position in the sheet's table, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }
    };
}
pub(crate) use dense_id;
