//! Text tables: a column of labels, then right-aligned columns, within a page of fixed width.
//!
//! The width does not depend on the terminal, so that the same plan prints the same bytes
//! everywhere. Columns that do not fit continue in a further block below, under the same labels.

use super::text::wrap;

/// The width of a page in characters.
pub(crate) const PAGE: usize = 100;
/// The width of a page with a year of months side by side.
pub(crate) const WIDE_PAGE: usize = 170;
/// Labels are never squeezed below this width; columns move to another block first.
const LABEL_MIN: usize = 30;
/// Labels longer than this are wrapped even where there is room.
const LABEL_MAX: usize = 60;
/// Spaces between columns.
const GAP: usize = 2;
/// What stands between the months that statements show and the tail.
const DIVIDER: &str = " │";

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// An empty line.
    Blank,
    /// A line below the values, above their sum.
    Rule,
    /// A label, indented by so many steps, and its cells; without cells a heading.
    Cells {
        indent: usize,
        label: String,
        cells: Vec<String>,
    },
}

/// How columns are spread over blocks where they do not all fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blocks {
    /// As many as fit.
    Fit,
    /// As many as fit, each no wider than it needs.
    OwnWidths,
    /// Months or quarters on a wide page; where a dozen does not fit, a whole part of it: 6, 4, 3.
    OfTwelve,
}

/// A table under construction.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    heads: Vec<String>,
    tail_from: Option<usize>,
    blocks: Blocks,
    page: usize,
    lines: Vec<Line>,
}

impl Table {
    /// A table with these column heads; a head may have several lines.
    pub(crate) fn new(heads: Vec<String>, blocks: Blocks) -> Table {
        let page = match blocks {
            Blocks::Fit | Blocks::OwnWidths => PAGE,
            Blocks::OfTwelve => WIDE_PAGE,
        };
        Table {
            heads,
            page,
            tail_from: None,
            blocks,
            lines: Vec::new(),
        }
    }

    /// Draws a divider before this column.
    pub(crate) fn tail_from(&mut self, column: Option<usize>) {
        self.tail_from = column;
    }

    /// Adds a line of values.
    pub(crate) fn row(&mut self, indent: usize, label: impl Into<String>, cells: Vec<String>) {
        assert_eq!(cells.len(), self.heads.len(), "a cell for each column");
        self.lines.push(Line::Cells {
            indent,
            label: label.into(),
            cells,
        });
    }

    /// Adds a line without values.
    pub(crate) fn heading(&mut self, indent: usize, label: impl Into<String>) {
        self.lines.push(Line::Cells {
            indent,
            label: label.into(),
            cells: Vec::new(),
        });
    }

    /// Adds an empty line.
    pub(crate) fn blank(&mut self) {
        self.lines.push(Line::Blank);
    }

    /// Adds a line below the values, above their sum.
    pub(crate) fn rule(&mut self) {
        self.lines.push(Line::Rule);
    }

    /// The text, every line with a line feed and without spaces at its end.
    pub(crate) fn render(&self) -> String {
        let widths = self.column_widths();
        let wanted = self.label_width();
        let divider = self.tail_from.map_or(0, |_| width(DIVIDER));
        let all: usize = widths.iter().map(|width| width + GAP).sum::<usize>() + divider;
        let label = wanted.min(self.page.saturating_sub(all).max(LABEL_MIN));
        let mut text = String::new();
        let mut from = 0;
        while from < self.heads.len() {
            let to = self.block_end(from, &widths, self.page - label);
            if from > 0 {
                text.push('\n');
            }
            self.render_block(&mut text, from..to, &widths, label);
            from = to;
        }
        text
    }

    fn column_widths(&self) -> Vec<usize> {
        let head_width = |head: &String| head.lines().map(width).max().unwrap_or(0);
        let mut widths: Vec<usize> = self.heads.iter().map(head_width).collect();
        for line in &self.lines {
            if let Line::Cells { cells, .. } = line {
                for (widest, cell) in widths.iter_mut().zip(cells) {
                    *widest = (*widest).max(width(cell));
                }
            }
        }
        if self.blocks == Blocks::OwnWidths {
            return widths;
        }
        // Equal columns line up over the blocks of a table and over the tables of a page.
        let widest = widths.iter().copied().max().unwrap_or(0);
        vec![widest; widths.len()]
    }

    /// The heads line by line, short ones at the bottom.
    fn head_lines(&self) -> Vec<Vec<String>> {
        let lines = |head: &String| head.lines().count();
        let most = self.heads.iter().map(lines).max().unwrap_or(0).max(1);
        let line = |number: usize, head: &String| {
            let above = most - lines(head);
            let part = number
                .checked_sub(above)
                .and_then(|at| head.lines().nth(at));
            part.unwrap_or_default().to_owned()
        };
        let of_line = |number| self.heads.iter().map(|head| line(number, head)).collect();
        (0..most).map(of_line).collect()
    }

    fn label_width(&self) -> usize {
        let widest = self.lines.iter().map(|line| match line {
            Line::Cells {
                indent,
                label,
                cells,
            } if !cells.is_empty() => 2 * indent + width(label),
            Line::Cells { .. } | Line::Blank | Line::Rule => 0,
        });
        widest.max().unwrap_or(0).clamp(LABEL_MIN, LABEL_MAX)
    }

    /// The end of the block that begins at this column; at least one column.
    fn block_end(&self, from: usize, widths: &[usize], room: usize) -> usize {
        let mut used = 0;
        let mut fit = 0;
        for (column, wide) in widths.iter().enumerate().skip(from) {
            used += GAP + wide;
            if self.tail_from == Some(column) {
                used += width(DIVIDER);
            }
            if used > room {
                break;
            }
            fit += 1;
        }
        let left = widths.len() - from;
        let count = match self.blocks {
            Blocks::Fit | Blocks::OwnWidths => fit,
            Blocks::OfTwelve if fit >= left && left <= 12 => left,
            Blocks::OfTwelve => [12, 6, 4, 3, 2]
                .into_iter()
                .find(|part| *part <= fit)
                .unwrap_or(1),
        };
        from + count.clamp(1, left)
    }

    fn render_block(
        &self,
        text: &mut String,
        columns: std::ops::Range<usize>,
        widths: &[usize],
        label_width: usize,
    ) {
        let cells = |cells: &[String]| {
            let mut joined = String::new();
            for column in columns.clone() {
                if self.tail_from == Some(column) && column > columns.start {
                    joined += DIVIDER;
                }
                let cell = &cells[column];
                let padding = GAP + widths[column].saturating_sub(width(cell));
                joined += &" ".repeat(padding);
                joined += cell;
            }
            joined
        };
        let heads = self.head_lines();
        let below = heads.last().map_or(0, |head| width(&cells(head)) - GAP);
        for head in heads {
            push_line(
                text,
                &format!("{}{}", " ".repeat(label_width), cells(&head)),
            );
        }
        for line in &self.lines {
            match line {
                Line::Blank => text.push('\n'),
                Line::Rule => {
                    push_line(
                        text,
                        &format!("{}{}", " ".repeat(label_width + GAP), "─".repeat(below)),
                    );
                }
                Line::Cells {
                    indent,
                    label,
                    cells: values,
                } => {
                    let room = if values.is_empty() {
                        self.page
                    } else {
                        label_width
                    };
                    let mut wrapped = wrap(label, room, 2 * indent, 2 * indent + 2);
                    let last = wrapped.pop().unwrap_or_default();
                    for above in wrapped {
                        push_line(text, &above);
                    }
                    let values = if values.is_empty() {
                        String::new()
                    } else {
                        cells(values)
                    };
                    push_line(text, &format!("{last:<label_width$}{values}"));
                }
            }
        }
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_right_aligned_and_labels_indented() {
        let mut table = Table::new(heads(&["2023", "2024"]), Blocks::Fit);
        table.heading(0, "A");
        table.row(1, "Revenue", heads(&["1,200", "–"]));
        assert_eq!(
            table.render(),
            "                                 2023   2024\n\
             A\n  Revenue                       1,200      –\n"
        );
    }

    #[test]
    fn months_that_do_not_fit_even_a_wide_page_continue_in_halves_of_a_year() {
        let months: Vec<String> = (1..=12).map(|month| format!("month {month:02}")).collect();
        let mut table = Table::new(months.clone(), Blocks::OfTwelve);
        table.row(0, "Cash", vec!["-123,456,789".to_owned(); 12]);
        let text = table.render();
        assert_eq!(
            text.lines().filter(|line| line.contains("month")).count(),
            2
        );
        assert!(text.lines().all(|line| width(line) <= WIDE_PAGE), "{text}");
    }

    #[test]
    fn a_long_label_is_wrapped_and_its_values_stand_on_its_last_line() {
        let mut table = Table::new(heads(&["2023"]), Blocks::Fit);
        let label =
            "Operating cash flow after rent and debt service, before whatever owners put in";
        table.row(0, label, heads(&["7"]));
        let text = table.render();
        assert!(text.lines().last().unwrap().ends_with(" 7"), "{text}");
        assert_eq!(text.lines().count(), 3, "{text}");
    }

    #[test]
    fn heads_of_several_lines_stand_on_the_first_row() {
        let mut table = Table::new(heads(&["Operating\ncompany", "Group"]), Blocks::Fit);
        table.row(0, "Cash", heads(&["1", "2"]));
        let lines: Vec<String> = table.render().lines().map(str::to_owned).collect();
        assert_eq!(lines[0].trim(), "Operating");
        assert_eq!(lines[1].trim(), "company      Group");
        assert!(lines[2].ends_with("1          2"), "{lines:?}");
    }

    #[test]
    fn the_tail_stands_behind_a_divider() {
        let mut table = Table::new(heads(&["2023", "2024"]), Blocks::Fit);
        table.tail_from(Some(1));
        table.row(0, "Cash", heads(&["1", "2"]));
        assert!(table.render().lines().all(|line| line.contains('│')));
    }
}
