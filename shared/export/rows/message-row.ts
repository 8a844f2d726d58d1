// Application messages whose rows are told by a few of their octets: requests and responses of HTTP by their heads, records of TLS that
// carry data.
import { CR, LF, startsWith } from '../../dissect/protocols/http-line';
import { mediaKind } from '../../dissect/protocols/media-kind';
import { MediaKind } from '../../dissect/tables';

/** Info is a line of ASCII without quotes, [at, end) of the bytes, and what is said behind it. */
export interface MessageRow {
  readonly protocol: string;
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly end: number;
  readonly behind: string;
}

const METHODS = ['GET ', 'POST ', 'HEAD ', 'PUT ', 'DELETE '];
/** A longer first line is left to others. */
const MOST_OF_A_LINE = 1024;
const COLON = 0x3a;
const QUOTE = 0x22;
const RECORD_HEADER = 5;
const MOST_OF_A_RECORD = 0x4000 + 2048;
/** More do not happen in one segment. */
const MOST_RECORDS = 32;
const APPLICATION_DATA = 23;
const SSL3 = 0x0300;
const TLS13 = 0x0304;

/** A message of HTTP that begins at `at` and is alone in its segments. @param there where the octets end that are here @param end where the message ends; null = its row takes more to tell */
export function httpRow(bytes: Uint8Array, at: number, there: number, end: number): MessageRow | null {
  const first = plainLineEnd(bytes, at, Math.min(there, at + MOST_OF_A_LINE));
  if (first < 0) return null;
  if (startsWith(bytes, at, there, 'HTTP/')) return isPlainStatus(bytes, at + 9, there) ? withBody(bytes, at, first, there, end) : null;
  if (!METHODS.some((method) => startsWith(bytes, at, there, method))) return null;
  if (headEnd(bytes, first + 2, there, isAboutBody) === end) return { protocol: 'HTTP', bytes, at, end: first, behind: ' ' };
  return startsWith(bytes, at, there, 'HEAD') ? null : withBody(bytes, at, first, there, end);
}

/** Of a line of printable ASCII without quotes; -1 = it holds something else, or does not end with CR LF. */
function plainLineEnd(b: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && b[i]! >= 0x20 && b[i]! <= 0x7e && b[i] !== QUOTE) i++;
  return i + 1 < end && b[i] === CR && b[i + 1] === LF ? i : -1;
}

/** Behind the blank line that ends a head, whose lines follow from `at`; -1 = it is not here, or one of its lines is unusual, or it `stops` there. */
function headEnd(b: Uint8Array, at: number, end: number, stops: (b: Uint8Array, line: number) => boolean): number {
  for (let line = at; line + 1 < end; ) {
    if (b[line] === CR && b[line + 1] === LF) return line + 2;
    if (stops(b, line)) return -1;
    let [i, hasColon] = [line, false];
    for (; i < end && b[i] !== CR && b[i] !== LF; i++) hasColon ||= b[i] === COLON;
    if (!hasColon || i + 1 >= end || b[i] !== CR || b[i + 1] !== LF) return -1;
    line = i + 2;
  }
  return -1;
}

/** `Content-…`, `Transfer-…`; what begins like them too. */
function isAboutBody(b: Uint8Array, at: number): boolean {
  return isContent(b, at) || isTransfer(b, at);
}
function isContent(b: Uint8Array, at: number): boolean {
  return (b[at]! | 0x20) === 0x63 && (b[at + 1]! | 0x20) === 0x6f && (b[at + 2]! | 0x20) === 0x6e && (b[at + 3]! | 0x20) === 0x74;
}
function isTransfer(b: Uint8Array, at: number): boolean {
  return (b[at]! | 0x20) === 0x74 && (b[at + 1]! | 0x20) === 0x72;
}

/** What Content-Length and Content-Type said, as far as headEnd() came. */
const said = { length: -1, type: '', isUnusual: false };

function hear(b: Uint8Array, at: number): boolean {
  if (isTransfer(b, at)) return true;
  if (!isContent(b, at)) return false;
  let end = at;
  while (end < b.length && b[end] !== CR && end - at < 128) end++;
  let line = '';
  for (let i = at; i < end; i++) line += String.fromCharCode(b[i]!);
  const length = /^content-length: (\d{1,15})$/i.exec(line);
  const type = /^content-type: ([a-z0-9/.+-]+)(?:;[ -~]*)?$/i.exec(line);
  said.isUnusual = (length === null && type === null) || (length !== null && said.length >= 0) || (type !== null && said.type !== '');
  if (length !== null) said.length = Number(length[1]);
  if (type !== null) said.type = type[1]!.toLowerCase();
  return said.isUnusual;
}

/** The code of a response (`200 OK`) that has a body. */
function isPlainStatus(b: Uint8Array, at: number, there: number): boolean {
  return b[at - 1] === 0x20 && b[at]! >= 0x32 && b[at]! <= 0x35 && b[at + 3] === 0x20 && !startsWith(b, at, there, '204') && !startsWith(b, at, there, '304');
}

/** A message of which the head says what its body is, and how long. */
function withBody(bytes: Uint8Array, at: number, first: number, there: number, end: number): MessageRow | null {
  said.length = -1;
  said.type = '';
  const body = headEnd(bytes, first + 2, there, hear);
  if (body < 0 || said.length <= MOST_OF_NOTHING || body + said.length !== end || body + MOST_OF_A_SIGN > there) return null;
  const { type } = said;
  const row = (behind: string, protocol = 'HTTP'): MessageRow => ({ protocol, bytes, at, end: first, behind });
  switch (type === '' ? null : mediaKind(type)) {
    case MediaKind.Text: return startsWith(bytes, body, there, '<?xml') ? null : row(`  (${type})`);
    case MediaKind.Form:
    case MediaKind.Other: return row(`  (${type})`);
    case MediaKind.Json: return row(` , JavaScript Object Notation (${type})`, 'HTTP/JSON');
    case MediaKind.Png: return row(startsWith(bytes, body, there, '\x89PNG') ? '  (PNG)' : `  (${type})`);
    case MediaKind.Jpeg: return row(startsWith(bytes, body, there, '\xff\xd8') ? '  (JPEG JFIF image)' : `  (${type})`);
    default: return null;
  }
}
/** A body that is not longer may be told to hold nothing; and octets by which it is known what a longer one is not. */
const MOST_OF_NOTHING = 24;
const MOST_OF_A_SIGN = 8;

/** Records of application data that fill [at, end). @param there where the octets end that are here @param version what the stream's records are called */
export function recordsRow(bytes: Uint8Array, at: number, there: number, end: number, version: string): MessageRow | null {
  let [next, count, behind] = [at, 0, ''];
  while (next + RECORD_HEADER <= there) {
    const spoken = (bytes[next + 1]! << 8) | bytes[next + 2]!;
    const length = (bytes[next + 3]! << 8) | bytes[next + 4]!;
    if (bytes[next] !== APPLICATION_DATA || spoken < SSL3 || spoken > TLS13 || length === 0 || length >= MOST_OF_A_RECORD) return null;
    next += RECORD_HEADER + length;
    behind = count++ === 0 ? 'Application Data' : `${behind}, Application Data`;
  }
  return count > 0 && count <= MOST_RECORDS && next === end ? { protocol: version, bytes, at, end: at, behind } : null;
}
