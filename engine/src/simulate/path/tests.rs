//! Processes against their closed forms.

#![expect(clippy::float_cmp, reason = "what is exact is compared as such")]

use super::{Around, Kind, Path};
use crate::quantity::Decimal;
use crate::simulate::normal_quantile;
use crate::simulate::random::Stream;
use crate::uncertainty::Process;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The step of a process that is drawn back.
fn around(path: &Path) -> &Around {
    match &path.kind {
        Kind::Around(around) => around,
        Kind::Tenancy(_) => panic!("a tenancy is not drawn back"),
    }
}

fn last_of(path: &Path, months: usize, trials: u32) -> Vec<f64> {
    let stream = Stream::new(11, "indices.test");
    let mut row = vec![0.0; months];
    (0..trials)
        .map(|trial| {
            path.fill(&mut row, |month| {
                normal_quantile(stream.uniform(trial.into(), month))
            });
            row[months - 1]
        })
        .collect()
}

fn deviation(values: &[f64]) -> f64 {
    let n = f64::from(u32::try_from(values.len()).unwrap());
    (values.iter().map(|value| value * value).sum::<f64>() / n).sqrt()
}

// κ = 0.5, σ = 0.01: after a month 0.00282764, after five years 0.0099663 (the closed forms
// σ √((1 − e^(−2κt)) / 2κ) at t = 1/12 and t = 5).
#[test]
fn vasicek_has_its_known_deviation() {
    let process = Process::Vasicek {
        reversion: d("0.5"),
        volatility: d("0.01"),
        floor: None,
    };
    let path = Path::new(&process, 0..60, &[]);
    assert!((around(&path).shock - 0.002_827_64).abs() < 1e-8);
    let observed = deviation(&last_of(&path, 60, 40_000));
    // Five standard errors of a standard deviation: σ / √(2 n).
    assert!((observed - 0.009_966_3).abs() < 5.0 * 0.01 / 80_000_f64.sqrt());
}

#[test]
fn an_autoregressive_path_reaches_its_long_run_deviation() {
    let process = Process::Autoregressive {
        persistence: d("0.6"),
        volatility: d("0.009"),
        floor: None,
    };
    let path = Path::new(&process, 0..120, &[]);
    let observed = deviation(&last_of(&path, 120, 40_000));
    assert!((observed - 0.009).abs() < 5.0 * 0.009 / 80_000_f64.sqrt());
}

#[test]
fn known_months_do_not_deviate_and_a_floor_holds() {
    let process = Process::Vasicek {
        reversion: d("0.5"),
        volatility: d("0.05"),
        floor: Some(d("0")),
    };
    let levels = vec![d("0.02"); 24];
    let path = Path::new(&process, 6..24, &levels);
    let stream = Stream::new(3, "indices.test");
    let mut row = vec![1.0; 24];
    let mut held = 0;
    for trial in 0..200_u64 {
        path.fill(&mut row, |month| {
            normal_quantile(stream.uniform(trial, month))
        });
        assert!(row[..6].iter().all(|deviation| *deviation == 0.0));
        assert!(row.iter().all(|deviation| *deviation >= -0.02));
        held += row.iter().filter(|deviation| **deviation == -0.02).count();
    }
    assert!(held > 0);
}

// A deviation of φ = 0.97 a month halves in 22.8 months, and in the long run it strays 4.1135 times
// as far as a month's shock (1 / √(1 − φ²)).
#[test]
fn an_autoregressive_path_forgets_at_its_known_rate() {
    let process = Process::Autoregressive {
        persistence: d("0.693842361"),
        volatility: d("0.01"),
        floor: None,
    };
    let path = Path::new(&process, 0..60, &[]);
    assert!(
        (around(&path).kept - 0.97).abs() < 1e-9,
        "{}",
        around(&path).kept
    );
    assert!((0.01 / around(&path).shock - 4.1135).abs() < 1e-4);
    assert!((0.5_f64.ln() / around(&path).kept.ln() - 22.8).abs() < 0.05);
}

// κ = 0.5, θ = 2.5 %, σ = 1 %, r₀ = 3 %: around the expected rates θ + (r₀ − θ) e^(−κt), which end
// at 2.54104 %, the mean of e^(−∫r) over five years is the price of a bond, 0.8748395 (Vasicek
// 1977). The integral is taken by the trapezium rule over months; each trial stands with its
// mirror image.
#[test]
fn discounting_by_the_paths_prices_a_bond() {
    let process = Process::Vasicek {
        reversion: d("0.5"),
        volatility: d("0.01"),
        floor: None,
    };
    let path = Path::new(&process, 0..60, &[]);
    let expected = |month: f64| 0.025 + 0.005 * (-0.5 * month / 12.0).exp();
    assert!((expected(60.0) - 0.025_410_4).abs() < 1e-7);
    let stated: f64 = (1..=60_u32).map(|month| expected(month.into())).sum();
    let stated = stated + (expected(0.0) - expected(60.0)) / 2.0;
    let stream = Stream::new(4, "indices.test");
    let mut row = vec![0.0; 60];
    let mut sum = 0.0;
    let trials = 20_000_u32;
    for trial in 0..trials {
        path.fill(&mut row, |month| {
            normal_quantile(stream.uniform(trial.into(), month))
        });
        // The path begins at 0, and month by month the deviation is that at its end.
        let deviations = row.iter().sum::<f64>() - row[59] / 2.0;
        for sign in [1.0, -1.0] {
            sum += 0.5 * (-(stated + sign * deviations) / 12.0).exp();
        }
    }
    let price = sum / f64::from(trials);
    assert!((price - 0.874_839_5).abs() < 2e-5, "{price}");
}

// Leaving with 0.4 % a month, nine months of void in the mean: a Markov chain that is let in
// q/(q + d) = 0.9652510 of all months in the long run, and in 0.9652736 of the sixtieth months
// (the two-by-two matrix to the power 60). Twelve of them stray by √(p(1 − p)/12) = 0.0528690.
#[test]
fn tenancies_are_a_markov_chain() {
    let yearly = 1.0 - 0.996_f64.powi(12);
    let process = Process::Tenancy {
        hazard: crate::uncertainty::Hazard {
            yearly: crate::quantity::from_float(yearly).unwrap(),
        },
        void_months: d("9"),
    };
    let path = Path::new(&process, 0..240, &[d("1"); 240]);
    let stream = Stream::new(8, "tenants.test");
    let trials = 30_000_u32;
    let mut row = vec![0.0; 240];
    let (mut sixtieth, mut long, mut shares) = (0.0, 0.0, Vec::new());
    let mut of_twelve = 0.0;
    for trial in 0..trials {
        path.fill(&mut row, |month| {
            normal_quantile(stream.uniform(trial.into(), month))
        });
        sixtieth += 1.0 + row[59];
        long += 1.0 + row[239];
        of_twelve += 1.0 + row[239];
        if trial % 12 == 11 {
            shares.push(of_twelve / 12.0 - 0.965_251);
            of_twelve = 0.0;
        }
    }
    let n = f64::from(trials);
    let error = (0.965 * 0.035 / n).sqrt();
    assert!(
        (sixtieth / n - 0.965_273_6).abs() < 5.0 * error,
        "{}",
        sixtieth / n
    );
    assert!((long / n - 0.965_251).abs() < 5.0 * error, "{}", long / n);
    let spread = deviation(&shares);
    assert!((spread / 0.052_869 - 1.0).abs() < 0.1, "{spread}");
}
