//! Console sessions: what the user types, what the program answers, with which exit code.
//!
//! The sessions in `tests/cmd` and those of the README are run from the root of the workspace, so
//! that they name the scenarios as a user would.

use std::path::Path;

#[test]
fn console_sessions() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.parent().expect("the package lies in the workspace");
    std::env::set_current_dir(root).expect("the workspace is a folder");
    trycmd::TestCases::new()
        .case("cli/tests/cmd/*.trycmd")
        .case("README.md");
}
