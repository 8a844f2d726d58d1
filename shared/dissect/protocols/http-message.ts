// One HTTP/1.x message: request or status line, header lines, body (RFC 9110, RFC 9112).
import { utf8Text } from '../../bytes/text';
import { timeBetween } from '../../frame/time';
import { expert } from '../expert';
import { visible } from '../field-text';
import type { Field } from '../field';
import { IN_ORDER, TRANSACTION_INTERIM } from '../frame-facts';
import type { Layer } from '../layer';
import { httpBody, unknownBody } from './http-body';
import { STATUS_NAMES, type HttpFields } from './http-fields';
import { HTTP_BODILESS, HTTP_REQUESTED, isEnded, messageAt } from './http-framing';
import { headerLine, type HttpMessage } from './http-headers';
import { CR, endsLine, HttpKind, kindAt, LF, lineEnd, startsWith, textEnd } from './http-line';

const CR_LF = 0x0d0a;
const COLON = 0x3a;

/** One message. Over UDP (SSDP) there is only one, and no memory of earlier ones. */
export function httpMessage(p: Layer, f: HttpFields, stream: boolean): void {
  const start = p.at;
  if (p.pdus.resumesAt > 0) return passRest(p);
  if (p.repeat > 0 && lineGoesOn(p)) {
    p.label('A line begins here and goes on in later segments', start, p.left);
    p.at = p.view.reportedEnd;
    return;
  }
  if (p.left >= 2 && p.captured >= 2 && p.view.uint16(start) === CR_LF && kindAt(p.view, start + 2) !== HttpKind.Other) leadingBlank(p, f);
  const kind = kindAt(p.view, p.at);
  const isCut = lineCut(p);
  const continuation = kind === HttpKind.Other;
  if (p.indexing && continuation) return passContinuation(p, start, stream);
  const m: HttpMessage = { kind, status: 0, length: -1, chunked: false, coded: false, mediaType: '', parameters: '', encoding: '', host: '', uri: '' };
  if (p.indexing) {
    indexed(p, m, stream);
    if (stream) p.pdus.askLater();
    return;
  }
  // Nobody asked in HTTP here: neither the port nor a response makes these bytes HTTP, so the columns stay TCP's.
  const unseen = (continuation || isCut) && stream && p.context.taught === 0 && p.repeat === 0;
  if (p.repeat > 0) p.fenceInfo();
  let counts = false;
  if (!continuation) {
    if (stream) teachKind(p, m);
    firstLine(p, f, m, isCut);
    counts = exchange(p, m);
  }
  // Columns are for whole first lines.
  if (unseen) p.column('TCP');
  else if (continuation || isCut) p.info(() => 'Continuation');
  if (continuation && !isText(p)) return unknownBody(p);
  const isWhole = headers(p, f, m);
  const stops = !continuation && !isWhole && lineCut(p);
  // Wireshark takes a line that the snaplen cut for the last of the head, if it looks like one.
  if (!continuation && (!stops || p.view.bytes[p.at - 1] !== LF)) summary(p, f, m, counts);
  if (stops) p.view.need(p.at, p.left);
  if (unseen && p.at === start) unknownBody(p);
  else httpBody(p, f, m, stream);
}

/** The first line of a message that is not looked into yet, in Info. */
export function announce(p: Layer, at: number): void {
  const { bytes: b, reportedEnd } = p.view;
  const next = lineEnd(b, at, reportedEnd);
  if (!p.inRow || !isEnded(b, next, reportedEnd) || kindAt(p.view, at) === HttpKind.Other) return;
  p.fenceInfo();
  p.info(() => `${visible(utf8Text(b, at, textEnd(b, at, next) - at))} `);
}

/** The bytes are the rest of a message: another may follow. */
function passRest(p: Layer): void {
  const { end } = messageAt(p, p.at);
  p.pdus.resumesAt = 0;
  if (end < p.view.reportedEnd) p.again(end);
}

/** All that other frames need of a message: that it is one, and whether it asks or answers. */
function indexed(p: Layer, m: HttpMessage, stream: boolean): void {
  if (stream) teachKind(p, m);
  const start = p.at;
  const next = nextLine(p);
  if (m.kind === HttpKind.Response) m.status = statusBetween(p.view.bytes, start, textEnd(p.view.bytes, start, next));
  p.at = next;
  exchange(p, m);
  if (p.pdus.isAsking && p.pdus.mayGoOn && p.pdus.end < p.view.reportedEnd) p.again(p.pdus.end);
}

/** Somebody asks here in HTTP; and whether the response to this request has a body. */
function teachKind(p: Layer, m: HttpMessage): void {
  if (m.kind === HttpKind.Response) return;
  const isBodiless = m.kind === HttpKind.Request && ['HEAD ', 'CONNECT '].some((method) => startsWith(p.view.bytes, p.at, p.view.capturedEnd, method));
  p.teach(HTTP_REQUESTED | (isBodiless ? HTTP_BODILESS : 0));
}

/** Says that this message asks or answers; false where it is not to be counted. Of several messages in one segment the first speaks for the frame. */
function exchange(p: Layer, m: HttpMessage): boolean {
  if (p.repeat > 0 || (p.facts.transaction !== 0 && p.facts.transaction !== TRANSACTION_INTERIM)) return false;
  p.transaction(m.status === 100 ? 'interim' : m.kind === HttpKind.Response ? 'response' : 'latest request', IN_ORDER);
  return true;
}

/** The snaplen cut the packet before the line at the cursor ended. */
function lineCut(p: Layer): boolean {
  const { bytes, capturedEnd } = p.view;
  return p.captured < p.left && (p.captured <= 0 || !isEnded(bytes, lineEnd(bytes, p.at, capturedEnd), capturedEnd));
}

/** What goes on in the middle of something may be lines still, if it begins as a line could. */
function isText(p: Layer): boolean {
  return p.captured <= 0 || (p.view.uint8(p.at) >= 0x20 && p.view.uint8(p.at) <= 0x7e);
}

/** Text behind a whole message that does not end its first line: what it is, the segment that completes it will tell. */
function lineGoesOn(p: Layer): boolean {
  const { bytes, capturedEnd } = p.view;
  return p.left > 0 && p.captured >= p.left && isText(p) && !endsLine(bytes, lineEnd(bytes, p.at, capturedEnd));
}

/** The index run over what goes on in the middle of something. Its first line says whether header lines may be in it, and whether it is a line at all. */
function passContinuation(p: Layer, start: number, stream: boolean): void {
  const { bytes, capturedEnd } = p.view;
  const beginsAsLine = p.captured > 0 && isText(p);
  let hasColon = false;
  let ends = !beginsAsLine;
  for (let i = p.at; i < capturedEnd && !ends; i++) {
    const c = bytes[i]!;
    if (c > COLON) continue;
    if (c === COLON) hasColon = true;
    else ends = c === LF || c === CR;
  }
  if (p.at === start && !hasColon) p.paths.insideBody();
  if (stream && !ends && p.captured >= p.left) p.pdus.askLater();
}

function leadingBlank(p: Layer, f: HttpFields): void {
  p.put(f['.http.leading_crlf'], undefined, p.at, 2);
  p.expert(f['.http.leading_crlf'], 'error', 'Malformed', 'Leading CRLF previous message in the stream may have extra CRLF');
  p.skip(2);
}

/** The line that starts at the cursor, as far as it was captured: where it ends. */
function nextLine(p: Layer): number {
  p.view.need(p.at, 1);
  return lineEnd(p.view.bytes, p.at, p.view.capturedEnd);
}

/** A header line, or the blank line behind the last one. False when the headers are over. */
/** Header lines as far as they are here. Does an empty line end them? */
function headers(p: Layer, f: HttpFields, m: HttpMessage): boolean {
  let at: number;
  do at = p.at;
  while (p.left > 0 && p.captured > 0 && header(p, f, m));
  return p.at > at;
}

function header(p: Layer, f: HttpFields, m: HttpMessage): boolean {
  const b = p.view.bytes;
  const start = p.at;
  const next = nextLine(p);
  const end = textEnd(b, start, next);
  if (end === start) {
    if (p.inTree) p.label(visible(utf8Text(b, start, next - start)), start, next - start);
    p.at = next;
    return false;
  }
  const colon = b.subarray(start, end).indexOf(0x3a);
  if (colon < 0) return false;
  headerLine(p, f, m, start, start + colon, end, next);
  p.at = next;
  return true;
}

function firstLine(p: Layer, f: HttpFields, m: HttpMessage, isCut: boolean): void {
  const b = p.view.bytes;
  const start = p.at;
  const next = nextLine(p);
  const end = textEnd(b, start, next);
  if (!isCut) p.info(() => `${visible(utf8Text(b, start, end - start))} `);
  if (p.emits) {
    const line = p.inTree || p.wants(expert.fields.message) || p.wants(expert.fields['._ws.expert']) ? visible(utf8Text(b, start, next - start)) : '';
    p.label(line, start, next - start);
    p.expert(f['.http.chat'], 'chat', 'Sequence', line);
    p.open();
  }
  if (m.kind === HttpKind.Response) statusLine(p, f, m, start, end);
  else requestLine(p, f, m, start, end);
  p.close();
  p.at = next;
}

/** Index of the next blank, or `end`. */
function blank(b: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && b[i] !== 0x20) i++;
  return i;
}
function pastBlanks(b: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && b[i] === 0x20) i++;
  return i;
}

/** Up to three digits of the code in the status line from `start` to `end`. */
function statusBetween(b: Uint8Array, start: number, end: number): number {
  const codeAt = pastBlanks(b, blank(b, start, end), end);
  let status = 0;
  for (let i = codeAt; i < Math.min(codeAt + 3, end) && b[i]! >= 0x30 && b[i]! <= 0x39; i++) status = status * 10 + b[i]! - 0x30;
  return status;
}

function statusLine(p: Layer, f: HttpFields, m: HttpMessage, start: number, end: number): void {
  const b = p.view.bytes;
  m.status = statusBetween(b, start, end);
  if (!p.emits) return;
  const versionEnd = blank(b, start, end);
  const codeAt = pastBlanks(b, versionEnd, end);
  const codeEnd = blank(b, codeAt, end);
  if (!p.inTree) p.put(f['.http.response'], true, -1, 0);
  p.put(f['.http.response.version'], utf8Text(b, start, versionEnd - start), start, versionEnd - start);
  if (codeAt >= end) return;
  p.put(f['.http.response.code'], m.status, codeAt, 3);
  p.generated(f['.http.response.code.desc'], STATUS_NAMES[m.status] ?? `Unknown (${m.status})`, codeAt, 3);
  const phraseAt = codeEnd + 1;
  if (phraseAt < end) p.put(f['.http.response.phrase'], utf8Text(b, phraseAt, end - phraseAt), phraseAt, end - phraseAt);
}

function requestLine(p: Layer, f: HttpFields, m: HttpMessage, start: number, end: number): void {
  if (!p.emits) return;
  const b = p.view.bytes;
  const methodEnd = blank(b, start, end);
  const uriAt = Math.min(methodEnd + 1, end);
  const uriEnd = blank(b, uriAt, end);
  const versionAt = Math.min(uriEnd + 1, end);
  m.uri = utf8Text(b, uriAt, uriEnd - uriAt);
  if (!p.inTree) p.put(m.kind === HttpKind.Notification ? f['.http.notification'] : f['.http.request'], true, -1, 0);
  p.put(f['.http.request.method'], utf8Text(b, start, methodEnd - start), start, methodEnd - start);
  p.put(f['.http.request.uri'], m.uri, uriAt, uriEnd - uriAt);
  query(p, f, uriAt, uriEnd);
  p.put(f['.http.request.version'], utf8Text(b, versionAt, end - versionAt), versionAt, end - versionAt);
}

const QUERY_FIELDS = ['.http.request.uri.path', '.http.request.uri.query', '.http.request.uri.query.parameter'] as const;

function query(p: Layer, f: HttpFields, at: number, end: number): void {
  const b = p.view.bytes;
  if (!p.inTree && !QUERY_FIELDS.some((key) => p.wants(f[key]))) return;
  const mark = b.subarray(at, end).indexOf(0x3f);
  if (mark < 0) return;
  p.open();
  p.put(f['.http.request.uri.path'], utf8Text(b, at, mark), at, mark);
  const queryAt = at + mark + 1;
  p.put(f['.http.request.uri.query'], utf8Text(b, queryAt, end - queryAt), queryAt, end - queryAt);
  p.open();
  for (let i = queryAt; i < end; ) {
    let next = i;
    while (next < end && b[next] !== 0x26) next++;
    if (next > i) p.put(f['.http.request.uri.query.parameter'], utf8Text(b, i, next - i), i, next - i);
    i = next + 1;
  }
  p.close();
  p.close();
}

/** What the whole head tells: the full URI, and the other half of the exchange. */
function summary(p: Layer, f: HttpFields, m: HttpMessage, counts: boolean): void {
  const isResponse = m.kind === HttpKind.Response;
  if (p.emits && !isResponse && m.host !== '') {
    const whole = m.uri.includes('://') || /^[^/*]/.test(m.uri);
    p.generated(f['.http.request.full_uri'], whole ? m.uri : `http://${m.host}${m.uri}`);
  }
  if (p.inTree) p.put(isResponse ? f['.http.response'] : m.kind === HttpKind.Notification ? f['.http.notification'] : f['.http.request'], true, -1, 0);
  if (counts && p.quoted === 0 && p.emits) around(p, f, m, isResponse);
}

/** The other half of the exchange, and the exchanges before and after it on this connection. An interim answer answers nothing yet. */
function around(p: Layer, f: HttpFields, m: HttpMessage, isResponse: boolean): void {
  const { peer: other, exchange: place, time } = p.context;
  const peer = m.status === 100 ? null : other;
  const frame = (field: Field<number>, value: number): void => {
    if (value > 0) p.generated(field, value);
  };
  if (place) {
    p.generated(isResponse ? f['.http.response_number'] : f['.http.request_number'], place.number);
    if (p.inTree) p.last.text = `HTTP ${isResponse ? 'response' : 'request'} ${place.number}/${place.total}`;
  }
  if (isResponse && peer?.time && time) p.generated(f['.http.time'], timeBetween(peer.time, time));
  frame(f['.http.prev_request_in'], place?.previousRequest ?? 0);
  if (isResponse) frame(f['.http.prev_response_in'], place?.previousResponse ?? 0);
  frame(isResponse ? f['.http.request_in'] : f['.http.response_in'], peer?.frame ?? 0);
  frame(f['.http.next_request_in'], place?.nextRequest ?? 0);
  if (isResponse) frame(f['.http.next_response_in'], place?.nextResponse ?? 0);
}
