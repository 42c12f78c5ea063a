//! Every future as a line of a Parquet file, for programs that read such files.
//!
//! Numbers are doubles, months texts such as `2027-07`; a value that does not exist is null.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::trials_out::{Kind, Lines};

/// How many lines a row group has.
const GROUP: usize = 65_536;

/// Writes the file.
pub(super) fn write(lines: &Lines<'_>, out: &mut (dyn Write + Send)) -> io::Result<()> {
    fill(lines, out).map_err(io::Error::other)
}

fn fill(lines: &Lines<'_>, out: &mut (dyn Write + Send)) -> Result<(), ParquetError> {
    let heads = lines.heads();
    let schema = Arc::new(schema(&heads)?);
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(out, schema, properties)?;
    let mut waiting: Vec<Vec<f64>> = Vec::new();
    lines.each(|more| {
        waiting.extend(more);
        if waiting.len() < GROUP {
            return Ok(());
        }
        group(&mut writer, lines, &heads, &std::mem::take(&mut waiting))
    })?;
    if !waiting.is_empty() {
        group(&mut writer, lines, &heads, &waiting)?;
    }
    writer.close()?;
    Ok(())
}

fn schema(heads: &[(String, Kind)]) -> Result<Type, ParquetError> {
    let column = |(name, kind): &(String, Kind)| -> Result<TypePtr, ParquetError> {
        let (physical, logical, repetition) = match kind {
            Kind::Future => (Physical::INT64, None, Repetition::REQUIRED),
            Kind::Number => (Physical::DOUBLE, None, Repetition::OPTIONAL),
            Kind::Month => (
                Physical::BYTE_ARRAY,
                Some(LogicalType::String),
                Repetition::OPTIONAL,
            ),
        };
        let column = Type::primitive_type_builder(name, physical);
        let column = column.with_logical_type(logical);
        column.with_repetition(repetition).build().map(Arc::new)
    };
    let columns = heads.iter().map(column).collect::<Result<_, _>>()?;
    Type::group_type_builder("futures")
        .with_fields(columns)
        .build()
}

fn group(
    writer: &mut SerializedFileWriter<&mut (dyn Write + Send)>,
    lines: &Lines<'_>,
    heads: &[(String, Kind)],
    group: &[Vec<f64>],
) -> Result<(), ParquetError> {
    let mut rows = writer.next_row_group()?;
    let mut nth = 0;
    while let Some(mut column) = rows.next_column()? {
        let values: Vec<f64> = group.iter().map(|line| line[nth]).collect();
        fill_column(&mut column, lines, heads[nth].1, &values)?;
        column.close()?;
        nth += 1;
    }
    rows.close()?;
    Ok(())
}

fn fill_column(
    column: &mut SerializedColumnWriter<'_>,
    lines: &Lines<'_>,
    kind: Kind,
    values: &[f64],
) -> Result<(), ParquetError> {
    // 1 where there is a value, 0 where it is null.
    let levels: Vec<i16> = values
        .iter()
        .map(|value| i16::from(!value.is_nan()))
        .collect();
    let present = || values.iter().copied().filter(|value| !value.is_nan());
    match kind {
        Kind::Future => {
            let numbers: Vec<i64> = present().map(whole).collect();
            column
                .typed::<Int64Type>()
                .write_batch(&numbers, None, None)?;
        }
        Kind::Number => {
            let numbers: Vec<f64> = present().collect();
            column
                .typed::<DoubleType>()
                .write_batch(&numbers, Some(&levels), None)?;
        }
        Kind::Month => {
            let months = present().map(|value| ByteArray::from(lines.text(kind, value).as_str()));
            let months: Vec<ByteArray> = months.collect();
            column
                .typed::<ByteArrayType>()
                .write_batch(&months, Some(&levels), None)?;
        }
    }
    Ok(())
}

/// The number of a trial.
#[expect(
    clippy::cast_possible_truncation,
    reason = "ten million trials at most"
)]
fn whole(trial: f64) -> i64 {
    trial as i64
}
