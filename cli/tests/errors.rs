//! What the program says of every file in `tests/errors/`, in both languages, to the letter.

#![expect(
    clippy::unwrap_used,
    reason = "a file that cannot be read fails the test"
)]

use std::path::Path;
use std::process::Command;

/// What the program says, with its exit code. A file whose head names `--set` or `--stress` is run
/// with them; all others are checked.
fn said(file: &Path, language: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let name = file.file_name().unwrap().to_string_lossy();
    let text = std::fs::read_to_string(file).unwrap();
    let head = text.lines().take_while(|line| line.starts_with('#'));
    let arguments: Vec<&str> = head
        .filter_map(|line| line.strip_prefix("# --"))
        .flat_map(|line| line.split(' '))
        .collect();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cittadella"));
    command.current_dir(root).env("NO_COLOR", "1");
    match arguments.split_first() {
        Some((flag, values)) => {
            command.arg("run").arg(format!("tests/errors/{name}"));
            command.arg(format!("--{flag}")).args(values);
        }
        None => {
            command.arg("check").arg(format!("tests/errors/{name}"));
        }
    }
    let output = command.args(["--lang", language]).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(
        stdout.is_empty(),
        "{name}: data on stdout beside an error: {stdout}"
    );
    let stderr = String::from_utf8(output.stderr).unwrap();
    format!("{stderr}\nexit code {}", output.status.code().unwrap())
}

#[test]
fn every_bad_file_is_explained_in_both_languages() {
    insta::glob!("../../tests/errors", "E*.toml", |file| {
        let both = ["it", "en"].map(|language| said(file, language));
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("said", both.join("\n--- en ---\n"));
        });
    });
}
