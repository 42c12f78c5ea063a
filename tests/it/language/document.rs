//! `LANGUAGE.md` as data: its TOML blocks, and the tables under the headings of sections.

/// The heading of what holds for every live number.
pub(super) const LIVE_NUMBERS: &str = "Live numbers";

/// The reference, read.
pub(super) struct Document {
    /// The TOML blocks, in order.
    pub(super) blocks: Vec<String>,
    /// The parts of the text, one for each heading.
    pub(super) parts: Vec<Part>,
}

/// What stands under one heading.
pub(super) struct Part {
    /// The heading without its marks.
    pub(super) heading: String,
    /// The text, blocks included.
    pub(super) text: String,
}

/// A line of a table.
pub(super) struct Row {
    /// The names in code marks in the first cell.
    pub(super) keys: Vec<String>,
    /// The cells, each with the name of its column.
    cells: Vec<(String, String)>,
}

impl Document {
    /// Reads the text.
    pub(super) fn read(text: &str) -> Document {
        let (mut blocks, mut parts): (Vec<String>, Vec<Part>) = (Vec::new(), Vec::new());
        let mut block: Option<String> = None;
        for line in text.lines() {
            if line.starts_with("```") {
                match block.take() {
                    Some(finished) => blocks.push(finished),
                    None => {
                        assert_eq!(line, "```toml", "every block of the reference is TOML");
                        block = Some(String::new());
                    }
                }
            } else if let Some(open) = &mut block {
                open.push_str(line);
                open.push('\n');
            } else if line.starts_with('#') {
                parts.push(Part {
                    heading: line.trim_start_matches('#').trim().to_owned(),
                    text: String::new(),
                });
            }
            if let Some(part) = parts.last_mut() {
                part.text.push_str(line);
                part.text.push('\n');
            }
        }
        assert!(block.is_none(), "every block of the reference is closed");
        Document { blocks, parts }
    }

    /// The part about a section: its heading names it as `[spaces.NAME]`, `[plan]`.
    pub(super) fn section(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.section() == Some(name))
    }

    /// The part whose heading begins so.
    pub(super) fn part(&self, heading: &str) -> &Part {
        let mut named = self.parts.iter();
        named
            .find(|part| part.heading.starts_with(heading))
            .expect("the reference has this part")
    }

    /// The value of a statutory parameter, as the tables state it.
    pub(super) fn built_in(&self, path: &str) -> Option<String> {
        let mut rows = self.parts.iter().flat_map(Part::rows);
        let row = rows.find(|row| row.keys.iter().any(|key| key == path))?;
        let cell = row.cell("built-in value")?;
        Some(cell.trim_matches('`').to_owned())
    }
}

impl Part {
    /// The section that the heading names, without `.NAME`.
    pub(super) fn section(&self) -> Option<&str> {
        let (_, rest) = self.heading.split_once("`[")?;
        let (name, _) = rest.split_once("]`")?;
        Some(name.trim_end_matches(".NAME"))
    }

    /// The path of its items, for a stress: `spaces.*`.
    pub(super) fn items(&self) -> Option<String> {
        let name = self.section()?;
        Some(if self.heading.contains(".NAME]`") {
            format!("{name}.*")
        } else {
            name.to_owned()
        })
    }

    /// The lines of its tables, without their heads.
    pub(super) fn rows(&self) -> Vec<Row> {
        let (mut head, mut rows): (Vec<String>, Vec<Row>) = (Vec::new(), Vec::new());
        for line in self.text.lines() {
            let Some(line) = line
                .strip_prefix('|')
                .and_then(|line| line.strip_suffix('|'))
            else {
                head.clear();
                continue;
            };
            let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
            if head.is_empty() {
                head = cells;
            } else if !cells[0].starts_with("---") {
                assert_eq!(cells.len(), head.len(), "{line}");
                rows.push(Row {
                    keys: in_code_marks(&cells[0]),
                    cells: head.iter().cloned().zip(cells).collect(),
                });
            }
        }
        rows
    }

    /// Whether a word of the language is spelled out here: `"term"`, or alone in code marks.
    pub(super) fn spells(&self, word: &str) -> bool {
        self.text.contains(&format!("\"{word}\"")) || self.text.contains(&format!("`{word}`"))
    }
}

impl Row {
    /// The cell of a column.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        let mut named = self.cells.iter().filter(|(name, _)| name == column);
        named.next().map(|(_, cell)| cell.as_str())
    }
}

/// What stands in code marks.
pub(super) fn in_code_marks(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}
