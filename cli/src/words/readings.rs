//! The texts of other readings of an uncertainty, and of a run under way.

use cittadella_engine::simulate::Reading;

use super::Words;
use super::futures::the_share;

impl Words {
    /// The head of the column of the target.
    pub(crate) fn by_stands(self) -> String {
        self.pick(
            "autosufficiente".to_owned(),
            "stands on\nits own".to_owned(),
        )
    }

    /// What a reading of the uncertainty takes it for.
    pub(crate) fn reading(self, reading: Reading) -> &'static str {
        let (italian, english) = match reading {
            Reading::Stated => ("come è scritta", "as stated"),
            Reading::Independent => (
                "nulla si muove insieme (nessuna correlazione)",
                "nothing moves together (no correlation)",
            ),
            Reading::JointExtremes => (
                "ciò che si muove insieme lo fa anche agli estremi (copula t)",
                "what moves together does so in the extremes, too (t copula)",
            ),
            Reading::WideRanges => (
                "gli estremi scritti sono P10 e P90, non minimo e massimo",
                "stated ends are P10 and P90, not least and greatest",
            ),
            Reading::FewerRenewals => (
                "gli inquilini restano un anno in più con 20 punti in meno",
                "tenants stay another year with 20 points less",
            ),
        };
        self.language.pick(italian, english)
    }

    /// What the readings come to.
    pub(crate) fn reading_range(self, least: &str, most: &str) -> String {
        self.pick(
            format!("{} {}: tanto la risposta deve al modo in cui l'incertezza è scritta. Nessun numero di futuri lo riduce.", joined("Da", least), joined("a", most)),
            format!("From {least} to {most}: so much the answer owes to how the uncertainty is stated. No number of futures narrows it."),
        )
    }

    /// The line of progress, as indicatif takes it.
    pub(crate) fn progress(self) -> &'static str {
        self.language.pick(
            "[{bar:30}] {done} di {all} futuri, {rate} al secondo, ancora {eta}",
            "[{bar:30}] {done} of {all} futures, {rate} a second, {eta} left",
        )
    }

    /// A run that somebody stopped.
    pub(crate) fn partial(self, done: &str, of: &str) -> String {
        self.pick(
            format!("PARZIALE: interrotto dopo {done} di {of} futuri"),
            format!("PARTIAL: stopped after {done} of {of} futures"),
        )
    }

    /// A run that was stopped before there was anything to tell.
    pub(crate) fn interrupted(self) -> &'static str {
        self.language.pick("interrotto", "interrupted")
    }

    /// Too much memory is needed.
    pub(crate) fn too_much_memory(self, needed: u64, allowed: u64) -> String {
        let gigabytes = |bytes: u64| {
            let tenths = bytes.div_ceil(100_000_000);
            let point = self.language.pick(',', '.');
            format!("{}{point}{} GB", tenths / 10, tenths % 10)
        };
        let (needed, allowed) = (gigabytes(needed), gigabytes(allowed));
        self.pick(
            format!("servono circa {needed} di memoria e --max-memory ne ammette {allowed}"),
            format!("about {needed} of memory are needed, and --max-memory allows {allowed}"),
        )
    }

    /// What to do about it.
    pub(crate) fn less_memory(self) -> &'static str {
        self.language.pick(
            "meno --trials, più parti (--shard 0/4), o un --max-memory più alto se la macchina lo permette",
            "fewer --trials, more parts (--shard 0/4), or a higher --max-memory where the machine has it",
        )
    }

    /// This program cannot write Parquet.
    pub(crate) fn without_parquet(self) -> String {
        self.pick(
            "questo programma è stato compilato senza Parquet: usate un file .csv, o compilate con `cargo install --path cli --features parquet`".to_owned(),
            "this program was built without Parquet: name a .csv file, or build with `cargo install --path cli --features parquet`".to_owned(),
        )
    }

    /// A file for all futures of neither form.
    pub(crate) fn csv_or_parquet(self, file: &str) -> String {
        self.pick(
            format!("`{file}` non finisce in .csv né in .parquet"),
            format!("`{file}` ends neither in .csv nor in .parquet"),
        )
    }

    /// `--until` looks at the target.
    pub(crate) fn until_needs_a_target(self) -> &'static str {
        self.language.pick(
            "--until guarda la quota di futuri che raggiungono l'obiettivo, e lo scenario non ha un [target]",
            "--until looks at the share of futures that reach the target, and the scenario has no [target]",
        )
    }
}

/// `dal 63%`, `all'8%`: a preposition that melts into the article.
fn joined(preposition: &str, share: &str) -> String {
    let with_article = the_share(share);
    match with_article.strip_prefix('l') {
        Some(rest) => format!("{preposition}ll{rest}"),
        None => format!("{preposition}l {share}"),
    }
}

#[cfg(test)]
mod tests {
    use cittadella_engine::wording::Language;

    use super::{Words, the_share};

    #[test]
    fn a_range_takes_the_articles_of_its_ends() {
        let italian = Words::new(Language::Italian);
        let told = italian.reading_range("8%", "80%");
        assert!(told.starts_with("Dall'8% all'80%: "), "{told}");
        let told = italian.reading_range("0,4%", "35%");
        assert!(told.starts_with("Dallo 0,4% al 35%: "), "{told}");
        assert_eq!(the_share("11%"), "l'11%");
    }

    #[test]
    fn memory_is_told_in_gigabytes_rounded_up() {
        let english = Words::new(Language::English);
        assert_eq!(
            english.too_much_memory(4_010_000_000, 500_000_000),
            "about 4.1 GB of memory are needed, and --max-memory allows 0.5 GB"
        );
    }
}
