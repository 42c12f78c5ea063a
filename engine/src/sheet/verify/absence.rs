//! What may be absent is read with care.

use super::Violation;
use crate::sheet::{Formula, Kind, Row, RowId, Sheet};

pub(super) fn check(sheet: &Sheet, violations: &mut Vec<Violation>) {
    for (_, row) in sheet.rows() {
        if let Some(flag) = row.applies() {
            check_flag(sheet, row, flag, violations);
        } else {
            check_reads(sheet, row, violations);
            check_windows(sheet, row, violations);
        }
    }
    for (_, list) in sheet.lists() {
        for entry in list.entries() {
            let amount = sheet.row(entry.amount);
            if amount.applies().is_some() {
                let sentence = format!(
                    "the row may be absent and stands in the list `{}`; enter a row that is 0 \
                     instead",
                    list.key()
                );
                violations.push(Violation::of(amount.key(), sentence));
            }
        }
    }
}

fn check_flag(sheet: &Sheet, row: &Row, flag: RowId, violations: &mut Vec<Violation>) {
    let flag = sheet.row(flag);
    if flag.kind() != Kind::Flag {
        let sentence = format!(
            "it applies by `{}`, which is no flag; make that row a flag of kind 0/1",
            flag.key()
        );
        violations.push(Violation::of(row.key(), sentence));
    }
    if flag.applies().is_some() {
        let sentence = format!(
            "it applies by `{}`, which may itself be absent; let that flag be 0 instead",
            flag.key()
        );
        violations.push(Violation::of(row.key(), sentence));
    }
}

fn check_reads(sheet: &Sheet, row: &Row, violations: &mut Vec<Violation>) {
    let mut reads = Vec::new();
    row.formula()
        .walk(&mut |formula| reads.extend(formula.rows_read()));
    for read in &reads {
        let source = sheet.row(*read);
        if let Some(flag) = source.applies()
            && !reads.contains(&flag)
        {
            let sentence = format!(
                "it reads `{}`, which is absent where `{}` is 0; give this row that `applies`, or \
                 read the flag in its formula",
                source.key(),
                sheet.row(flag).key()
            );
            violations.push(Violation::of(row.key(), sentence));
        }
    }
}

fn check_windows(sheet: &Sheet, row: &Row, violations: &mut Vec<Violation>) {
    let (mut window, mut guarded) = (None, false);
    row.formula().walk(&mut |formula| match formula {
        Formula::Trailing { months, .. } if *months > 1 => window = Some("trailing"),
        Formula::Leading { .. } => window = Some("leading"),
        Formula::Row(read) => guarded |= sheet.row(*read).kind() == Kind::Flag,
        Formula::Compare(..) => guarded = true,
        Formula::Trailing { .. }
        | Formula::Constant(..)
        | Formula::Calendar(_)
        | Formula::Input(_)
        | Formula::Previous(_)
        | Formula::Lag { .. }
        | Formula::DelayedBy { .. }
        | Formula::YearToDate(_)
        | Formula::RunningTotal(_)
        | Formula::ListSum { .. }
        | Formula::Unary(..)
        | Formula::Binary(..)
        | Formula::Divide(..)
        | Formula::Select(..) => {}
    });
    if let Some(window) = window
        && !guarded
    {
        let sentence = format!(
            "its `{window}` window lacks months at one end of the plan; name the flag row by which \
             it applies, or multiply by such a flag"
        );
        violations.push(Violation::of(row.key(), sentence));
    }
}
