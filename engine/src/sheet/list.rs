//! Lists: ordered blocks of rows with keys, over which [`super::Formula::ListSum`] adds.

use super::RowId;
use super::key::{Key, dense_id};

dense_id!(
    /// A list of one sheet.
    ListId,
    "l"
);
dense_id!(
    /// A key of list entries, interned: `hub.cash`.
    TagId,
    "t"
);

/// The place of an entry in its list: entries are ordered by rank, and a sum may take only the
/// ranks below a given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rank(pub u8);

/// Which of an entry's key columns a sum looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyColumn {
    /// The first key: in a list of postings, the account debited.
    First,
    /// The second key: in a list of postings, the account credited.
    Second,
    /// The third key: in a list of postings, the line of the cash-flow statement.
    Third,
}

impl KeyColumn {
    /// Every column, in its order.
    pub const ALL: [KeyColumn; 3] = [KeyColumn::First, KeyColumn::Second, KeyColumn::Third];

    /// The position of the column, from 0.
    pub fn index(self) -> usize {
        match self {
            KeyColumn::First => 0,
            KeyColumn::Second => 1,
            KeyColumn::Third => 2,
        }
    }
}

/// One row in a list, under one to three keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The row that is added.
    pub amount: RowId,
    /// Its place in the list.
    pub rank: Rank,
    /// The key in the first column.
    pub first: TagId,
    /// The key in the second column, if any.
    pub second: Option<TagId>,
    /// The key in the third column, if any.
    pub third: Option<TagId>,
}

impl Entry {
    /// The key in one of the columns.
    pub fn tag(&self, column: KeyColumn) -> Option<TagId> {
        match column {
            KeyColumn::First => Some(self.first),
            KeyColumn::Second => self.second,
            KeyColumn::Third => self.third,
        }
    }
}

/// An ordered block of entries.
///
/// A sum over a list counts, for the order of evaluation, as reading *every* entry of the ranks
/// it spans, whatever their keys: a spreadsheet's `SUMIFS` over the block does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub(super) key: Key,
    pub(super) entries: Vec<Entry>,
}

impl List {
    /// The list's name.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The entries, by rank and within a rank in the order in which they were entered.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries of the ranks below `below` (all of them where it is `None`).
    pub fn entries_below(&self, below: Option<Rank>) -> &[Entry] {
        let end = below.map_or(self.entries.len(), |below| {
            self.entries.partition_point(|entry| entry.rank < below)
        });
        &self.entries[..end]
    }
}
