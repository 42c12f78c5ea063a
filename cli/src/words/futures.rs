//! The sentences in which a simulation answers.

use cittadella_engine::simulate::Reading;
use cittadella_engine::uncertainty::{Design, Sampler};

use super::Words;
use super::simulation::in_share;

/// How likely it is that an entity stands on its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stands<'a> {
    /// The share of futures.
    pub(crate) share: &'a str,
    /// Its interval of 95 %.
    pub(crate) interval: (&'a str, &'a str),
    /// The entity.
    pub(crate) who: &'a str,
    /// The month of the target.
    pub(crate) by: &'a str,
}

/// Whether that is as often as the board asks, with the bounds that say so.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stand<'a> {
    /// At least so often.
    Met(&'a str),
    /// At most so often.
    Missed(&'a str),
    /// Between the two: it is not decided.
    Open(&'a str, &'a str),
}

impl Words {
    /// The first sentence where no share is asked for.
    pub(crate) fn stands(self, of: &Stands<'_>) -> String {
        let Stands {
            share,
            interval: (low, high),
            who,
            by,
        } = of;
        self.pick(
            format!("{} dei futuri {who} è autosufficiente entro {by} (intervallo al 95%: da {low} a {high}).", in_share(share)),
            format!("In {share} of the futures {who} stands on its own by {by} (95% interval {low} to {high})."),
        )
    }

    /// The first sentence where a share is asked for.
    pub(crate) fn stands_as_asked(self, of: &Stands<'_>, asked: &str, stand: Stand<'_>) -> String {
        let Stands { share, who, by, .. } = of;
        let (verdict, bound) = match stand {
            Stand::Met(least) => (
                self.language.pick("SÌ", "YES"),
                self.pick(
                    format!("almeno {} con confidenza del 95%", the_share(least)),
                    format!("at least {least} with 95% confidence"),
                ),
            ),
            Stand::Missed(most) => (
                "NO",
                self.pick(
                    format!("al più {} con confidenza del 95%", the_share(most)),
                    format!("at most {most} with 95% confidence"),
                ),
            ),
            Stand::Open(least, most) => (
                self.language.pick("NON È DECISO", "UNDECIDED"),
                self.pick(
                    format!("tra {} e {}: servono più futuri", the_share(least), the_share(most)),
                    format!("between {least} and {most}: more futures are needed"),
                ),
            ),
        };
        let share = in_share(share);
        let share_it = share.replacen('N', "n", 1);
        self.pick(
            format!("{verdict}: {who} è autosufficiente entro {by} {share_it} dei futuri ({bound}); il consiglio chiede {}.", the_share(asked)),
            format!("{verdict}: {who} stands on its own by {by} in {} of the futures ({bound}); the board asks for {asked}.", of.share),
        )
    }

    /// What was drawn, and how.
    pub(crate) fn drawn(
        self,
        futures: &str,
        uncertain: usize,
        design: Design,
        currency: &str,
    ) -> String {
        let seed = design.seed;
        let dealt = design.replicated().map(|replicates| match design.sampler {
            Sampler::Plain => String::new(),
            Sampler::Latin => self.pick(
                format!(", in {replicates} ipercubi latini"),
                format!(", in {replicates} Latin hypercubes"),
            ),
            Sampler::Sobol => self.pick(
                format!(", in {replicates} campioni di Sobol'"),
                format!(", in {replicates} Sobol' samples"),
            ),
        });
        let dealt = dealt.unwrap_or_default();
        self.pick(
            format!("Sono stati estratti {futures} da {uncertain} dati incerti (seme {seed}{dealt}); importi in {currency}."),
            format!("{futures} were drawn from {uncertain} uncertain inputs (seed {seed}{dealt}); amounts in {currency}."),
        )
    }

    /// A run that was to stop by itself knows what it was to know.
    pub(crate) fn precise(self, points: &str) -> String {
        self.pick(
            format!("Ci si è fermati quando la quota era nota a ±{points} punti."),
            format!("The run stopped once the share was known to ±{points} points."),
        )
    }

    /// It does not.
    pub(crate) fn not_precise(self, points: &str) -> String {
        self.pick(
            format!("La quota NON è nota a ±{points} punti: servono più futuri."),
            format!("The share is NOT known to ±{points} points: more futures are needed."),
        )
    }

    /// By when half of the futures, and nine in ten, have reached the target.
    pub(crate) fn half_of_futures(
        self,
        half: Option<&str>,
        ninety: Option<&str>,
        watched: bool,
    ) -> String {
        let first = self.language.pick(", senza che prima manchino fondi", ", without money missing first");
        let first = if watched { first } else { "" };
        match (half, ninety) {
            (Some(half), Some(ninety)) => self.pick(
                format!("La metà ci arriva entro {half}, nove su dieci entro {ninety}{first}."),
                format!("Half of them get there by {half}, nine in ten by {ninety}{first}."),
            ),
            (Some(half), None) => self.pick(
                format!("La metà ci arriva entro {half}{first}; nove su dieci mai, nei mesi calcolati."),
                format!("Half of them get there by {half}{first}; nine in ten never, within the computed months."),
            ),
            (None, _) => self.pick(
                format!("Nei mesi calcolati ci arriva meno della metà{first}."),
                format!("Fewer than half of them get there within the computed months{first}."),
            ),
        }
    }

    /// In how many futures money is missing first, and whose; in how many nothing has happened.
    pub(crate) fn money_first(self, who: &str, by: &str, share: &str, neither: &str) -> String {
        self.pick(
            format!(
                "Entro {by} {} mancano prima i fondi di {who}, {} non accade né l'uno né l'altro.",
                lower_in(share),
                lower_in(neither)
            ),
            format!("By {by} the money of {who} has run out first in {share}; in {neither} neither has happened."),
        )
    }

    /// Futures that are as early as the plan as stated.
    pub(crate) fn as_early(self, share: &str) -> String {
        self.pick(
            format!("Altrettanto presto, senza che prima manchino fondi, lo è {} dei futuri.", the_share(share)),
            format!("As early as that, without money missing first, {share} of the futures do."),
        )
    }

    /// Where the plan as stated lies among its futures.
    pub(crate) fn base_case_place(self, place: &str, what: &str, base: &str, median: &str) -> String {
        self.pick(
            format!("{what}: {base} nel piano, {median} nel futuro mediano; il piano supera {} dei suoi futuri.", the_share(place)),
            format!("{what}: {base} in the plan, {median} in the median future; the plan exceeds {place} of its futures."),
        )
    }

    /// That is far from the middle.
    pub(crate) fn base_case_apart(self, hopeful: bool) -> String {
        if hopeful {
            self.pick(
                "ATTENZIONE: il piano come è scritto è più ottimista della maggior parte di ciò che esso stesso ritiene possibile.".to_owned(),
                "WARNING: the plan as stated is more hopeful than most of what it holds possible itself.".to_owned(),
            )
        } else {
            self.pick(
                "ATTENZIONE: il piano come è scritto è più prudente della maggior parte di ciò che esso stesso ritiene possibile.".to_owned(),
                "WARNING: the plan as stated is more careful than most of what it holds possible itself.".to_owned(),
            )
        }
    }

    /// `--until` needs trials whose number may grow.
    pub(crate) fn until_not_latin(self) -> &'static str {
        self.language.pick(
            "un ipercubo latino dipende dal numero dei futuri, che --until non conosce prima: si scelga --sampler plain o sobol, o un numero di --trials",
            "a Latin hypercube depends on the number of futures, which --until does not know beforehand: choose --sampler plain or sobol, or a number of --trials",
        )
    }

    /// `33%–37%`.
    pub(crate) fn from_to(self, low: &str, high: &str) -> String {
        format!("{low}–{high}")
    }

    /// `-10 (da -11 a -8)`.
    pub(crate) fn points_between(self, value: &str, low: &str, high: &str) -> String {
        self.pick(
            format!("{value} (da {low} a {high})"),
            format!("{value} ({low} to {high})"),
        )
    }

    /// How far the whole curve of months may be off.
    pub(crate) fn curve(self, points: &str) -> String {
        self.pick(
            format!("Gli intervalli valgono mese per mese; la curva del primo raggiungimento, in tutti i mesi insieme, sbaglia al più di {points} punti (al 95%)."),
            format!("Intervals hold month by month; the curve of first reaching it, in all months together, is off by at most {points} points (95%)."),
        )
    }

    /// The head of the column of the target.
    pub(crate) fn by_stands(self) -> String {
        self.pick("autosufficiente".to_owned(), "stands on\nits own".to_owned())
    }

    /// What a reading of the uncertainty takes it for.
    pub(crate) fn reading(self, reading: Reading) -> &'static str {
        let (italian, english) = match reading {
            Reading::Stated => ("come è scritta", "as stated"),
            Reading::Independent => (
                "nulla si muove insieme (nessuna correlazione)",
                "nothing moves together (no correlation)",
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

    /// The lines of a band that holds in all months.
    pub(crate) fn all_months(self, share: &str) -> (String, String) {
        (
            self.pick(format!("{share} in ogni mese, da"), format!("{share} in all months, from")),
            self.pick(format!("{share} in ogni mese, a"), format!("{share} in all months, to")),
        )
    }

    /// What the lines of cash hold.
    pub(crate) fn cash_bands(self, share: &str, least: &str) -> String {
        self.pick(
            format!("Tra la prima e la terza riga sta {} dei futuri a fine di ciascun mese preso da solo, ma anche solo {} in tutti i mesi; tra le ultime due righe {} in tutti i mesi insieme.", the_share(share), the_share(least), the_share(share)),
            format!("Between the first and the third line lie {share} of the futures at the end of each month by itself, but as few as {least} in every month; between the last two lines {share} in every month."),
        )
    }

    /// The head of the mean of the least values.
    pub(crate) fn least_head(self, share: &str) -> String {
        self.pick(format!("media del {share}\npiù basso"), format!("mean of the\nleast {share}"))
    }

    /// The head of the mean of the greatest values.
    pub(crate) fn greatest_head(self, share: &str) -> String {
        self.pick(format!("media del {share}\npiù alto"), format!("mean of the\ngreatest {share}"))
    }

    /// The line of progress, as indicatif takes it.
    pub(crate) fn progress(self) -> &'static str {
        self.language.pick(
            "[{bar:30}] {human_pos} di {human_len} futuri, {per_sec}, ancora {eta}",
            "[{bar:30}] {human_pos} of {human_len} futures, {per_sec}, {eta} left",
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

/// `il 63%`, `lo 0%`, `l'8%`: with the article that the number asks for.
fn the_share(share: &str) -> String {
    let within = in_share(share);
    if within.starts_with("Nell'") {
        format!("l'{share}")
    } else if within.starts_with("Nello") {
        format!("lo {share}")
    } else {
        format!("il {share}")
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

/// `nel 63%`, within a sentence.
fn lower_in(share: &str) -> String {
    in_share(share).replacen('N', "n", 1)
}

#[cfg(test)]
mod tests {
    use cittadella_engine::wording::Language;

    use super::{Stand, Stands, Words, the_share};

    #[test]
    fn the_first_sentence_says_whether_it_is_enough() {
        let of = Stands {
            share: "8,1%",
            interval: ("7%", "9%"),
            who: "Hub srl",
            by: "dicembre 2027",
        };
        let italian = Words::new(Language::Italian);
        assert_eq!(
            italian.stands_as_asked(&of, "80%", Stand::Missed("9%")),
            "NO: Hub srl è autosufficiente entro dicembre 2027 nell'8,1% dei futuri (al più il 9% \
             con confidenza del 95%); il consiglio chiede l'80%."
        );
        let of = Stands {
            share: "95%",
            by: "December 2027",
            ..of
        };
        let english = Words::new(Language::English);
        assert_eq!(
            english.stands_as_asked(&of, "90%", Stand::Met("93%")),
            "YES: Hub srl stands on its own by December 2027 in 95% of the futures (at least 93% \
             with 95% confidence); the board asks for 90%."
        );
        assert_eq!(
            english.stands_as_asked(&of, "95%", Stand::Open("93%", "96%")),
            "UNDECIDED: Hub srl stands on its own by December 2027 in 95% of the futures (between \
             93% and 96%: more futures are needed); the board asks for 95%."
        );
    }

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
