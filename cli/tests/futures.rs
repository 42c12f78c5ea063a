//! Futures drawn in parts, stopped half-way, written line by line.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot run its program has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SCENARIO: &str = "scenarios/cremona-cobox.toml";

/// Runs the program from the root of the workspace.
fn output(arguments: &[&str]) -> Output {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_cittadella"));
    command
        .args(arguments)
        .current_dir(package.parent().unwrap())
        .output()
        .unwrap()
}

/// Draws one part of 130 futures, which no number of parts divides evenly, and fewer than a block
/// of them for seven.
fn part(folder: &Path, part: u32, parts: u32, more: &[&str]) -> PathBuf {
    let file = folder.join(format!("{part}-of-{parts}.shard"));
    let shard = format!("{part}/{parts}");
    let mut arguments = vec!["simulate", SCENARIO, "--shard", &shard, "--out"];
    arguments.push(file.to_str().unwrap());
    arguments.extend(more);
    if !more.contains(&"--trials") {
        arguments.extend(["--trials", "130"]);
    }
    let drawn = output(&arguments);
    assert_eq!(drawn.status.code(), Some(0), "{drawn:?}");
    assert!(drawn.stdout.is_empty() && drawn.stderr.is_empty());
    file
}

fn merge(files: &[PathBuf], more: &[&str]) -> Output {
    let mut arguments = vec!["merge"];
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    arguments.extend(more);
    output(&arguments)
}

/// Why a merge was refused, in one line.
fn refusal(files: &[PathBuf]) -> String {
    let merged = merge(files, &["--lang", "en"]);
    assert_eq!(merged.status.code(), Some(65), "{merged:?}");
    assert!(merged.stdout.is_empty());
    let text = String::from_utf8(merged.stderr).unwrap();
    text.lines().next().unwrap().to_owned()
}

#[test]
fn parts_make_the_bytes_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    for more in [
        &[][..],
        &[
            "--stress",
            "late_grant",
            "--seed",
            "7",
            "--sampler",
            "sobol",
        ],
    ] {
        let mut whole = vec!["simulate", SCENARIO, "--trials", "130", "--json"];
        whole.extend(more);
        let whole = output(&whole);
        assert_eq!(whole.status.code(), Some(0), "{whole:?}");
        for parts in [1, 2, 3, 7] {
            let files = (0..parts).rev();
            let files: Vec<PathBuf> = files
                .map(|nth| part(folder.path(), nth, parts, more))
                .collect();
            let merged = merge(&files, &["--json"]);
            assert!(merged == whole, "{parts} parts, {more:?}");
        }
    }
}

#[test]
fn the_page_and_every_line_are_those_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let files =
        [0, 1].map(|nth| part(folder.path(), nth, 2, &["--set", "spaces.desks.price=*1.1"]));
    let [one, other] = ["one.csv", "other.csv"].map(|name| folder.path().join(name));
    let whole = output(&[
        "simulate",
        SCENARIO,
        "--trials",
        "130",
        "--set",
        "spaces.desks.price=*1.1",
        "--trials-out",
        one.to_str().unwrap(),
        "--full",
    ]);
    let merged = merge(&files, &["--trials-out", other.to_str().unwrap(), "--full"]);
    assert_eq!(merged, whole);
    let lines = fs::read_to_string(one).unwrap();
    assert_eq!(lines, fs::read_to_string(other).unwrap());
    // A head and a line a future; occupancy, ramp and lag of the grant are drawn.
    assert_eq!(lines.lines().count(), 131);
    let heads = lines.lines().next().unwrap();
    let drawn = "trial,spaces.desks.occupancy.full,spaces.desks.occupancy.ramp_months,";
    assert!(heads.starts_with(drawn), "{heads}");
    assert!(heads.contains("target.reached,target.relapse,"), "{heads}");
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str, nth: u32, parts: u32, more: &[&str]| {
        let file = part(folder.path(), nth, parts, more);
        let named = folder.path().join(name);
        fs::rename(file, &named).unwrap();
        named
    };
    let first = of("first", 0, 3, &[]);
    let second = of("second", 1, 3, &[]);
    let third = of("third", 2, 3, &[]);
    let seed = of("seed", 1, 3, &["--seed", "9"]);
    let price = of("price", 1, 3, &["--set", "spaces.desks.price=210"]);
    let cut = of("cut", 1, 3, &["--trials", "131"]);
    let sampler = of("sampler", 1, 3, &["--sampler", "latin"]);
    let refused = |other: &PathBuf| refusal(&[first.clone(), other.clone(), third.clone()]);
    let name = |file: &PathBuf| file.display().to_string();
    let said = |file: &PathBuf, what: &str| format!("error: `{}` {what}", name(file));
    assert_eq!(refused(&seed), said(&seed, "has another seed (9)"));
    assert_eq!(
        refused(&price),
        said(
            &price,
            "is of another scenario, or of other --set or --stress"
        )
    );
    assert_eq!(
        refused(&cut),
        said(&cut, "is of a simulation of 131 futures in 3 parts")
    );
    assert_eq!(
        refused(&sampler),
        said(
            &sampler,
            "has random numbers chosen otherwise (latin, 16 samples)"
        )
    );
    assert_eq!(
        refusal(&[first.clone(), third.clone()]),
        "error: of 3 parts 1 are missing: 1"
    );
    let copy = folder.path().join("copy");
    fs::copy(&second, &copy).unwrap();
    assert_eq!(
        refusal(&[first.clone(), second.clone(), third.clone(), copy.clone()]),
        said(
            &copy,
            &format!("is part 1, which is in `{}` already", name(&second))
        )
    );
}

#[test]
fn a_damaged_part_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = part(folder.path(), 0, 1, &[]);
    let whole = fs::read(&file).unwrap();
    let said = |what: &str| format!("error: `{}` {what}", file.display());
    let torn = said("is not whole or was changed: its length or checksum is wrong");
    let format = said("is not a part that `cittadella simulate --shard` wrote");
    fs::write(&file, &whole[..whole.len() - 1]).unwrap();
    assert_eq!(refusal(std::slice::from_ref(&file)), torn);
    let mut changed = whole.clone();
    let middle = changed.len() - 1000;
    changed[middle] ^= 1;
    fs::write(&file, &changed).unwrap();
    assert_eq!(refusal(std::slice::from_ref(&file)), torn);
    for text in [
        &b""[..],
        b"CITTADELLA SHARD 2\n{}\n",
        b"CITTADELLA SHARD 1\n{}\n",
    ] {
        fs::write(&file, text).unwrap();
        assert_eq!(refusal(std::slice::from_ref(&file)), format);
    }
    fs::write(&file, &whole).unwrap();
    assert_eq!(merge(&[file], &[]).status.code(), Some(0));
}

#[test]
fn tables_are_written_as_files() {
    let folder = tempfile::tempdir().unwrap();
    let tables = folder.path().join("tables");
    let told = output(&[
        "simulate",
        SCENARIO,
        "--trials",
        "100",
        "--model-risk",
        "--csv",
        tables.to_str().unwrap(),
    ]);
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    let mut names: Vec<String> = fs::read_dir(&tables)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "alerts.csv",
            "cash.csv",
            "covenants.csv",
            "model_risk.csv",
            "needs.csv",
            "numbers.csv",
            "target.csv"
        ]
    );
    let target = fs::read_to_string(tables.join("target.csv")).unwrap();
    // A head, and a line for each of the sixty months shown.
    assert_eq!(target.lines().count(), 61);
    for line in target.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let count = |at: usize| cells[at].parse::<u32>().unwrap();
        assert_eq!(count(1) + count(5) + count(9), 100, "{line}");
    }
}

#[test]
fn what_needs_too_much_memory_is_refused_at_once() {
    let refused = output(&[
        "simulate",
        SCENARIO,
        "--trials",
        "10000000",
        "--max-memory",
        "500MB",
        "--lang",
        "en",
    ]);
    assert_eq!(refused.status.code(), Some(2));
    let text = String::from_utf8(refused.stderr).unwrap();
    assert!(text.contains("--max-memory allows 0.5 GB"), "{text}");
}

/// The Parquet file has the lines of the CSV: as many, with the same numbers and months.
#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_lines_of_the_csv() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let folder = tempfile::tempdir().unwrap();
    let [text, binary] = ["a.csv", "a.parquet"].map(|name| folder.path().join(name));
    for file in [&text, &binary] {
        let file = file.to_str().unwrap();
        let drawn = output(&[
            "simulate",
            SCENARIO,
            "--trials",
            "130",
            "--trials-out",
            file,
        ]);
        assert_eq!(drawn.status.code(), Some(0), "{drawn:?}");
    }
    let text = fs::read_to_string(text).unwrap();
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    let reader = SerializedFileReader::new(fs::File::open(binary).unwrap()).unwrap();
    let rows: Vec<_> = reader
        .get_row_iter(None)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), 130);
    for (line, row) in lines.zip(rows) {
        let cells: Vec<String> = row
            .get_column_iter()
            .map(|(_, field)| {
                if let Field::Str(text) = field {
                    text.clone()
                } else if let Field::Double(number) = field {
                    number.to_string()
                } else if let Field::Long(number) = field {
                    number.to_string()
                } else {
                    assert_eq!(field, &Field::Null);
                    String::new()
                }
            })
            .collect();
        assert_eq!(cells.join(","), line);
        let names: Vec<&String> = row.get_column_iter().map(|(name, _)| name).collect();
        assert_eq!(names, heads);
    }
}

/// A form that this program cannot write is refused before anything is computed.
#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_is_refused_where_it_is_not_built_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.parquet");
    let file = file.to_str().unwrap();
    let refused = output(&["simulate", SCENARIO, "--trials-out", file, "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(2));
    let text = String::from_utf8(refused.stderr).unwrap();
    assert!(text.contains("was built without Parquet"), "{text}");
    let other = output(&[
        "simulate",
        SCENARIO,
        "--trials-out",
        "a.txt",
        "--lang",
        "en",
    ]);
    assert_eq!(other.status.code(), Some(2));
}

/// Ctrl-C: what was computed until then is told, as a part, with the code that shells give.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_run_tells_what_it_has() {
    use std::io::Read;
    use std::process::Stdio;
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut running = Command::new(env!("CARGO_BIN_EXE_cittadella"))
        .args(["simulate", SCENARIO, "--trials", "2000000", "--lang", "en"])
        .args(["--max-memory", "20GB"])
        .current_dir(package.parent().unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Once the program listens, it finishes the futures at hand before it stops.
    while running.try_wait().unwrap().is_none() && !listens(running.id()) {
        std::thread::yield_now();
    }
    let signal = Command::new("kill")
        .args(["-INT", &running.id().to_string()])
        .status()
        .unwrap();
    assert!(signal.success());
    let (mut told, mut complaints) = (String::new(), String::new());
    running
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    running
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut complaints)
        .unwrap();
    assert_eq!(running.wait().unwrap().code(), Some(130), "{complaints}");
    let second = told.lines().nth(1).unwrap();
    assert!(
        second.starts_with("PARTIAL: stopped after ") && second.ends_with(" of 2,000,000 futures"),
        "{second}"
    );
    // No progress where nobody looks at a terminal.
    assert_eq!(complaints, "");
}

/// Whether a process catches the signal of Ctrl-C (number 2).
#[cfg(target_os = "linux")]
fn listens(process: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let mask = caught.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & 0b10 != 0)
}
