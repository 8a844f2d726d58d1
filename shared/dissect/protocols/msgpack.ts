// MessagePack: one value, which may hold others.
import { MALFORMED } from '../../bytes/byte-view';
import { utf8Text } from '../../bytes/text';
import { absoluteTime, bool, bytes, int16, int32, int64, int8, none, text, uint16, uint32, uint64, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

/** Values inside values, and values in all: what a document may ask of us. */
const MAX_DEPTH = 32;
const MAX_VALUES = 50_000;
/** Characters of a summary: `{A:10,B:20}`. */
const SUMMARY = 200;

const TYPES: readonly (readonly [number, number, string])[] = [
  [0x00, 0x7f, 'positive fixint'], [0x80, 0x8f, 'fixmap'], [0x90, 0x9f, 'fixarray'], [0xa0, 0xbf, 'fixstr'], [0xc0, 0xc0, 'nil'],
  [0xc2, 0xc2, 'false'], [0xc3, 0xc3, 'true'], [0xc4, 0xc4, 'bin 8'], [0xc5, 0xc5, 'bin 16'], [0xc6, 0xc6, 'bin 32'], [0xc7, 0xc7, 'ext 8'],
  [0xc8, 0xc8, 'ext 16'], [0xc9, 0xc9, 'ext 32'], [0xca, 0xca, 'float 32'], [0xcb, 0xcb, 'float 64'], [0xcc, 0xcc, 'uint 8'], [0xcd, 0xcd, 'uint 16'],
  [0xce, 0xce, 'uint 32'], [0xcf, 0xcf, 'uint 64'], [0xd0, 0xd0, 'int 8'], [0xd1, 0xd1, 'int 16'], [0xd2, 0xd2, 'int 32'], [0xd3, 0xd3, 'int 64'],
  [0xd4, 0xd4, 'fixext 1'], [0xd5, 0xd5, 'fixext 2'], [0xd6, 0xd6, 'fixext 4'], [0xd7, 0xd7, 'fixext 8'], [0xd8, 0xd8, 'fixext 16'], [0xd9, 0xd9, 'str 8'],
  [0xda, 0xda, 'str 16'], [0xdb, 0xdb, 'str 32'], [0xdc, 0xdc, 'array 16'], [0xdd, 0xdd, 'array 32'], [0xde, 0xde, 'map 16'], [0xdf, 0xdf, 'map 32'],
  [0xe0, 0xff, 'negative fixint'],
];

export const msgpack = protocol({
  id: 'msgpack', name: 'Message Pack', column: '', spec: 'https://github.com/msgpack/msgpack/blob/master/spec.md',
  over: { 'payload.msgpack': [0] },
  fields: {
    type: uint8('Type', { base: 'hex', names: TYPES }),
    nil: none('Nil'),
    boolean: bool('Boolean'),
    'integer.u8': uint8('Integer'),
    'integer.u16': uint16('Integer'),
    'integer.u32': uint32('Integer'),
    'integer.u64': uint64('Integer'),
    'integer.8': int8('Integer'),
    'integer.16': int16('Integer'),
    'integer.32': int32('Integer'),
    'integer.64': int64('Integer'),
    float: text('Float'),
    string: text('String'),
    'string.len': uint32('Length'),
    binary: bytes('Binary'),
    'ext.type': int8('Ext type'),
    ext: bytes('Ext'),
    timestamp: absoluteTime('Timestamp', { doc: 'Extension type -1' }),
    unsupported: none('Unsupported type', { doc: '0xc1 is never used' }),
  },
  dissect(p, f) {
    const says = value(p, f, { left: MAX_VALUES }, 0, false);
    p.title(() => `, ${says}`);
    p.appendInfo(() => ` ${says}`);
  },
  examples: [
    {
      what: 'numbers of every width, as the msgpack package of npm writes them',
      hex: '9a 07 e0 ccff cdffff ceffffffff cfffffffffffffffff d080 d18000 d280000000 d38000000000000000',
      info: ' [7,-32,255,65535,4294967295,18446744073709551615,-128,-32768,-2147483648,-9223372036854775808]',
      fields: { 'msgpack.integer.u8': '7,255', 'msgpack.integer.u64': '18446744073709551615', 'msgpack.integer.8': '-32,-128', 'msgpack.integer.64': '-9223372036854775808' },
    },
    {
      what: 'text, bytes, floats, true, nil, and a map in a map',
      hex: '86 a173 a5c3a97465c3 a162 c4020aff a166 cb3ff8000000000000 a174 c3 a16e c0 a16d 81 01 ca3fc00000',
      info: ' {s:"éte\ufffd",b:0aff,f:1.5,t:true,n:nil,m:{1:1.5}}',
      fields: { 'msgpack.binary': '0aff', 'msgpack.float': '1.5,1.5', 'msgpack.boolean': '1' },
    },
    {
      what: 'a timestamp of 32 bits and an extension',
      hex: '92 d6ff 5a4af6a5 d505 0102',
      info: ' [2018-01-02T03:04:05Z,ext(5)]',
      fields: { 'msgpack.timestamp': 'Jan  2, 2018 03:04:05.000000000 UTC', 'msgpack.ext.type': '-1,5', 'msgpack.ext': '5a4af6a5,0102' },
    },
  ],
});

type F = typeof msgpack.fields;
interface Budget {
  left: number;
}

/** One value; gives its text where a column or a line wants it. */
function value(p: Layer, f: F, budget: Budget, depth: number, asKey: boolean): string {
  if (depth > MAX_DEPTH || --budget.left < 0) throw MALFORMED;
  const type = p.view.uint8(p.at);
  if (type <= 0x7f) return number(p, f, type, f['integer.u8'], 0);
  if (type >= 0xe0) return number(p, f, type, f['integer.8'], 0);
  if (type <= 0x8f) return map(p, f, budget, depth, type & 0x0f, 1);
  if (type <= 0x9f) return array(p, f, budget, depth, type & 0x0f, 1);
  if (type <= 0xbf) return string(p, f, type & 0x1f, 1, asKey);
  switch (type) {
    case 0xc0:
    case 0xc1:
    case 0xc2:
    case 0xc3: return constant(p, f, type);
    case 0xc4: return binary(p, f, p.view.uint8(p.at + 1), 2);
    case 0xc5: return binary(p, f, p.view.uint16(p.at + 1), 3);
    case 0xc6: return binary(p, f, p.view.uint32(p.at + 1), 5);
    case 0xc7: return extension(p, f, p.view.uint8(p.at + 1), 2);
    case 0xc8: return extension(p, f, p.view.uint16(p.at + 1), 3);
    case 0xc9: return extension(p, f, p.view.uint32(p.at + 1), 5);
    case 0xca: return float(p, f, 4);
    case 0xcb: return float(p, f, 8);
    case 0xcc: return number(p, f, type, f['integer.u8'], 1);
    case 0xcd: return number(p, f, type, f['integer.u16'], 1);
    case 0xce: return number(p, f, type, f['integer.u32'], 1);
    case 0xcf: return long(p, f, f['integer.u64']);
    case 0xd0: return number(p, f, type, f['integer.8'], 1);
    case 0xd1: return number(p, f, type, f['integer.16'], 1);
    case 0xd2: return number(p, f, type, f['integer.32'], 1);
    case 0xd3: return long(p, f, f['integer.64']);
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8: return extension(p, f, 1 << (type - 0xd4), 1);
    case 0xd9: return string(p, f, p.view.uint8(p.at + 1), 2, asKey);
    case 0xda: return string(p, f, p.view.uint16(p.at + 1), 3, asKey);
    case 0xdb: return string(p, f, p.view.uint32(p.at + 1), 5, asKey);
    case 0xdc: return array(p, f, budget, depth, p.view.uint16(p.at + 1), 3);
    case 0xdd: return array(p, f, budget, depth, p.view.uint32(p.at + 1), 5);
    case 0xde: return map(p, f, budget, depth, p.view.uint16(p.at + 1), 3);
    default: return map(p, f, budget, depth, p.view.uint32(p.at + 1), 5);
  }
}

/** Below the line of a value: how it is encoded. */
function encoding(p: Layer, f: F, start: number): void {
  if (!p.emits) return;
  p.open();
  p.peek(f.type, start);
  p.close();
}

function number(p: Layer, f: F, type: number, field: Field<number>, header: number): string {
  const start = p.at;
  p.view.need(start, header + (header === 0 ? 1 : field.width));
  p.at = start + header;
  const n = p.read(field);
  if (p.inTree) [p.last.start, p.last.length] = [start, p.at - start];
  if (type > 0x7f && type < 0xe0) encoding(p, f, start);
  return p.inRow ? String(n) : '';
}

function long(p: Layer, f: F, field: Field<bigint>): string {
  const start = p.at;
  p.skip(1);
  if (!p.emits && !p.inRow) {
    p.skip(8);
    return '';
  }
  const n = p.read64(field);
  if (p.inTree) [p.last.start, p.last.length] = [start, 9];
  encoding(p, f, start);
  return String(n);
}

function float(p: Layer, f: F, width: 4 | 8): string {
  const start = p.at;
  p.skip(1 + width);
  if (!p.emits && !p.inRow) return '';
  const view = new DataView(p.view.bytes.buffer, p.view.bytes.byteOffset + start + 1, width);
  const says = String(width === 4 ? Number(view.getFloat32(0).toPrecision(7)) : view.getFloat64(0));
  p.put(f.float, says, start, 1 + width);
  encoding(p, f, start);
  return says;
}

function constant(p: Layer, f: F, type: number): string {
  const start = p.at;
  p.skip(1);
  if (type === 0xc0) p.put(f.nil, undefined, start, 1);
  else if (type === 0xc1) p.put(f.unsupported, undefined, start, 1);
  else p.put(f.boolean, type === 0xc3, start, 1);
  return type === 0xc0 ? 'nil' : type === 0xc1 ? '?' : type === 0xc3 ? 'true' : 'false';
}

function string(p: Layer, f: F, length: number, header: number, asKey: boolean): string {
  const start = p.at;
  p.view.need(start, header + length);
  p.at = start + header + length;
  if (!p.emits && !p.inRow) return '';
  const says = utf8Text(p.view.bytes, start + header, length);
  p.put(f.string, says, start, header + length);
  encoding(p, f, start);
  if (header > 1) {
    p.open();
    p.put(f['string.len'], length, start + 1, header - 1);
    p.close();
  }
  return asKey ? says : JSON.stringify(says);
}

function binary(p: Layer, f: F, length: number, header: number): string {
  const start = p.at;
  p.skip(header);
  p.take(f.binary, length);
  encoding(p, f, start);
  return p.inRow ? hexStart(p, start + header, length) : '';
}

function hexStart(p: Layer, at: number, length: number): string {
  let says = '';
  for (let i = 0; i < Math.min(length, 16); i++) says += p.view.uint8(at + i).toString(16).padStart(2, '0');
  return length > 16 ? `${says}…` : says;
}

function extension(p: Layer, f: F, length: number, header: number): string {
  const start = p.at;
  p.view.need(start, header + 1 + length);
  p.skip(header);
  p.group('Extension', start, header + 1 + length);
  p.peek(f.type, start);
  const type = p.read(f['ext.type']);
  const dataAt = p.at;
  p.take(f.ext, length);
  const says = type === -1 && (length === 4 || length === 8 || length === 12) ? timestamp(p, f, dataAt, length) : `ext(${type})`;
  p.close();
  if (p.inTree) p.last.text = `Extension: ${says}`;
  return says;
}

function timestamp(p: Layer, f: F, at: number, length: number): string {
  if (!p.emits && !p.inRow) return '';
  let seconds: bigint;
  let nanos = 0;
  if (length === 4) seconds = BigInt(p.view.uint32(at));
  else if (length === 8) {
    const word = p.view.uint64(at);
    nanos = Number(word >> 34n);
    seconds = word & 0x3ffffffffn;
  } else {
    nanos = p.view.uint32(at);
    seconds = BigInt.asIntN(64, p.view.uint64(at + 4));
  }
  const time = { seconds: Number(seconds), nanos };
  p.put(f.timestamp, time, at, length);
  if (Math.abs(time.seconds) > 8.64e12) return `${time.seconds} s`;
  return new Date(time.seconds * 1000).toISOString().replace(/\.000Z$/, nanos > 0 ? `.${String(nanos).padStart(9, '0')}Z` : 'Z');
}

function array(p: Layer, f: F, budget: Budget, depth: number, count: number, header: number): string {
  p.group(`Array: ${count} element${count === 1 ? '' : 's'}`);
  p.skip(header);
  if (count > p.left) throw MALFORMED;
  let says = '';
  for (let i = 0; i < count; i++) {
    const element = value(p, f, budget, depth + 1, false);
    if (p.inRow && says.length < SUMMARY) says += (i > 0 ? ',' : '') + element;
  }
  p.close();
  return bracketed('[', says, ']');
}

function map(p: Layer, f: F, budget: Budget, depth: number, count: number, header: number): string {
  p.group(`Map: ${count} entr${count === 1 ? 'y' : 'ies'}`);
  p.skip(header);
  if (2 * count > p.left) throw MALFORMED;
  let says = '';
  for (let i = 0; i < count; i++) {
    p.group('');
    const key = value(p, f, budget, depth + 1, true);
    const element = value(p, f, budget, depth + 1, false);
    p.close();
    if (p.inTree) p.last.text = `${key}: ${element}`;
    if (p.inRow && says.length < SUMMARY) says += `${i > 0 ? ',' : ''}${key}:${element}`;
  }
  p.close();
  return bracketed('{', says, '}');
}

function bracketed(open: string, inner: string, close: string): string {
  return inner.length < SUMMARY ? open + inner + close : `${open}${inner.slice(0, SUMMARY)}…${close}`;
}
