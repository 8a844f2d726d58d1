// Where an HTTP/1.x message ends, by its head and chunks: what the reassembly of TCP needs to know. RFC 9112 section 6.
import { ONE_MORE_SEGMENT, UNTIL_FIN } from '../pdu-run';
import { HAS_REQUEST, HAS_RESPONSE, HEAD_CUT, HEADS_READ, initialMark, joinedStatus, NO_ONE_STATUS } from '../head-marks';
import type { Layer } from '../layer';
import { HttpKind, kindAt, lineEnd, startsWith, textEnd } from './http-line';

/** What HTTP teaches its conversation: that somebody asked in it, and that the latest request was HEAD or CONNECT, whose response has no body. */
export const HTTP_REQUESTED = 1;
export const HTTP_BODILESS = 2;
/** A head that is longer is none. */
const LONGEST_HEAD = 65_536;

export interface MessageExtent {
  /** Octets that it needs behind those that are here; 0 = none, or ONE_MORE_SEGMENT, UNTIL_FIN. */
  readonly more: number;
  /** Where it ends, as far as it is here. */
  readonly end: number;
}

const CONTENT_LENGTH = 'content-length:';
const TRANSFER_ENCODING = 'transfer-encoding:';

/** The message that starts at `at`; up to view.reportedEnd all bytes are here. */
export function messageAt(p: Layer, at: number): MessageExtent {
  const { bytes: b, reportedEnd: end } = p.view;
  p.pdus.headMarks |= HEADS_READ;
  if (p.pdus.resumesAt > 0) return chunksFrom(p, at, end);
  const start = startsWith(b, at, end, '\r\n') && kindAt(p.view, at + 2) !== HttpKind.Other ? at + 2 : at;
  const first = lineEnd(b, start, end);
  if (!isEnded(b, first, end)) {
    p.pdus.headMarks |= HEAD_CUT;
    return { more: isPrintable(b[start]!) && end - start < LONGEST_HEAD ? ONE_MORE_SEGMENT : 0, end };
  }
  const kind = kindAt(p.view, start);
  if (kind === HttpKind.Other) return { more: 0, end };
  let marks = kind === HttpKind.Response ? HAS_RESPONSE : HAS_REQUEST;
  let [length, isChunked] = [-1, false];
  let line = first;
  for (;;) {
    const next = lineEnd(b, line, end);
    if (line >= end || !isEnded(b, next, end)) {
      p.pdus.headMarks |= HEAD_CUT;
      return { more: end - at < LONGEST_HEAD ? ONE_MORE_SEGMENT : 0, end };
    }
    const stop = textEnd(b, line, next);
    if (stop === line) {
      line = next;
      break;
    }
    marks |= initialMark(b[line]!);
    if (isHeader(b, line, stop, CONTENT_LENGTH)) length = numberIn(b, line + CONTENT_LENGTH.length, stop, length);
    else if (isHeader(b, line, stop, TRANSFER_ENCODING)) isChunked ||= /^[ \t]*chunked/.test(textOf(b, line + TRANSFER_ENCODING.length, stop));
    line = next;
  }
  p.pdus.headMarks |= marks;
  if (kind === HttpKind.Response) p.pdus.headStatus = joinedStatus(p.pdus.headStatus, statusOf(b, start, first) || NO_ONE_STATUS);
  p.pdus.isTold = true;
  if (isChunked && !isBodiless(p, kind, start, first)) return chunksFrom(p, line, end);
  return bodyFrom(p, { kind, start, first, body: line, length });
}

function bodyFrom(p: Layer, m: { kind: HttpKind; start: number; first: number; body: number; length: number }): MessageExtent {
  const end = p.view.reportedEnd;
  if (isBodiless(p, m.kind, m.start, m.first)) return { more: 0, end: m.body };
  if (m.length >= 0) return { more: Math.max(0, m.length - (end - m.body)), end: Math.min(end, m.body + m.length) };
  return m.kind === HttpKind.Response ? { more: UNTIL_FIN, end } : { more: 0, end: m.body };
}

/** A response without body, whatever its head says: RFC 9112 section 6.3. */
function isBodiless(p: Layer, kind: HttpKind, start: number, first: number): boolean {
  if (kind !== HttpKind.Response) return false;
  if ((p.context.taughtBefore & HTTP_BODILESS) !== 0) return true;
  const b = p.view.bytes;
  const at = codeAt(b, start, first);
  const [a, c, d] = [b[at], b[at + 1], b[at + 2]];
  return a === 0x31 || (a === 0x32 && c === 0x30 && d === 0x34) || (a === 0x33 && c === 0x30 && d === 0x34);
}

/** Where the status code of the line from `start` to `end` begins. */
function codeAt(b: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && b[at] !== 0x20) at++;
  while (at < end && b[at] === 0x20) at++;
  return at;
}

/** Three digits, 0 = something else. */
function statusOf(b: Uint8Array, start: number, end: number): number {
  const at = codeAt(b, start, end);
  let code = 0;
  for (let i = at; i < at + 3; i++) {
    const digit = b[i]! - 0x30;
    if (i >= end || digit < 0 || digit > 9) return 0;
    code = code * 10 + digit;
  }
  return code;
}

/** Chunk after chunk from `at` on, then the trailer. Where one is not all here, the next look begins with it. */
function chunksFrom(p: Layer, at: number, end: number): MessageExtent {
  const b = p.view.bytes;
  let chunk = at;
  // tshark takes whole segments, however much is missing.
  const goesOn = (): MessageExtent => {
    p.pdus.resume = chunk;
    return { more: ONE_MORE_SEGMENT, end };
  };
  for (;;) {
    const data = lineEnd(b, chunk, end);
    if (chunk >= end || !isEnded(b, data, end)) return end - chunk < 256 ? goesOn() : { more: 0, end };
    const digits = /^ *([0-9a-f]{1,8})/i.exec(textOf(b, chunk, Math.min(data, chunk + 32)))?.[1];
    if (digits === undefined) return { more: 0, end };
    const size = parseInt(digits, 16);
    if (size === 0) return trailerFrom(b, data, end, goesOn);
    const next = data + size + 2;
    if (next > end) {
      p.pdus.atLeast = next;
      return goesOn();
    }
    chunk = next;
  }
}

function trailerFrom(b: Uint8Array, at: number, end: number, goesOn: () => MessageExtent): MessageExtent {
  for (let line = at; ; ) {
    const next = lineEnd(b, line, end);
    if (line >= end || !isEnded(b, next, end)) return end - at < LONGEST_HEAD ? goesOn() : { more: 0, end };
    if (textEnd(b, line, next) === line) return { more: 0, end: next };
    line = next;
  }
}

function isHeader(b: Uint8Array, at: number, end: number, name: string): boolean {
  if (at + name.length > end) return false;
  for (let i = 0; i < name.length; i++) if ((b[at + i]! | 0x20) !== (name.charCodeAt(i) | 0x20)) return false;
  return true;
}

function numberIn(b: Uint8Array, at: number, end: number, otherwise: number): number {
  const text = textOf(b, at, Math.min(end, at + 64)).trim();
  return /^\d{1,15}$/.test(text) ? Number(text) : otherwise;
}

function textOf(b: Uint8Array, at: number, end: number): string {
  let text = '';
  for (let i = at; i < Math.min(end, at + 256); i++) text += String.fromCharCode(b[i]!);
  return text.toLowerCase();
}

/** Whether a line ends before `next`: a CR at the very end may be half of a line's end. */
export function isEnded(b: Uint8Array, next: number, end: number): boolean {
  return b[next - 1] === 0x0a || (b[next - 1] === 0x0d && next < end);
}

function isPrintable(c: number): boolean {
  return c >= 0x20 && c <= 0x7e;
}
