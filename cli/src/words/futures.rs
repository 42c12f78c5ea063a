//! The sentences in which a simulation answers.

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
                    format!(
                        "tra {} e {}: servono più futuri",
                        the_share(least),
                        the_share(most)
                    ),
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
        let first = self.language.pick(
            ", senza che prima manchino fondi",
            ", without money missing first",
        );
        let first = if watched { first } else { "" };
        match (half, ninety) {
            (Some(half), Some(ninety)) => self.pick(
                format!("La metà ci arriva entro {half}, nove su dieci entro {ninety}{first}."),
                format!("Half of them get there by {half}, nine in ten by {ninety}{first}."),
            ),
            (Some(half), None) => self.pick(
                format!("La metà ci arriva entro {half}{first}; a nove su dieci non si arriva nei mesi calcolati."),
                format!("Half of them get there by {half}{first}; a share of nine in ten is not reached within the computed months."),
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
            format!(
                "Altrettanto presto, senza che prima manchino fondi, lo è {} dei futuri.",
                the_share(share)
            ),
            format!("As early as that, without money missing first, {share} of the futures do."),
        )
    }

    /// Where the plan as stated lies among its futures.
    pub(crate) fn base_case_place(
        self,
        place: &str,
        what: &str,
        base: &str,
        median: &str,
    ) -> String {
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
    pub(crate) fn between(self, low: &str, high: &str) -> String {
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

    /// The lines of a band that holds in all months.
    pub(crate) fn all_months(self, share: &str) -> (String, String) {
        (
            self.pick(
                format!("{share} in ogni mese, da"),
                format!("{share} in all months, from"),
            ),
            self.pick(
                format!("{share} in ogni mese, a"),
                format!("{share} in all months, to"),
            ),
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
        self.pick(
            format!("media del {share}\npiù basso"),
            format!("mean of the\nleast {share}"),
        )
    }

    /// The head of the mean of the greatest values.
    pub(crate) fn greatest_head(self, share: &str) -> String {
        self.pick(
            format!("media del {share}\npiù alto"),
            format!("mean of the\ngreatest {share}"),
        )
    }
}

/// `il 63%`, `lo 0%`, `l'8%`: with the article that the number asks for.
pub(super) fn the_share(share: &str) -> String {
    let within = in_share(share);
    if within.starts_with("Nell'") {
        format!("l'{share}")
    } else if within.starts_with("Nello") {
        format!("lo {share}")
    } else {
        format!("il {share}")
    }
}

/// `nel 63%`, within a sentence.
fn lower_in(share: &str) -> String {
    in_share(share).replacen('N', "n", 1)
}

#[cfg(test)]
mod tests {
    use cittadella_engine::wording::Language;

    use super::{Stand, Stands, Words};

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
}
