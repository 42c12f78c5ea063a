//! What prices, amounts and invoices share: `per`, VAT, days of payment.

use super::reader::{Item, Reader, suggest};
use super::tree::{Node, Value};
use super::written::percent;
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::{LiveNumber, VatMode, VatPart, VatTreatment};
use crate::wording::Label;

impl Reader {
    /// The `per` of a table `{ base = …, per = "…" }`.
    pub(super) fn per<T: Copy>(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        choices: &[(&'static str, T)],
        default: T,
        required: bool,
    ) -> T {
        let Some(node) = item.take(key) else {
            return default;
        };
        let path = item.path_of(key);
        let word = choices[0].0;
        let stated = node.table().and_then(|table| table.get("per"));
        let Some(stated) = stated else {
            if required {
                let example = match &node.value {
                    Value::Number(text) => format!("{key} = {{ base = {text}, per = \"{word}\" }}"),
                    Value::Text(_)
                    | Value::Boolean(_)
                    | Value::Date(_)
                    | Value::List(_)
                    | Value::Table(_) => format!("per = \"{word}\""),
                };
                self.report(
                    Diagnostic::at(Code::MissingKey, &node.place)
                        .with("path", path)
                        .with("key", "per")
                        .with("example", example),
                );
            }
            return default;
        };
        let text = stated.text().unwrap_or("…");
        if let Some((_, per)) = choices.iter().find(|(word, _)| *word == text) {
            return *per;
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let found = Diagnostic::at(Code::WrongPer, &stated.place)
            .with("path", path)
            .with("found", text)
            .with("choices", words.join(", "));
        let found = suggest(found, text, words.iter().copied());
        let area = words
            .iter()
            .find(|word| text.starts_with("m2") && word.starts_with("m2"));
        self.report(found.with("suggestion", *area.unwrap_or(&word)));
        default
    }

    pub(super) fn number_with_per(&mut self, item: &mut Item<'_>, field: &Field) -> LiveNumber {
        let path = item.path_of(field.key);
        let label = item.label.with_detail(&field.label);
        match item.take(field.key) {
            Some(node) => self.number_at(node, path, label, field, &["per"]),
            None => self.number(item, field.clone()),
        }
    }

    /// Days of payment; those of the rules where left out.
    pub(super) fn days(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        default: &LiveNumber,
    ) -> LiveNumber {
        let label = Label::new("giorni di pagamento", "days of payment");
        let field = Field::new(key, label, Unit::Days)
            .within(Bounds::DAYS)
            .lag();
        let stated = self.optional_number(item, field);
        stated.unwrap_or_else(|| default.clone())
    }

    /// `vat = "vat.standard"` or `vat = { "vat.standard" = "60%", "vat.exempt" = "40%" }`.
    pub(super) fn vat(&mut self, item: &mut Item<'_>, key: &'static str) -> VatTreatment {
        let Some(node) = item.take(key) else {
            self.missing(item, key, &format!("{key} = \"vat.standard\""));
            return VatTreatment::NONE;
        };
        let path = item.path_of(key);
        let parts = match &node.value {
            Value::Text(text) => {
                let class = Located::new(text.clone(), node.place.clone());
                vec![self.vat_part(item, node, class, &path, None)]
            }
            Value::Table(table) => {
                let mut parts = Vec::new();
                for (class, share) in &table.entries {
                    let class = Located::new(class.clone(), share.key_place.clone());
                    parts.push(self.vat_part(item, share, class, &path, Some(share)));
                }
                self.check_shares(node, &path, &parts);
                parts
            }
            Value::Number(_) | Value::Boolean(_) | Value::Date(_) | Value::List(_) => {
                let expected = Label::new("una classe IVA", "a VAT class");
                self.wrong_type(node, &path, expected, &format!("{key} = \"vat.standard\""));
                Vec::new()
            }
        };
        VatTreatment {
            parts,
            mode: VatMode::Ordinary,
        }
    }

    /// `vat` of what is sold, with `split_payment` of its customers.
    pub(super) fn vat_on_sales(&mut self, item: &mut Item<'_>) -> VatTreatment {
        let vat = self.vat(item, "vat");
        let mode = if self.boolean(item, "split_payment", false) {
            VatMode::SplitPayment
        } else {
            VatMode::Ordinary
        };
        VatTreatment { mode, ..vat }
    }

    /// `vat` of what is bought, with `vat_mode`.
    pub(super) fn vat_on_purchases(&mut self, item: &mut Item<'_>) -> VatTreatment {
        let vat = self.vat(item, "vat");
        let modes = [
            ("ordinary", VatMode::Ordinary),
            ("reverse_charge", VatMode::ReverseCharge),
        ];
        let mode = self.choice(item, "vat_mode", &modes, &[]);
        VatTreatment {
            mode: mode.unwrap_or(VatMode::Ordinary),
            ..vat
        }
    }

    fn vat_part(
        &mut self,
        item: &Item<'_>,
        node: &Node,
        class: Located<String>,
        path: &str,
        share: Option<&Node>,
    ) -> VatPart {
        let class = self.resolve(&class, "vat");
        let field = Field::share("share", Label::new("quota IVA", "VAT share")).one();
        let label = item.label.with_detail(&field.label);
        let path = format!("{path}.{class}");
        let whole = Node {
            value: Value::Text("100%".to_owned()),
            ..node.clone()
        };
        let share = self.number_at(share.unwrap_or(&whole), path, label, &field, &[]);
        VatPart { class, share }
    }

    fn check_shares(&mut self, node: &Node, path: &str, parts: &[VatPart]) {
        let shares = parts.iter().filter_map(|part| part.share.base());
        let sum: Decimal = shares.sum();
        if sum != Decimal::ONE {
            self.report(
                Diagnostic::at(Code::SharesNotWhole, &node.place)
                    .with("path", path)
                    .with("found", percent(sum))
                    .with("difference", percent(Decimal::ONE - sum)),
            );
        }
    }
}
