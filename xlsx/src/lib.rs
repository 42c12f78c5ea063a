//! The plan as a live workbook.
