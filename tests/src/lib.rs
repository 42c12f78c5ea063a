//! What whole-program tests share: from the text of a scenario to a plan with its values.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "what a test asks for and does not find has failed that test"
)]

mod reading;

pub use reading::Reading;
