//! Small tables whose columns are as wide as each needs: a label, then right-aligned cells.

use super::text::wrap;

/// Labels longer than this are wrapped.
const LABEL_MAX: usize = 44;
/// Spaces between columns.
const GAP: usize = 2;

/// A table under construction.
#[derive(Debug, Clone)]
pub(crate) struct Grid<const COLUMNS: usize> {
    heads: [String; COLUMNS],
    lines: Vec<(Vec<String>, Option<[String; COLUMNS]>)>,
}

impl<const COLUMNS: usize> Grid<COLUMNS> {
    /// A table with these column heads.
    pub(crate) fn new(heads: [&str; COLUMNS]) -> Grid<COLUMNS> {
        Grid {
            heads: heads.map(str::to_owned),
            lines: Vec::new(),
        }
    }

    /// Adds a line, its label so many spaces from the margin.
    pub(crate) fn row(&mut self, indent: usize, label: &str, cells: [String; COLUMNS]) {
        let label = wrap(label, LABEL_MAX, indent, indent + 2);
        self.lines.push((label, Some(cells)));
    }

    /// Adds a line without cells.
    pub(crate) fn heading(&mut self, indent: usize, label: &str) {
        let label = wrap(label, super::table::PAGE, indent, indent + 2);
        self.lines.push((label, None));
    }

    /// Whether nothing has been added.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The text, every line with a line feed and without spaces at its end.
    pub(crate) fn render(&self) -> String {
        let mut widths = self.heads.clone().map(|head| head.chars().count());
        let mut labels = 0;
        for (label, cells) in &self.lines {
            let Some(cells) = cells else {
                continue;
            };
            for part in label {
                labels = labels.max(part.chars().count());
            }
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let line = |label: &str, cells: &[String; COLUMNS]| {
            let mut text = format!("{label:<labels$}");
            for (cell, width) in cells.iter().zip(widths) {
                text += &format!("{}{cell:>width$}", " ".repeat(GAP));
            }
            format!("{}\n", text.trim_end())
        };
        let mut text = line("", &self.heads);
        for (label, cells) in &self.lines {
            let (last, above) = label
                .split_last()
                .map_or(("", &[][..]), |(last, above)| (last.as_str(), above));
            for part in above {
                text += &format!("{part}\n");
            }
            match cells {
                Some(cells) => text += &line(last, cells),
                None => text += &format!("{last}\n"),
            }
        }
        text
    }
}
