// Lines of text protocols: where they end, and what kind of line an HTTP message begins with.
import type { ByteView } from '../../bytes/byte-view';

export const HttpKind = { Other: 0, Request: 1, Response: 2, Notification: 3 } as const;
export type HttpKind = (typeof HttpKind)[keyof typeof HttpKind];

const METHODS: ReadonlySet<string> = new Set([
  'M-SEARCH',
  'GET', 'PUT', 'COPY', 'HEAD', 'LOCK', 'MOVE', 'POLL', 'POST', 'BCOPY', 'BMOVE', 'MKCOL', 'TRACE', 'PATCH', 'LABEL', 'MERGE', 'DELETE', 'SEARCH', 'UNLOCK', 'REPORT',
  'UPDATE', 'BDELETE', 'CONNECT', 'OPTIONS', 'CHECKIN', 'PROPFIND', 'CHECKOUT', 'CCM_POST', 'PROPPATCH', 'BPROPFIND', 'BPROPPATCH', 'UNCHECKOUT', 'MKACTIVITY',
  'MKWORKSPACE', 'RPC_CONNECT', 'RPC_IN_DATA', 'RPC_OUT_DATA', 'VERSION-CONTROL', 'BASELINE-CONTROL',
]);
const NOTIFICATIONS: ReadonlySet<string> = new Set(['NOTIFY', 'SUBSCRIBE', 'UNSUBSCRIBE']);
const LONGEST_METHOD = 16;
export const LF = 0x0a;
export const CR = 0x0d;

/** Index behind the line that starts at `at`, its CR, LF or CR LF included; `end` where there is none. */
export function lineEnd(b: Uint8Array, at: number, end: number): number {
  for (let i = at; i < end; i++) {
    const c = b[i]!;
    if (c > CR) continue;
    if (c === LF) return i + 1;
    if (c === CR && i + 1 < end) return b[i + 1] === LF ? i + 2 : i + 1;
  }
  return end;
}

export function endsLine(b: Uint8Array, next: number): boolean {
  return b[next - 1] === LF || b[next - 1] === CR;
}

/** Where the text of the line `at` … `next` stops. */
export function textEnd(b: Uint8Array, at: number, next: number): number {
  let end = next;
  if (end > at && b[end - 1] === LF) end--;
  if (end > at && b[end - 1] === CR) end--;
  return end;
}

/** By the first word: `HTTP/`, `ICY`, a method and a blank. */
export function kindAt(view: ByteView, at: number): HttpKind {
  const b = view.bytes;
  const end = view.capturedEnd;
  const first = b[at]!;
  if (at >= end || first < 0x41 || first > 0x5a) return HttpKind.Other;
  if (first === 0x48 && startsWith(b, at, end, 'HTTP/')) return HttpKind.Response;
  if (first === 0x49 && startsWith(b, at, end, 'ICY')) return HttpKind.Response;
  if (startsWith(b, at, end, 'GET ') || startsWith(b, at, end, 'POST ')) return HttpKind.Request;
  let word = '';
  for (let i = at; i <= at + LONGEST_METHOD; i++) {
    const c = i < end ? b[i]! : 0x20;
    if (c === 0x20) return METHODS.has(word) ? HttpKind.Request : NOTIFICATIONS.has(word) ? HttpKind.Notification : HttpKind.Other;
    if ((c < 0x41 || c > 0x5a) && c !== 0x2d && c !== 0x5f) return HttpKind.Other;
    word += String.fromCharCode(c);
  }
  return HttpKind.Other;
}

export function startsWith(b: Uint8Array, at: number, end: number, word: string): boolean {
  if (at + word.length > end) return false;
  for (let i = 0; i < word.length; i++) if (b[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** Characters that no field name may have, besides controls: RFC 9110 section 5.6.2. */
const DELIMITERS: ReadonlySet<number> = new Set(Array.from('()<>@,;:\\"/[]?={} ', (c) => c.charCodeAt(0)));

export function isToken(b: Uint8Array, at: number, end: number): boolean {
  for (let i = at; i < end; i++) {
    const c = b[i]!;
    if (c < 0x20 || c > 0x7e || DELIMITERS.has(c)) return false;
  }
  return end > at;
}
