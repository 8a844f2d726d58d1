// How fields become columns of Parquet: numbers as numbers, moments as nanoseconds since 1970, all else as the text that `-T fields` prints.
import type { SchemaElement } from 'hyparquet';
import type { Field } from '../../dissect/field';
import { fieldValue } from '../../dissect/field-text';
import type { Registry } from '../../dissect/registry';
import type { TimeNs } from '../../frame/time';
import { builtInColumn } from '../../session/column';

export type ParquetValue = string | number | bigint | boolean | null;

export interface ParquetColumn {
  readonly name: string;
  readonly schema: SchemaElement;
  readonly valueOf: (field: Field, value: unknown) => ParquetValue;
}

/** What a dataset is asked for most often. */
export const INDEX_FIELDS: readonly string[] = [
  'frame.number', 'frame.time', 'frame.interface_id', 'frame.len', 'frame.cap_len', 'frame.protocols', '_ws.col.Protocol', '_ws.col.Source', '_ws.col.Destination',
  'ip.proto', 'tcp.stream', 'udp.stream', 'tcp.srcport', 'tcp.dstport', 'udp.srcport', 'udp.dstport', '_ws.col.Info',
];

type Shape = Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>;
interface Kind {
  readonly shape: Shape;
  readonly valueOf: ParquetColumn['valueOf'];
}

const STRING: Kind = { shape: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, valueOf: fieldValue };
const UNSIGNED: Kind = { shape: { type: 'INT32', converted_type: 'UINT_32' }, valueOf: (_, value) => value as number };
const SIGNED: Kind = { shape: { type: 'INT32' }, valueOf: (_, value) => value as number };
const UNSIGNED_64: Kind = { shape: { type: 'INT64', converted_type: 'UINT_64' }, valueOf: (_, value) => BigInt.asIntN(64, value as bigint) };
const SIGNED_64: Kind = { shape: { type: 'INT64' }, valueOf: (_, value) => value as bigint };
const MOMENT: Kind = { shape: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' } }, valueOf: (_, value) => nanoseconds(value as TimeNs) };
const DURATION: Kind = { shape: { type: 'INT64' }, valueOf: (_, value) => nanoseconds(value as TimeNs) };
const BOOLEAN: Kind = { shape: { type: 'BOOLEAN' }, valueOf: (_, value) => value === true };
const REAL: Kind = { shape: { type: 'DOUBLE' }, valueOf: (_, value) => value as number };

const KINDS: Readonly<Record<string, Kind>> = {
  bool: BOOLEAN, char: UNSIGNED, uint8: UNSIGNED, uint16: UNSIGNED, uint24: UNSIGNED, uint32: UNSIGNED, framenum: UNSIGNED, int8: SIGNED, int16: SIGNED, int32: SIGNED,
  uint64: UNSIGNED_64, int64: SIGNED_64, absolute_time: MOMENT, relative_time: DURATION, float: REAL, double: REAL,
};

const MOST = 2n ** 63n;

/** null where 64 bits do not hold it: a damaged file's year 2300. */
function nanoseconds({ seconds, nanos }: TimeNs): bigint | null {
  const value = BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
  return value < MOST && value >= -MOST ? value : null;
}

/** @param isText every column is text, for several values of one field @param name a field, an alias, or a column of the list */
export function parquetColumn(registry: Registry, name: string, isText: boolean): ParquetColumn {
  const types = new Set(registry.named(name).map(({ type }) => type));
  const [type] = types;
  const kind = isText || builtInColumn(name) !== undefined || types.size !== 1 || type === undefined ? STRING : (KINDS[type] ?? STRING);
  return { name, schema: { name, repetition_type: 'OPTIONAL', ...kind.shape }, valueOf: kind.valueOf };
}
