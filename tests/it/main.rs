//! Whole-program tests: scenarios in, answers out; and the rules that the source itself obeys.

mod tidy;
