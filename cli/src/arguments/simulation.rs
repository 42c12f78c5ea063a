//! The command line of simulations.

use std::path::PathBuf;
use std::str::FromStr;

use cittadella_engine::quantity::Decimal;
use cittadella_engine::uncertainty::{Design, Sampler};
use clap::{Args, ValueEnum};

use super::Changes;

/// `cittadella simulate`
#[derive(Debug, Args)]
pub(crate) struct SimulateArguments {
    /// The scenario
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) changes: Changes,
    /// How many futures to draw, up to ten million; with --until at most so many [default: 10000,
    /// with --until 1000000]
    #[arg(long, value_name = "NUMBER",
          value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(crate) trials: Option<u32>,
    /// The seed of the random numbers [default: the scenario's]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    /// How the random numbers are chosen: `plain`, each by itself; `latin`, one in each stratum of
    /// every input (a Latin hypercube); `sobol`, spread evenly over all inputs at once [default: the
    /// scenario's]
    #[arg(long, value_name = "SAMPLER", hide_possible_values = true)]
    pub(crate) sampler: Option<SamplerChoice>,
    /// Into how many independent samples `latin` and `sobol` deal the futures, 2 to 64: their spread
    /// is what the intervals are made of. A Sobol' sample is best with 2, 4, 8, 16... futures each
    /// [default: the scenario's]
    #[arg(long, value_name = "NUMBER",
          value_parser = clap::value_parser!(u32).range(2..=64))]
    pub(crate) replicates: Option<u32>,
    /// Draw until the share of futures that reach the target is known to so many points either way:
    /// `0.5pp`
    #[arg(long, value_name = "POINTS", value_parser = points, conflicts_with = "shard")]
    pub(crate) until: Option<f64>,
    /// Under this stress, which acts after the draws; `a+b` applies both in that order
    #[arg(long, value_name = "NAME")]
    pub(crate) stress: Option<String>,
    /// Also compute the answer under other readings of the same uncertainty: nothing moves together,
    /// or the extremes too; ranges are wider than stated; more tenants leave
    #[arg(long, conflicts_with = "shard")]
    pub(crate) model_risk: bool,
    #[command(flatten)]
    pub(crate) telling: Telling,
    /// Draw only one part of the futures, such as `0/4` to `3/4`, and write it to --out;
    /// `cittadella merge` puts the parts together
    #[arg(long, value_name = "PART/PARTS", requires = "out",
          conflicts_with_all = ["json", "csv", "trials_out", "confidence", "full", "inspect"])]
    pub(crate) shard: Option<Shard>,
    /// The file for --shard
    #[arg(long, value_name = "FILE", requires = "shard")]
    pub(crate) out: Option<PathBuf>,
    /// Instead of drawing futures, write the operations of one into this file, with the first 128
    /// draws and what they come to: for comparisons with other programs
    #[arg(long, value_name = "FILE",
          conflicts_with_all = ["shard", "json", "csv", "trials_out", "model_risk"])]
    pub(crate) dump_tape: Option<PathBuf>,
}

/// What `--sampler` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SamplerChoice {
    /// Each number by itself
    Plain,
    /// A Latin hypercube
    Latin,
    /// A scrambled Sobol' sequence
    Sobol,
}

impl From<SamplerChoice> for Sampler {
    fn from(choice: SamplerChoice) -> Sampler {
        match choice {
            SamplerChoice::Plain => Sampler::Plain,
            SamplerChoice::Latin => Sampler::Latin,
            SamplerChoice::Sobol => Sampler::Sobol,
        }
    }
}

impl SimulateArguments {
    /// The design of so many trials: the scenario's, but for what was asked for.
    pub(crate) fn design(&self, stated: Design, trials: usize) -> Design {
        Design {
            sampler: self.sampler.map_or(stated.sampler, Sampler::from),
            replicates: self.replicates.unwrap_or(stated.replicates),
            trials: trials as u64,
            seed: self.seed.unwrap_or(stated.seed),
        }
    }
}

/// How the answers of a simulation are told, shared by `simulate` and `merge`.
#[derive(Debug, Args)]
pub(crate) struct Telling {
    /// The share of futures that the board asks for [default: the scenario's]: `90%`
    #[arg(long, value_name = "SHARE", value_parser = percentage)]
    pub(crate) confidence: Option<Decimal>,
    /// Print every month, every test and the means of the tails
    #[arg(long)]
    pub(crate) full: bool,
    /// Print everything as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// Also write the tables into this folder: target.csv, numbers.csv, covenants.csv, cash.csv,
    /// needs.csv, alerts.csv
    #[arg(long, value_name = "FOLDER")]
    pub(crate) csv: Option<PathBuf>,
    /// Also write every future into this file, a line each: what was drawn, when the target is
    /// reached, the numbers. `.csv`, or `.parquet` where the program was built with that feature
    #[arg(long, value_name = "FILE")]
    pub(crate) trials_out: Option<PathBuf>,
    /// Also print how large the computation is
    #[arg(long)]
    pub(crate) inspect: bool,
    /// Refuse what would take more memory than this
    #[arg(long, value_name = "SIZE", default_value = "4GB", value_parser = bytes)]
    pub(crate) max_memory: u64,
}

/// `cittadella merge`
#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// The files that `simulate --shard` wrote, in any order
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// One of several parts of a simulation, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shard {
    /// Which part.
    pub(crate) index: u32,
    /// Of how many.
    pub(crate) count: u32,
}

/// The most parts that a simulation is cut into.
const SHARDS_MAX: u32 = 10_000;

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let numbers = text.split_once('/').and_then(|(index, count)| {
            Some((index.trim().parse().ok()?, count.trim().parse().ok()?))
        });
        match numbers {
            Some((index, count)) if index < count && count <= SHARDS_MAX => {
                Ok(Shard { index, count })
            }
            Some((_, count)) if (1..=SHARDS_MAX).contains(&count) => Err(format!(
                "parts count from 0: `0/{count}` to `{}/{count}`",
                count - 1
            )),
            Some(_) => Err(format!("there are 1 to {SHARDS_MAX} parts: write `0/4`")),
            None => Err("write the part and how many there are: `0/4`".to_owned()),
        }
    }
}

/// `0.5pp`, `1pp`: points of a percentage, as a share.
fn points(text: &str) -> Result<f64, String> {
    let number = text.trim().strip_suffix("pp").map(str::trim);
    match number.and_then(|number| number.parse::<f64>().ok()) {
        Some(points) if (0.05..=20.0).contains(&points) => Ok(points / 100.0),
        Some(_) => Err("0.05pp to 20pp are possible".to_owned()),
        None => Err("write points, such as `0.5pp`".to_owned()),
    }
}

/// `90%`, as a share.
fn percentage(text: &str) -> Result<Decimal, String> {
    let number = text.trim().strip_suffix('%').map(str::trim);
    match number.and_then(|number| number.parse::<Decimal>().ok()) {
        Some(percent) if percent > Decimal::ZERO && percent < Decimal::ONE_HUNDRED => {
            Ok((percent / Decimal::ONE_HUNDRED).normalize())
        }
        Some(_) => Err("more than 0% and less than 100% is possible".to_owned()),
        None => Err("write a percentage, such as `90%`".to_owned()),
    }
}

/// `4GB`, `500MB`: bytes, by thousands.
fn bytes(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let units = [("TB", 4), ("GB", 3), ("MB", 2)];
    let mut sizes = units.iter().filter_map(|(unit, power)| {
        let number = text.strip_suffix(unit)?.trim().parse::<u64>().ok()?;
        number.checked_mul(1000_u64.pow(*power))
    });
    sizes
        .next()
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| "write a size, such as `4GB` or `500MB`".to_owned())
}

/// What `simulate --help` says.
pub(super) const SIMULATE: &str = "\
Draw many futures of a plan and compute the whole plan in each: the first sentence says whether the
target is reached often enough, the tables when, who runs out of money before, what the key figures
and the cash may be, how often covenants are broken.

A future depends on the seed and on its number alone. So the same command prints the same bytes on
any number of threads, and parts that were drawn on several machines (--shard) merge to the very
answer of one.

While it runs, a terminal shows how far it is. Ctrl-C stops it: what was computed is printed, marked
as partial, with exit code 130. A part for --out is written whole or not at all.

--json prints one object:
  scenario       name, currency, stresses
  trials         how many futures; planned, partial, seed, sampler, replicates, uncertain_inputs,
                 probabilities
  target         entity, by, at_target and by_month (stands, insolvent_first, neither, reached: each
                 with count, share, low, high), curve_half_width (for all months together), median,
                 ninety_percent, lost_again, as_early_as_stated
  confidence     asked, low and high (one-sided, 95%), verdict (met, missed, open)
  base_case      key of the number compared, place (the share of futures up to it), apart
  numbers        key, label, entity, unit, base, base_place, absent, mean (value, error, low, high),
                 quantiles, mean_of_least_5_percent, mean_of_greatest_5_percent
  alerts, covenants (by test), needs (by entity)
  closing_cash   by entity and month: quantiles of the month by itself, low and high of the band that
                 holds nine in ten futures in all months
  model_risk     with --model-risk: reading, share, difference from the stated reading
  tape           the size of the computation";

#[cfg(test)]
mod tests {
    use super::{Shard, bytes, percentage, points};

    #[test]
    fn parts_count_from_nought() {
        let shard = |text: &str| text.parse::<Shard>().map(|of| (of.index, of.count));
        assert_eq!(shard("0/1"), Ok((0, 1)));
        assert_eq!(shard("3/4"), Ok((3, 4)));
        assert_eq!(
            shard("4/4"),
            Err("parts count from 0: `0/4` to `3/4`".to_owned())
        );
        for text in ["1", "a/b", "-1/4", "0/0", "0/10001"] {
            assert!(shard(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_points_and_shares_need_their_unit() {
        assert_eq!(bytes("4GB"), Ok(4_000_000_000));
        assert_eq!(bytes("500 MB"), Ok(500_000_000));
        assert_eq!(
            percentage("90%").map(|share| share.to_string()),
            Ok("0.9".to_owned())
        );
        assert!((points("0.5pp").unwrap() - 0.005).abs() < 1e-15);
        for text in ["4", "0GB", "-1GB", "GB", "99999999999TB"] {
            assert!(bytes(text).is_err(), "{text}");
        }
        assert!(percentage("0.9").is_err() && percentage("100%").is_err());
        assert!(points("0.5").is_err() && points("0pp").is_err() && points("NaNpp").is_err());
    }
}
