//! What is wrong with the parts of a simulation.

use cittadella_engine::uncertainty::Design;

use super::Words;

/// Why a file is no part of the simulation to be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WrongShard {
    /// It is no such file at all.
    Format,
    /// It is not whole, or was changed.
    Torn,
    /// Another version of the program wrote it.
    Version(String),
    /// It is of another scenario, or of the same with other `--set` or `--stress`.
    Scenario,
    /// It has another seed.
    Seed(u64),
    /// Its random numbers are chosen otherwise.
    Sampler(Design),
    /// It is of a simulation of so many futures in so many parts.
    Cut(u64, u32),
    /// The same part is in another file, too.
    Twice(u32, String),
}

impl Words {
    /// A file is not a part of this simulation.
    pub(crate) fn wrong_shard(self, file: &str, what: &WrongShard) -> String {
        let (italian, english) = match what {
            WrongShard::Format => (
                "non è una parte scritta da `cittadella simulate --shard`".to_owned(),
                "is not a part that `cittadella simulate --shard` wrote".to_owned(),
            ),
            WrongShard::Torn => (
                "non è intera o è stata alterata: lunghezza o somma di controllo non tornano"
                    .to_owned(),
                "is not whole or was changed: its length or checksum is wrong".to_owned(),
            ),
            WrongShard::Version(version) => (
                format!("è stata scritta da un'altra versione del programma ({version})"),
                format!("was written by another version of the program ({version})"),
            ),
            WrongShard::Scenario => (
                "è di un altro scenario, o con altri --set o --stress".to_owned(),
                "is of another scenario, or of other --set or --stress".to_owned(),
            ),
            WrongShard::Seed(seed) => (
                format!("ha un altro seme ({seed})"),
                format!("has another seed ({seed})"),
            ),
            WrongShard::Sampler(design) => {
                let (sampler, replicates) = (design.sampler.word(), design.replicates);
                (
                    format!(
                        "ha numeri casuali scelti altrimenti ({sampler}, {replicates} campioni)"
                    ),
                    format!(
                        "has random numbers chosen otherwise ({sampler}, {replicates} samples)"
                    ),
                )
            }
            WrongShard::Cut(trials, parts) => (
                format!("è di una simulazione di {trials} futuri in {parts} parti"),
                format!("is of a simulation of {trials} futures in {parts} parts"),
            ),
            WrongShard::Twice(part, other) => (
                format!("è la parte {part}, che è già in `{other}`"),
                format!("is part {part}, which is in `{other}` already"),
            ),
        };
        self.pick(format!("`{file}` {italian}"), format!("`{file}` {english}"))
    }

    /// Parts that nobody has named.
    pub(crate) fn missing_shards(self, missing: &[u32], parts: u32) -> String {
        const NAMED: usize = 20;
        let named = missing.iter().take(NAMED).map(u32::to_string);
        let mut list = named.collect::<Vec<_>>().join(", ");
        if missing.len() > NAMED {
            list += ", …";
        }
        let count = missing.len();
        self.pick(
            format!("di {parts} parti ne mancano {count}: {list}"),
            format!("of {parts} parts {count} are missing: {list}"),
        )
    }

    /// How to draw one of them.
    pub(crate) fn draw_missing(self, part: u32, parts: u32) -> String {
        self.pick(
            format!("si ottiene con `cittadella simulate … --shard {part}/{parts} --out FILE`"),
            format!("draw it with `cittadella simulate … --shard {part}/{parts} --out FILE`"),
        )
    }
}
