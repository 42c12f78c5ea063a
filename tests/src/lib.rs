//! The harness of the whole-program tests.
