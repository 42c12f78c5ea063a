//! The interpreter compiled for several instruction sets, and the choice of one at run time.
//!
//! The one place with `unsafe`: a function compiled for an instruction set may only be called on a
//! machine that has it. [`InstructionSet`] values exist only where [`InstructionSet::available`]
//! has asked the machine, so each call below is to a function whose instructions are there.

use super::lanes::{self, Lanes, Slots};
use super::tape::Program;

/// An instruction set that this machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstructionSet(Set);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Baseline,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl InstructionSet {
    /// Those that this machine has, the widest last.
    pub fn available() -> Vec<InstructionSet> {
        let mut sets = vec![InstructionSet(Set::Baseline)];
        #[cfg(target_arch = "x86_64")]
        {
            if std::is_x86_feature_detected!("avx2") {
                sets.push(InstructionSet(Set::Avx2));
            }
            if std::is_x86_feature_detected!("avx512f")
                && std::is_x86_feature_detected!("avx512dq")
                && std::is_x86_feature_detected!("avx512vl")
            {
                sets.push(InstructionSet(Set::Avx512));
            }
        }
        sets
    }

    /// The widest that this machine has.
    pub fn widest() -> InstructionSet {
        let sets = InstructionSet::available();
        sets.last()
            .copied()
            .unwrap_or(InstructionSet(Set::Baseline))
    }

    /// The usual name.
    pub fn name(self) -> &'static str {
        match self.0 {
            Set::Baseline => "baseline",
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => "AVX-512",
        }
    }
}

/// Runs a tape over one block with the instructions of a set.
#[cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "the set was found on this machine")
)]
pub(super) fn run(
    set: InstructionSet,
    program: &Program,
    variables: &[Lanes],
    outputs: (&mut [Lanes], &mut [Lanes]),
    slots: &mut Slots,
) {
    match set.0 {
        Set::Baseline => lanes::run(program, variables, outputs, slots),
        // SAFETY: a set of this kind is made only where the machine was asked for it.
        #[cfg(target_arch = "x86_64")]
        Set::Avx2 => unsafe { avx2(program, variables, outputs, slots) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Set::Avx512 => unsafe { avx512(program, variables, outputs, slots) },
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2(
    program: &Program,
    variables: &[Lanes],
    outputs: (&mut [Lanes], &mut [Lanes]),
    slots: &mut Slots,
) {
    lanes::run(program, variables, outputs, slots);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn avx512(
    program: &Program,
    variables: &[Lanes],
    outputs: (&mut [Lanes], &mut [Lanes]),
    slots: &mut Slots,
) {
    lanes::run(program, variables, outputs, slots);
}
