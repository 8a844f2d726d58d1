// Frames as rows of a Parquet file: gathered into row groups, which are handed on as soon as they are full, so that memory stays small.
import type { SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import type { FrameBytes } from '../../dissect/dissector';
import { builtInColumn, type ColumnId } from '../../session/column';
import { valuesOf } from '../../session/frame-view';
import type { Session } from '../../session/session';
import type { FormSettings } from '../forms/frame-form';
import { INDEX_FIELDS, parquetColumn, type ParquetColumn, type ParquetValue } from './parquet-columns';

const GROUP_ROWS = 65_536;
/** Characters of text in a row group, about. */
const GROUP_TEXT = 33_554_432;

export interface ParquetWishes {
  /** Fields or columns; none = those of the index. */
  readonly names: readonly string[];
  /** Of a field that occurs several times: the first or last with its own type, or all of them as text. */
  readonly occurrence: 'a' | 'f' | 'l';
  readonly aggregator: string;
  /** Stands in the column `capture` of every row, for datasets of many files. */
  readonly capture: string;
  readonly creator: string;
}

interface Chosen extends ParquetColumn {
  readonly column: ColumnId | undefined;
  values: ParquetValue[];
}

export class ParquetRows {
  private readonly bytes = new ByteWriter();
  private readonly writer: ParquetWriter;
  private readonly columns: readonly Chosen[];
  private readonly wanted: Uint8Array;
  private rows = 0;
  private text = 0;

  /** @param sink takes a piece of the file; the bytes are its own */
  constructor(private readonly session: Session, private readonly settings: FormSettings, private readonly wishes: ParquetWishes, private readonly sink: (bytes: Uint8Array) => void) {
    const { registry } = session;
    const names = [...new Set(wishes.names.length > 0 ? wishes.names : INDEX_FIELDS)];
    this.columns = names.map((name) => ({ ...parquetColumn(registry, name, wishes.occurrence === 'a'), column: builtInColumn(name), values: [] }));
    this.wanted = new Uint8Array(registry.fields.length);
    for (const name of names) for (const field of registry.named(name)) this.wanted[field.id] = 1;
    const capture: SchemaElement = { name: 'capture', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
    const schema = [{ name: 'root', num_children: this.columns.length + 1 }, capture, ...this.columns.map((column) => column.schema)];
    this.writer = new ParquetWriter({ writer: this.bytes, schema, createdBy: wishes.creator });
  }

  add(number: number, source: FrameBytes): void {
    const { view } = this.session;
    const { dissect, time } = this.settings;
    const seen = view.match(number, source, this.wanted, dissect, true);
    for (const column of this.columns) {
      const value = column.column === undefined ? this.picked(column, seen) : view.column(number, column.column, time);
      if (typeof value === 'string') this.text += value.length;
      column.values.push(value);
    }
    if (++this.rows >= GROUP_ROWS || this.text >= GROUP_TEXT) this.group();
  }

  end(): void {
    if (this.rows > 0) this.group();
    void this.writer.finish();
    this.handOn();
  }

  private picked({ name, valueOf }: Chosen, seen: Parameters<typeof valuesOf>[0]): ParquetValue {
    const { occurrence, aggregator } = this.wishes;
    if (occurrence === 'a') {
      const values = valuesOf(seen, name);
      return values.length === 0 ? null : values.join(aggregator);
    }
    const isNamed = ({ field }: (typeof seen)[number]): boolean => field.name === name || field.alias.includes(name);
    const found = occurrence === 'f' ? seen.find(isNamed) : seen.findLast(isNamed);
    return found === undefined ? null : valueOf(found.field, found.value);
  }

  private group(): void {
    const capture = { name: 'capture', data: Array<string>(this.rows).fill(this.wishes.capture) };
    // Unsigned numbers of 64 bits: their least and most would be told as of signed ones.
    const columnData = [capture, ...this.columns.map(({ name, values, schema }) => ({ name, data: values, statistics: schema.converted_type !== 'UINT_64' }))];
    void this.writer.write({ columnData, rowGroupSize: this.rows });
    for (const column of this.columns) column.values = [];
    [this.rows, this.text] = [0, 0];
    this.handOn();
  }

  private handOn(): void {
    this.sink(this.bytes.getBytes().slice());
    this.bytes.index = 0;
  }
}
