//! How far a run is, and whether somebody wants it to stop.
//!
//! Progress is drawn on a terminal alone: in a pipe or a log nothing of it appears. It says nothing
//! about results, so that nobody stops a run because of what it shows.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use cittadella_engine::quantity::{Decimal, from_float};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::exit::Exit;
use crate::render::number;
use crate::words::Words;

/// Whether Ctrl-C was pressed.
static STOP: AtomicBool = AtomicBool::new(false);

/// A running display of how many futures are done.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Starts to count up to so many futures, and to listen for Ctrl-C.
    pub(crate) fn new(futures: usize, words: Words) -> Progress {
        listen();
        let bar = ProgressBar::with_draw_target(
            Some(futures as u64),
            ProgressDrawTarget::stderr_with_hz(5),
        );
        if let Ok(style) = ProgressStyle::with_template(words.progress()) {
            bar.set_style(in_words(style, words));
        }
        Progress { bar }
    }

    /// So many are done. Stops the run where Ctrl-C was pressed.
    pub(crate) fn seen(&mut self, done: usize) -> ControlFlow<()> {
        self.bar.set_position(done as u64);
        if STOP.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// Takes the display away.
    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }
}

/// Counts as the language writes them, and a whole number of futures a second.
fn in_words(style: ProgressStyle, words: Words) -> ProgressStyle {
    let count = move |count: u64| number::decimal(Decimal::from(count), 0, words.language());
    style
        .with_key("done", move |state: &ProgressState, out: &mut dyn Write| {
            let _ = out.write_str(&count(state.pos()));
        })
        .with_key("all", move |state: &ProgressState, out: &mut dyn Write| {
            let _ = out.write_str(&count(state.len().unwrap_or(0)));
        })
        .with_key("rate", move |state: &ProgressState, out: &mut dyn Write| {
            let rate = from_float(state.per_sec()).unwrap_or_default();
            let _ = out.write_str(&number::decimal(rate, 0, words.language()));
        })
}

/// The first Ctrl-C lets the trials at hand finish; the second ends the program at once. Where the
/// system offers no such signal, Ctrl-C does what it always does.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            if STOP.swap(true, Ordering::Relaxed) {
                std::process::exit(i32::from(Exit::Interrupted as u8));
            }
        });
    });
}
