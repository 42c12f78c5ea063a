//! Scenarios as drafts: items with their amounts kept apart from the rest of their text, so that a
//! property can reorder, split or scale them.

use std::fmt::Write as _;

/// An amount in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cents(pub(super) u64);

/// One item of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// `loans`, `spaces`.
    pub(super) section: &'static str,
    /// The body of its table. Each `$` stands for the next amount, `@3@` for the third month after
    /// the plan's first one.
    pub(super) body: String,
    pub(super) amounts: Vec<Cents>,
}

/// One plan of a company called `hub`: three fiscal years and a tail of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// The month of 2023 in which the plan starts, from 1.
    pub(super) start: u32,
    pub(super) minimum_cash: Cents,
    /// Further lines of the company's table.
    pub(super) regime: String,
    /// Cash at the start, and what customers owe and pay in the second month.
    pub(super) opening: Option<(Cents, Cents)>,
    /// The items in file order, each with a name that never changes.
    pub(super) items: Vec<(String, Item)>,
}

impl Draft {
    /// The scenario's text, every amount of money `scale` times as large.
    pub(super) fn text(&self, scale: u64) -> String {
        self.plan() + &self.company(scale)
    }

    /// The text of two companies in one plan: this one, and another one called `lab`.
    pub(super) fn beside(&self, other: &Draft) -> String {
        let other = Draft {
            start: self.start,
            ..other.clone()
        };
        let lab = other.company(1).replace("hub", "lab");
        self.text(1) + &lab.replace("item_", "lab_item_")
    }

    pub(super) fn company(&self, scale: u64) -> String {
        let mut blocks = vec![self.entity(scale)];
        for (name, item) in &self.items {
            blocks.push(format!(
                "[{}.{name}]\n{}",
                item.section,
                self.fill(item, scale)
            ));
        }
        blocks.concat()
    }

    /// Changes such as a stress or `--set` states them, of kinds that this plan has.
    pub(super) fn changes(&self) -> Vec<&'static str> {
        const CHANGES: &[(&str, &str)] = &[
            ("spaces", "spaces.*.occupancy.ramp_months=*1.5"),
            ("spaces", "spaces.*.paid_after_days=+45"),
            ("spaces", "spaces.*.price=-10%"),
            ("services", "services.*.revenue=*0.8"),
            ("staff", "staff.*.headcount=*1.5"),
            ("costs", "costs.*.amount=+15%"),
            ("costs", "costs.*.paid_after_days=-15"),
            ("capex", "capex.*.amount=*1.3"),
            ("paid_after_months", "grants.*.paid_after_months=+9"),
            ("intensity", "grants.*.intensity=*0.5"),
            ("equity", "equity.*.payments=*0.5"),
            ("loans", "loans.*.draw=*1.3"),
            ("bonds", "bonds.*.coupon=+1pp"),
            ("bonds", "bonds.*.matures=+5"),
            ("", "indices.inflation=+2pp"),
            ("", "vat.standard.rate=+1pp"),
            ("", "rules.ires.rate==30%"),
        ];
        let has = |(section, change): &(&str, &str)| {
            let path = change.split('=').next().unwrap_or_default();
            let key = path.rsplit('.').next().unwrap_or_default();
            let states = |item: &Item| item.body.lines().any(|line| line.starts_with(section));
            let of = |item: &Item| item.section == *section || states(item);
            let mut items = self.items.iter();
            section.is_empty() || items.any(|(_, item)| of(item) && item.body.contains(key))
        };
        let fitting = CHANGES.iter().filter(|change| has(change));
        fitting.map(|(_, change)| *change).collect()
    }

    /// The text with the tables in another order: `order` holds their positions.
    pub(super) fn reordered(&self, order: &[usize]) -> Draft {
        let items = order.iter().map(|position| self.items[*position].clone());
        Draft {
            items: items.collect(),
            ..self.clone()
        }
    }

    /// The draft with the item at a position replaced by two with these shares of its amounts.
    pub(super) fn split(&self, position: usize, percent: u64) -> Draft {
        let mut split = self.clone();
        let (name, whole) = split.items.remove(position);
        let (mut one, mut other) = (whole.clone(), whole.clone());
        for (index, amount) in whole.amounts.iter().enumerate() {
            one.amounts[index] = Cents(amount.0 * percent / 100);
            other.amounts[index] = Cents(amount.0 - one.amounts[index].0);
        }
        split.items.push((format!("{name}_one"), one));
        split.items.push((format!("{name}_other"), other));
        split
    }

    pub(super) fn plan(&self) -> String {
        format!(
            "[plan]\nname = 'Draft'\nstart = '{}'\nyears = 3\ntail_months = 12\n\
             [indices.inflation]\nyearly = ['5.4%', '0.8%', '1.4%']\n",
            self.month(0)
        )
    }

    fn entity(&self, scale: u64) -> String {
        let founded = match self.opening {
            Some(_) => "2019-05".to_owned(),
            None => self.month(0),
        };
        let mut text = format!(
            "[entities.hub]\nname = 'Hub'\nkind = 'company'\nlegal_form = 'srl'\n\
             founded = '{founded}'\nminimum_cash = {}\n{}",
            self.minimum_cash.text(scale),
            self.regime
        );
        if let Some((cash, owed)) = self.opening {
            let (all, due) = (Cents(cash.0 + owed.0).text(scale), self.month(1));
            let (cash, owed) = (cash.text(scale), owed.text(scale));
            let _ = write!(
                text,
                "[opening.hub]\ncash = {cash}\nshare_capital = {all}\n\
                 receivables = {{ balance = {owed}, collected = {{ '{due}' = {owed} }} }}\n"
            );
        }
        text
    }

    pub(super) fn month(&self, after: u32) -> String {
        let months = self.start - 1 + after;
        format!("{}-{:02}", 2023 + months / 12, months % 12 + 1)
    }

    pub(super) fn fill(&self, item: &Item, scale: u64) -> String {
        let mut amounts = item.amounts.iter();
        let mut text = String::new();
        for (index, part) in item.body.split('@').enumerate() {
            match part.parse() {
                Ok(after) if index % 2 == 1 => text += &self.month(after),
                Ok(_) | Err(_) => text += part,
            }
        }
        let mut parts = text.split('$');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let amount = amounts.next().expect("an amount for every `$`");
            filled += &amount.text(scale);
            filled += part;
        }
        filled
    }
}

impl Cents {
    pub(super) fn text(self, scale: u64) -> String {
        let cents = self.0 * scale;
        format!("{}.{:02}", cents / 100, cents % 100)
    }
}
