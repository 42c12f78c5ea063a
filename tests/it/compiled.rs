//! The compiled reading against the exact one: every cell of every scenario, at the stated values
//! and at drawn ones.

use std::fs;

use cittadella_engine::calendar::Month;
use cittadella_engine::evaluate::compiled::{
    InstructionSet, LANES, Lanes, Tape, Vary, VaryAs, Wanted,
};
use cittadella_engine::evaluate::{Case, Grid, exact};
use cittadella_engine::quantity::{Decimal, Unit, Whole};
use cittadella_engine::sheet::{Drawn, InputId, RowId, Sheet};
use cittadella_tests::read_file;
use rust_decimal::prelude::ToPrimitive;

/// Every scenario of the repository, with its name.
fn scenarios() -> Vec<(String, Sheet)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios");
    let files = fs::read_dir(folder).expect("there is a folder of scenarios");
    let mut paths: Vec<_> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.display().to_string(), read_file(&path).plan.sheet))
        .collect()
}

/// Every cell of a sheet.
fn cells(sheet: &Sheet) -> Vec<(RowId, Month)> {
    let rows = sheet.rows().map(|(id, _)| id);
    rows.flat_map(|row| sheet.timeline().months().map(move |month| (row, month)))
        .collect()
}

fn asked(cells: &[(RowId, Month)]) -> Vec<Wanted> {
    let cells = cells.iter();
    cells
        .map(|(row, month)| Wanted::Cell(*row, *month))
        .collect()
}

/// Inputs that may take any value near their level: not dates, lags and counts, whose supports and
/// whole numbers a draw may not leave.
fn continuous(sheet: &Sheet) -> Vec<InputId> {
    sheet
        .inputs()
        .filter(|(_, input)| input.whole == Whole::No && input.unit != Unit::Days)
        .map(|(id, _)| id)
        .collect()
}

/// Each input multiplied by a variable of its own.
fn by_ratio(inputs: &[InputId]) -> Vec<Vary> {
    (0_u32..)
        .zip(inputs)
        .map(|(variable, input)| Vary {
            input: *input,
            by: VaryAs::Ratio(variable),
        })
        .collect()
}

/// A generator of no great quality, whose numbers are the same everywhere.
struct Draws(u64);

impl Draws {
    /// A ratio between 0.90 and 1.10 with four decimals.
    fn ratio(&mut self) -> Decimal {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Decimal::new(
            i64::try_from((self.0 >> 33) % 2_001).expect("small") + 9_000,
            4,
        )
    }
}

/// Cells whose compiled value is not the exact one: in cents where the exact value is, else to a
/// billionth.
fn differences(
    sheet: &Sheet,
    wanted: &[(RowId, Month)],
    grid: &Grid,
    lanes: &[Lanes],
    lane: usize,
) -> Vec<String> {
    let mut found = Vec::new();
    for ((row, month), output) in wanted.iter().zip(lanes) {
        let exact = grid.cell(*row, *month);
        let compiled = output.0[lane];
        let number = exact.to_f64().expect("a finite number");
        let in_cents = sheet.row(*row).unit() == Unit::Euro && exact == exact.round_dp(2);
        let allowed = if in_cents {
            0.000_01
        } else {
            1e-9 * number.abs().max(1.0)
        };
        let difference = (compiled - number).abs();
        if difference.is_nan() || difference > allowed {
            let key = sheet.row(*row).key();
            found.push(format!(
                "{key} month {}: {exact} is {compiled:?}",
                month.0 + 1
            ));
        }
    }
    found
}

#[test]
fn every_cell_is_the_exact_one_at_the_stated_values() {
    for (name, sheet) in scenarios() {
        let wanted = cells(&sheet);
        let inputs: Vec<InputId> = sheet.inputs().map(|(id, _)| id).collect();
        let vary = by_ratio(&inputs);
        let tape = Tape::compile(&sheet, &Case::base(), &vary, &asked(&wanted));
        let variables = vec![Lanes([1.0; LANES]); vary.len()];
        let mut outputs = vec![Lanes::default(); tape.outputs()];
        tape.run(
            InstructionSet::widest(),
            &variables,
            &mut outputs,
            &mut tape.memory(),
        );
        let grid = exact(&sheet, &Case::base()).expect("no overflow");
        let found = differences(&sheet, &wanted, &grid, &outputs, 0);
        assert!(
            found.is_empty(),
            "{name}: {} of {}\n{}",
            found.len(),
            wanted.len(),
            found[..found.len().min(20)].join("\n")
        );
    }
}

#[test]
fn every_cell_is_the_exact_one_at_drawn_values() {
    for (name, sheet) in scenarios() {
        // The exact reading of a large plan takes its time: a hundred vectors for a small one.
        let trials = if name.ends_with("cremona-cobox.toml") {
            100
        } else {
            16
        };
        let wanted = cells(&sheet);
        let inputs = continuous(&sheet);
        let vary = by_ratio(&inputs);
        let mut draws = Draws(20_230_101);
        let ratios: Vec<Vec<Decimal>> = (0..trials)
            .map(|_| inputs.iter().map(|_| draws.ratio()).collect())
            .collect();
        let tape = Tape::compile(&sheet, &Case::base(), &vary, &asked(&wanted));
        let mut variables = vec![Lanes::default(); vary.len()];
        for (trial, ratios) in ratios.iter().enumerate() {
            for (lanes, ratio) in variables.iter_mut().zip(ratios) {
                lanes.0[trial] = ratio.to_f64().expect("a finite number");
            }
        }
        let mut outputs = vec![Lanes::default(); tape.outputs()];
        tape.run(
            InstructionSet::widest(),
            &variables,
            &mut outputs,
            &mut tape.memory(),
        );
        let mut found = Vec::new();
        for (trial, ratios) in ratios.iter().enumerate() {
            let case = inputs
                .iter()
                .zip(ratios)
                .fold(Case::base(), |case, (input, ratio)| {
                    case.drawn(*input, Drawn::Ratio(*ratio))
                });
            let grid = exact(&sheet, &case).expect("no overflow");
            let here = differences(&sheet, &wanted, &grid, &outputs, trial);
            found.extend(
                here.into_iter()
                    .map(|text| format!("trial {trial}: {text}")),
            );
        }
        assert!(
            found.is_empty(),
            "{name}: {} of {}\n{}",
            found.len(),
            trials * wanted.len(),
            found[..found.len().min(20)].join("\n")
        );
    }
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    for (_, sheet) in scenarios() {
        let wanted = cells(&sheet);
        let inputs = continuous(&sheet);
        let vary = by_ratio(&inputs);
        let mut draws = Draws(7);
        let variables: Vec<Lanes> = vary
            .iter()
            .map(|_| {
                Lanes(std::array::from_fn(|_| {
                    draws.ratio().to_f64().expect("finite")
                }))
            })
            .collect();
        let tape = Tape::compile(&sheet, &Case::base(), &vary, &asked(&wanted));
        let results: Vec<Vec<Vec<u64>>> = InstructionSet::available()
            .into_iter()
            .map(|set| {
                let mut outputs = vec![Lanes::default(); tape.outputs()];
                tape.run(set, &variables, &mut outputs, &mut tape.memory());
                outputs
                    .iter()
                    .map(|lanes| lanes.0.iter().map(|lane| lane.to_bits()).collect())
                    .collect()
            })
            .collect();
        for pair in results.windows(2) {
            assert!(pair[0] == pair[1], "two instruction sets differ");
        }
    }
}
