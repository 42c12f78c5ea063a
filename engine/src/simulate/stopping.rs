//! How many trials are enough: looks planned beforehand, and what may be said after several.
//!
//! Who looks at a running count again and again and stops when it pleases him deceives himself:
//! looking forty times at a one-sided bound of 95 % and stopping at the first success announces
//! "at least 90 %" in a quarter of the cases in which the truth is exactly 90 %. So the looks are
//! fixed beforehand, and a verdict shares its 5 % among them (Bonferroni).

use super::normal_quantile;
use super::statistics::{Share, float, to_rank};

/// The error that a verdict may make on either side.
const ERROR: f64 = 0.05;

/// The fewest trials after which a run may stop.
const LEAST: usize = 500;

/// When a run looks whether it knows enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Looks {
    half_width: f64,
    counts: Vec<usize>,
}

impl Looks {
    /// The looks of a run that stops once the interval of 95 % for a probability is no wider than
    /// `half_width` to either side, and after `most` trials at the latest.
    ///
    /// The first comes after 500 trials, each following one after a quarter more, rounded up to
    /// 500. None comes later than is ever needed: at a probability of one half, where intervals
    /// are widest.
    ///
    /// ```
    /// use cittadella_engine::simulate::Looks;
    /// let looks = Looks::until(0.02, 10_000);
    /// // Half of 2,398 trials is known to 2 points either way: no later look is planned.
    /// assert_eq!(looks.counts(), [500, 1000, 1500, 2000, 2398]);
    /// assert_eq!(Looks::until(0.02, 700).counts(), [500, 700]);
    /// assert_eq!(Looks::until(0.02, 300).counts(), [300]);
    /// ```
    pub fn until(half_width: f64, most: usize) -> Looks {
        let z = normal_quantile(0.975);
        // Wilson at one half: z √(1/4n + z²/4n²) / (1 + z²/n) = z / 2√(n + z²).
        let enough = (z / (2.0 * half_width)).powi(2) - z * z;
        let last = to_rank(enough.max(0.0).ceil())
            .clamp(LEAST, most.max(LEAST))
            .min(most);
        let mut counts = Vec::new();
        let mut next = LEAST;
        while next < last {
            counts.push(next);
            next = (next + next.div_ceil(4)).next_multiple_of(LEAST);
        }
        counts.push(last);
        Looks { half_width, counts }
    }

    /// One look at the end: a number of trials announced beforehand.
    pub fn once(trials: usize) -> Looks {
        Looks {
            half_width: 0.0,
            counts: vec![trials],
        }
    }

    /// After how many trials the run looks.
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// Whether a share is known well enough to stop.
    pub fn enough(&self, share: Share) -> bool {
        let (low, high) = share.interval();
        share.of >= LEAST && (high - low) / 2.0 <= self.half_width
    }

    /// Whether a probability is at least what is asked, by a one-sided interval of 95 % that
    /// holds at all planned looks together.
    ///
    /// A share that is exactly what is asked never decides it.
    ///
    /// ```
    /// use cittadella_engine::simulate::{Looks, Share, Verdict};
    /// let share = |count| Share::new(count, 1000);
    /// let once = Looks::once(1000);
    /// assert_eq!(once.verdict(share(900), 0.9), Verdict::Open);
    /// assert_eq!(once.verdict(share(916), 0.9), Verdict::Met);
    /// assert_eq!(once.verdict(share(883), 0.9), Verdict::Missed);
    /// // Among several looks the same share has to say more.
    /// assert_eq!(Looks::until(0.01, 1000).verdict(share(916), 0.9), Verdict::Open);
    /// ```
    pub fn verdict(&self, share: Share, asked: f64) -> Verdict {
        let (low, high) = self.one_sided(share);
        if low > asked {
            Verdict::Met
        } else if high < asked {
            Verdict::Missed
        } else {
            Verdict::Open
        }
    }

    /// The least and the greatest that a probability may be, each with an error of at most 5 % at
    /// all planned looks together.
    pub fn one_sided(&self, share: Share) -> (f64, f64) {
        share.at_confidence(1.0 - ERROR / float(self.counts.len()))
    }
}

/// Whether a probability is what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is at least that.
    Met,
    /// It is less.
    Missed,
    /// The trials do not decide.
    Open,
}

#[cfg(test)]
mod tests {
    use super::{Looks, Verdict};
    use crate::simulate::Share;
    use crate::simulate::random::Stream;

    /// Runs until there is enough; the share at the end, and whether some look said "met".
    fn run(looks: &Looks, truth: f64, asked: f64, seed: u64) -> (Share, bool) {
        let stream = Stream::new(seed, "trials");
        let (mut count, mut done, mut met) = (0, 0, false);
        let mut share = Share::new(0, 0);
        for of in looks.counts() {
            for trial in done..*of as u64 {
                count += usize::from(stream.uniform(trial, 0) < truth);
            }
            done = *of as u64;
            share = Share::new(count, *of);
            met |= looks.verdict(share, asked) == Verdict::Met;
            if looks.enough(share) {
                break;
            }
        }
        (share, met)
    }

    // Stopping when the interval is narrow enough leaves its coverage what it says: 95 % of 4,000
    // runs, to within five standard errors (0.34 points each).
    #[test]
    fn the_interval_of_a_run_that_stops_by_itself_holds_the_truth() {
        let looks = Looks::until(0.02, 10_000);
        let held = (0..4_000_u64).filter(|seed| {
            let (low, high) = run(&looks, 0.9, 0.9, *seed).0.interval();
            low <= 0.9 && 0.9 <= high
        });
        let held = held.count();
        assert!((3_732..=3_868).contains(&held), "{held} of 4000");
    }

    // At the very edge "at least 90 %" is claimed at some look in at most one run of twenty, however
    // many looks there are: 50 of 1,000 runs, and five standard errors (6.9 runs each) more.
    #[test]
    fn looking_often_does_not_make_a_verdict() {
        let looks = Looks::until(0.005, 8_000);
        assert!(looks.counts().len() > 8);
        let claimed = (0..1_000_u64).filter(|seed| run(&looks, 0.9, 0.9, *seed).1);
        let claimed = claimed.count();
        assert!(claimed <= 84, "{claimed} of 1000");
        let shown = (0..200_u64).filter(|seed| run(&looks, 0.93, 0.9, *seed).1);
        assert!(shown.count() > 190, "93 % is told from 90 %");
    }

    #[test]
    fn precision_stops_a_run() {
        let looks = Looks::until(0.01, 100_000);
        let (share, _) = run(&looks, 0.9, 0.9, 1);
        // 3,470 trials are needed at 90 %; looks come a quarter apart.
        assert!((3_000..=4_500).contains(&share.of), "{}", share.of);
    }
}
