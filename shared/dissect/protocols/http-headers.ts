// One header line of an HTTP message: what it says of the body, and its fields.
import { latin1Text, utf8Text } from '../../bytes/text';
import { expert } from '../expert';
import type { Field } from '../field';
import { visible } from '../field-text';
import type { Layer } from '../layer';
import { HEADER_FIELDS, type HttpFields } from './http-fields';
import { HttpKind, isToken } from './http-line';

/** What the head of a message says of itself and of its body. */
export interface HttpMessage {
  readonly kind: HttpKind;
  status: number;
  /** Content-Length; -1 = not said. */
  length: number;
  chunked: boolean;
  /** A Transfer-Encoding of any kind: Content-Length does not count. */
  coded: boolean;
  mediaType: string;
  parameters: string;
  encoding: string;
  host: string;
  uri: string;
}

/** Only these say something of the body; others need no text unless somebody looks. */
const ABOUT_BODY: ReadonlySet<string> = new Set(['content-type', 'content-length', 'content-encoding', 'transfer-encoding', 'host']);

/** The line `start` … `next`, whose text ends at `end` and whose name ends at `colon`. */
export function headerLine(p: Layer, f: HttpFields, m: HttpMessage, start: number, colon: number, end: number, next: number): void {
  const b = p.view.bytes;
  const initial = b[start]! | 0x20;
  if (!p.emits && initial !== 0x63 && initial !== 0x74) return;
  const isLean = p.emits && !p.inTree && !p.inRow && asksFor(p, f).onlyFields;
  if (isLean && !asksFor(p, f).lengths.has(colon - start)) return;
  const name = latin1Text(b, start, colon - start).toLowerCase();
  const about = ABOUT_BODY.has(name);
  if (!about && (!p.emits || (isLean && !wantsHeader(p, f, name)))) return;
  let valueAt = colon + 1;
  while (valueAt < end && (b[valueAt] === 0x20 || b[valueAt] === 0x09)) valueAt++;
  const value = utf8Text(b, valueAt, end - valueAt);
  if (about) learn(m, name, value);
  if (p.emits && (!isLean || wantsHeader(p, f, name))) show(p, f, m, name, value, { start, valueAt, end, next, badName: !isToken(b, start, colon) });
}

const wantsHeader = (p: Layer, f: HttpFields, name: string): boolean => {
  const key = HEADER_FIELDS.get(name);
  return key !== undefined && p.wants(f[key]);
};

/** What a match run wants of header lines: nothing but the values of some fields, whose names have these lengths? */
interface Asked {
  readonly wanted: Uint8Array;
  readonly onlyFields: boolean;
  readonly lengths: ReadonlySet<number>;
}
let asked: Asked | null = null;

/** Worked out once for all frames of a run. */
function asksFor(p: Layer, f: HttpFields): Asked {
  if (asked?.wanted === p.wanted) return asked;
  const known = new Set<Field>([...HEADER_FIELDS.values()].map((key) => f[key]));
  const lines = Object.entries(f).filter(([key, field]) => LINE_FIELDS.has(key) && !known.has(field)).map(([, field]) => field);
  const onlyFields = ![...lines, ...Object.values(expert.fields)].some((field) => p.wants(field));
  const lengths = new Set([...HEADER_FIELDS].filter(([name]) => ABOUT_BODY.has(name) || wantsHeader(p, f, name)).map(([name]) => name.length));
  for (const name of ABOUT_BODY) lengths.add(name.length);
  return (asked = { wanted: p.wanted, onlyFields, lengths });
}

/** Fields of any header line. */
const LINE_FIELDS: ReadonlySet<string> = new Set(['.http.request.line', '.http.response.line', '.http.unknown_header', '.http.cookie_pair', '.http.authbasic', '.http.content_length', '.http.bad_header_name', '.http.te_and_length', '.http.te_unknown']);

function learn(m: HttpMessage, name: string, value: string): void {
  switch (name) {
    case 'content-type': {
      const stop = value.search(/[;\s]/);
      m.mediaType = (stop < 0 ? value : value.slice(0, stop)).toLowerCase();
      m.parameters = stop < 0 ? '' : value.slice(stop + 1).trim();
      break;
    }
    case 'content-length':
      if (/^\d{1,15}\s*$/.test(value)) m.length = Number(value);
      break;
    case 'content-encoding': m.encoding = value.replace(/[ \t]+$/, '').toLowerCase(); break;
    case 'transfer-encoding':
      m.chunked ||= /(^|[ \t,])chunked/i.test(value);
      m.coded ||= !/^identity/i.test(value);
      break;
    default: m.host = value;
  }
}

interface Line {
  readonly start: number;
  readonly valueAt: number;
  readonly end: number;
  readonly next: number;
  readonly badName: boolean;
}

function show(p: Layer, f: HttpFields, m: HttpMessage, name: string, value: string, line: Line): void {
  const { start, next } = line;
  const whole = utf8Text(p.view.bytes, start, next - start);
  const key = HEADER_FIELDS.get(name);
  const any = m.kind === HttpKind.Other ? f['.http.unknown_header'] : m.kind === HttpKind.Response ? f['.http.response.line'] : f['.http.request.line'];
  if (key === undefined || m.kind === HttpKind.Other) p.put(any, m.kind === HttpKind.Other ? visible(whole) : whole, start, next - start);
  else {
    if (!p.inTree) p.put(any, whole, start, next - start);
    p.put(f[key] as HttpFields['.http.host'], value, start, next - start);
  }
  if (p.inTree) p.last.text = visible(whole);
  if (line.badName) p.expert(f['.http.bad_header_name'], 'warn', 'Protocol', 'Illegal characters found in header name');
  if (m.kind === HttpKind.Other) return;
  if (name === 'cookie') cookiePairs(p, f, line);
  else if (name === 'content-length' && /^\d+\s*$/.test(value)) {
    p.open();
    p.generated(f['.http.content_length'], BigInt(value.trim()), start, next - start);
    p.close();
  } else if (name.endsWith('authorization') && /^basic /i.test(value)) credentials(p, f, value);
  if ((name === 'content-length' && m.coded) || (name === 'transfer-encoding' && m.length >= 0)) {
    p.expert(f['.http.te_and_length'], 'warn', 'Malformed', 'The Content-Length and Transfer-Encoding header must not be set together');
  }
  if (name === 'transfer-encoding') unknownCodings(p, f, value);
  if (p.inTree && p.options.whole === true && key !== undefined) hiddenLine(p, any, whole, line);
}

/** Names of codings that begin with none of RFC 9112 section 7; what follows such a beginning counts as a name too. */
function unknownCodings(p: Layer, f: HttpFields, value: string): void {
  for (const name of value.split(/[ \t,]+/)) {
    if (name.replace(KNOWN_CODINGS, '') !== '') p.expert(f['.http.te_unknown'], 'warn', 'Undecoded', 'Unknown transfer coding name in Transfer-Encoding header');
  }
}
const KNOWN_CODINGS = /^(chunked|(x-)?compress|deflate|(x-)?gzip|identity)+/i;

/** The whole line is found by a filter; the tree shows what it says. */
function hiddenLine(p: Layer, any: Field<string>, whole: string, { start, next }: Line): void {
  const { last } = p;
  p.put(any, whole, start, next - start);
  p.last.isHidden = true;
  p.last.text = visible(whole);
  p.last = last;
}

function cookiePairs(p: Layer, f: HttpFields, { valueAt, end }: Line): void {
  const b = p.view.bytes;
  p.open();
  for (let i = valueAt; i < end; ) {
    while (i < end && b[i] === 0x20) i++;
    let next = i;
    while (next < end && b[next] !== 0x3b) next++;
    if (next > i) p.put(f['.http.cookie_pair'], utf8Text(b, i, next - i), i, next - i);
    i = next + 1;
  }
  p.close();
}

function credentials(p: Layer, f: HttpFields, value: string): void {
  p.open();
  p.put(f['.http.authbasic'], fromBase64(value.slice(6)), -1, 0);
  p.close();
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 section 4; stops at the first character that is not of the alphabet. */
function fromBase64(text: string): string {
  const decoded: number[] = [];
  let bits = 0;
  let held = 0;
  for (const c of text.trim()) {
    const digit = BASE64.indexOf(c);
    if (digit < 0) break;
    bits = ((bits << 6) | digit) & 0xffff;
    held += 6;
    if (held >= 8) decoded.push((bits >> (held -= 8)) & 255);
  }
  return utf8Text(Uint8Array.from(decoded));
}
