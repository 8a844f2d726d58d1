// Transport Layer Security and its ancestors: the record layer (RFC 8446 section 5, RFC 5246 section 6, RFC 6101).
import type { ByteView } from '../../bytes/byte-view';
import { NOTE_ADDS } from '../frame-facts';
import { HAS_CONTROL_RECORD, HEADS_READ } from '../head-marks';
import type { Layer } from '../layer';
import { ONE_MORE_SEGMENT } from '../pdu-run';
import { protocol } from '../protocol';
import { TLS_FIELDS, type TlsFields } from './tls-fields';
import { begunMessage } from './tls-fragments';
import { handshakeRecord, messageName } from './tls-handshake';
import { versionOf } from './tls-hello';
import { looksLikeSsl2, looksLikeSsl2Hello, ssl2Record } from './tls-ssl2';
import { agreedVersion, Application, cipheredNote, isResumed, noteOf, sessionOf, versionText, type TlsSession } from './tls-session';
import { ALERT_NAMES } from './values/tls-names';
import { TLS_EXAMPLES } from './values/tls-examples';

const HEADER = 5;
const MAX_RECORD = 0x4000 + 2048;
const TLS13 = 0x0304;
const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const HEARTBEAT = 24;

/** What tshark expects inside TLS on these ports. */
const PORT_APPLICATIONS: Readonly<Record<number, string>> = {
  443: 'Hypertext Transfer Protocol', 465: 'Simple Mail Transfer Protocol', 636: 'Lightweight Directory Access Protocol', 802: 'Modbus/TCP',
  853: 'Domain Name System', 993: 'Internet Message Access Protocol', 995: 'Post Office Protocol', 1300: 'Q.931', 2221: 'EtherNet/IP (Industrial Protocol)',
  2443: 'Skinny Client Control Protocol', 324: 'RPKI-Router Protocol', 3496: 'DoIP (ISO13400) Protocol', 5061: 'Session Initiation Protocol',
  5671: 'Advanced Message Queuing Protocol', 5684: 'Constrained Application Protocol', 5868: 'Diameter Protocol', 8883: 'MQ Telemetry Transport Protocol',
  11207: 'Couchbase Protocol', 19999: 'Distributed Network Protocol 3.0', 27017: 'Mongo Wire Protocol',
};

export const tls = protocol({
  id: 'tls', name: 'Transport Layer Security', column: 'TLS', spec: 'RFC 8446',
  over: { 'tcp.port': [324, 443, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496, 5061, 5671, 5684, 5868, 8883, 11207, 19999, 27017] },
  recogniseOver: ['tcp'],
  recognise: (view, at) => isRecord(view, at, view.capturedEnd) || looksLikeSsl2Hello(view, at),
  needs: (p, at) => missing(p, at, sessionOf(p.context.taught).version),
  refuses: (p, at) => isPlainText(p.view, at) && sessionOf(p.context.taught).version === 0,
  fields: TLS_FIELDS,
  dissect(p, f) {
    const s = sessionOf(p.context.taught);
    // TLS 1.3 sends Change Cipher Spec for show only.
    s.ciphered = s.version !== TLS13 && (p.context.taughtBefore & cipheredNote(p.facts.sourcePort, p.facts.destinationPort)) !== 0;
    p.info(() => '');
    p.column(versionText(s.version));
    while (p.left > 0) {
      markRecord(p, p.at);
      if (p.pdus.mayGoOn && p.pdus.goesOn(p.at, missing(p, p.at, s.version))) return;
      next(p, f, s);
    }
  },
  examples: TLS_EXAMPLES,
});

/** For the reassembly: of what kind a record is, or whatever else stands at `at`. */
function markRecord(p: Layer, at: number): void {
  if (p.pdus.isAsking) p.pdus.headMarks |= p.view.uint8(at) === APPLICATION_DATA ? HEADS_READ : HEADS_READ | HAS_CONTROL_RECORD;
}

/** How many octets a record that starts here needs behind those that are here. */
function missing(p: Layer, at: number, spoken: number): number {
  const { view } = p;
  markRecord(p, at);
  const left = view.reportedEnd - at;
  const type = view.uint8(at);
  if (left < HEADER) return ONE_MORE_SEGMENT;
  if (type < CHANGE_CIPHER_SPEC || type > HEARTBEAT) return 0;
  if ((spoken === 0 || spoken === TLS13) && !isRecord(view, at, view.reportedEnd)) {
    // The index run does not know which version is spoken: in most anything may be a record.
    if (p.indexing && !p.pdus.isAsking) p.pdus.askLater();
    return 0;
  }
  p.pdus.isTold = type === APPLICATION_DATA;
  return Math.max(0, HEADER + view.uint16(at + 3) - left);
}

/** The next record, or the rest of the segment where none begins. */
function next(p: Layer, f: TlsFields, s: TlsSession): void {
  const view = p.view;
  if (looksLikeSsl2Hello(view, p.at) || (s.version === 0 && looksLikeSsl2(view, p.at))) {
    ssl2Record(p, f, (text) => say(p, text));
    return;
  }
  const type = view.uint8(p.at);
  if (type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT && p.left < HEADER) {
    p.label('The record goes on in later segments', p.at, p.left);
    p.skip(p.left);
    return;
  }
  if (type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT) view.need(p.at, HEADER);
  // Where nobody said which version is spoken (or 1.3, whose records all look alike) a record must look like one.
  const strict = s.version === 0 || s.version === TLS13;
  if (strict ? isRecord(view, p.at, view.reportedEnd) : type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT) {
    record(p, f, s);
    return;
  }
  const text = strict ? 'Continuation Data' : 'Ignored Unknown Record';
  say(p, text);
  p.label(text, p.at, p.left);
  if (!strict) p.expert(f.ignored_unknown_record, 'warn', 'Protocol', text);
  p.at = view.reportedEnd;
}

/** SSH, SMTP or HTTP on a port of TLS: no record begins with three letters. */
function isPlainText(view: ByteView, at: number): boolean {
  if (at + 3 > view.capturedEnd) return false;
  for (let i = at; i < at + 3; i++) if (view.bytes[i]! < 0x20 || view.bytes[i]! > 0x7e) return false;
  return true;
}

/** Appends to Info, behind a comma where something stands there already. */
function say(p: Layer, text: string): void {
  p.appendInfo(() => (p.infoText === '' ? text : `, ${text}`));
}

/** A content type and a version that exist, and a length that may be. */
function isRecord(view: ByteView, at: number, end: number): boolean {
  if (at + HEADER > end || at + HEADER > view.capturedEnd) return false;
  const type = view.uint8(at);
  const version = view.uint16(at + 1);
  if (type < CHANGE_CIPHER_SPEC || type > HEARTBEAT || (version !== 0x0101 && (version < 0x0300 || version > 0x0304))) return false;
  const length = view.uint16(at + 3);
  return length > 0 && length < MAX_RECORD;
}

/**
 * A record that goes on in later segments is shown in the frame that completes it, unless this frame holds nothing else.
 * Where the snaplen cut it too, nobody can complete it: what there is of it is only named.
 */
function record(p: Layer, f: TlsFields, s: TlsSession): void {
  const start = p.at;
  const type = p.view.uint8(start);
  const version = p.view.uint16(start + 1);
  const length = p.view.uint16(start + 3);
  const end = Math.min(start + HEADER + length, p.view.reportedEnd);
  const goesOn = start + HEADER + length > end;
  if (goesOn && (start > p.start || p.view.capturedEnd < end)) {
    p.label(`A record of ${length} bytes begins here and goes on in later segments`, start, Math.min(end, p.view.capturedEnd) - start);
    p.at = end;
    return;
  }
  if (type === HANDSHAKE && end - start >= 9 && begunMessage(p) === null && p.view.uint8(start + HEADER) === 2) agree(p, s, start + HEADER, end);
  const name = versionText(s.version === 0 ? version : s.version);
  p.column(name);
  p.put(f.record, undefined, start, end - start);
  if (p.inTree) p.last.text = `${name} Record Layer`;
  p.open();
  const line = p.last;
  p.read(type === APPLICATION_DATA && s.version === TLS13 ? f['record.opaque_type'] : f['record.content_type']);
  p.read(f['record.version']);
  p.read(f['record.length']);
  if (length > MAX_RECORD) p.expert(f['record.length.invalid'], 'error', 'Protocol', 'Record fragment length is too small or too large');
  if (p.view.capturedEnd < end) cutContent(p, s, type, end);
  p.view.need(p.at, end - p.at);
  const guessed = s.version === 0;
  if (guessed) s.version = agreedVersion(version);
  const title = fragment(p, f, s, type, start, end);
  if (guessed) s.version = 0;
  if (p.inTree) {
    if (goesOn) p.label('The record goes on in later segments', end, 0);
    line.text = `${name} Record Layer: ${title}`;
  }
  p.close();
  p.at = end;
}

/** A Server Hello says the version; its own record is shown with it already. */
function agree(p: Layer, s: TlsSession, at: number, end: number): void {
  const version = versionOf(p.view, at + 4, Math.min(at + 4 + p.view.uint24(at + 1), end));
  if (version !== 0) s.version = version;
}

/** The snaplen cut the record: once the whole capture is known, what it carries is named. */
function cutContent(p: Layer, s: TlsSession, type: number, end: number): void {
  const isServerHello = type === HANDSHAKE && !s.ciphered && p.captured >= 6 && p.view.uint8(p.at) === 2;
  if (isServerHello && s.version !== 0) p.teach(noteOf(s));
  if (!p.context.finished) return;
  if (type === APPLICATION_DATA) say(p, 'Application Data');
  else if (type === ALERT && s.ciphered) say(p, 'Encrypted Alert');
  // The extensions of a Server Hello, which are not here, tell TLS 1.2 from 1.3.
  else if (type === HANDSHAKE && p.captured >= 6 && !(isServerHello && p.view.uint16(p.at + 4) === 0x0303)) say(p, messageName(p, s, end));
}

/** What a record carries; gives what its line says. */
function fragment(p: Layer, f: TlsFields, s: TlsSession, type: number, start: number, end: number): string {
  switch (type) {
    case CHANGE_CIPHER_SPEC:
      say(p, 'Change Cipher Spec');
      p.put(f.change_cipher_spec, undefined, p.at, end - p.at);
      s.ciphered = true;
      if (p.emits && s.version !== TLS13 && isResumed(p.context.taughtBefore | p.facts.note, p.facts.sourcePort, p.facts.destinationPort)) {
        p.expert(f.resumed, 'note', 'Sequence', 'This session reuses previously negotiated keys (Session resumption)');
      }
      p.teach((p.facts.note === 0 ? NOTE_ADDS : p.facts.note) | cipheredNote(p.facts.sourcePort, p.facts.destinationPort));
      return 'Change Cipher Spec Protocol: Change Cipher Spec';
    case ALERT: return alert(p, f, end);
    case HANDSHAKE: return `Handshake Protocol: ${handshakeRecord(p, f, s, end, end === start + HEADER + p.view.uint16(start + 3), (text) => say(p, text))}`;
    case APPLICATION_DATA: return applicationData(p, f, s, end);
    default: return heartbeat(p, f, start, end);
  }
}

function alert(p: Layer, f: TlsFields, end: number): string {
  const start = p.at;
  const level = end - start === 2 ? p.view.uint8(start) : 0;
  const description = level === 1 || level === 2 ? ALERT_NAMES[p.view.uint8(start + 1)] : undefined;
  if (description === undefined) {
    say(p, 'Encrypted Alert');
    p.put(f.alert_message, undefined, start, end - start);
    if (p.inTree) p.last.text = 'Alert Message: Encrypted Alert';
    return 'Encrypted Alert';
  }
  const text = `Alert (Level: ${level === 1 ? 'Warning' : 'Fatal'}, Description: ${description})`;
  say(p, text);
  p.put(f.alert_message, undefined, start, 2);
  p.open();
  p.read(f['alert_message.level']);
  p.read(f['alert_message.desc']);
  p.close();
  return text;
}

function applicationData(p: Layer, f: TlsFields, s: TlsSession, end: number): string {
  say(p, 'Application Data');
  if (!p.emits) return '';
  const start = p.at - HEADER;
  p.take(f.app_data, end - p.at);
  const name = applicationName(p, s);
  if (name !== '') p.generated(f.app_data_proto, name, start);
  return `Application Data Protocol: ${name === '' ? 'Application Data' : name}`;
}

function applicationName(p: Layer, s: TlsSession): string {
  if (s.application === Application.Http1) return 'Hypertext Transfer Protocol';
  if (s.application === Application.Http2) return 'HyperText Transfer Protocol 2';
  const { sourcePort, destinationPort } = p.facts;
  return PORT_APPLICATIONS[sourcePort] ?? PORT_APPLICATIONS[destinationPort] ?? '';
}

/** RFC 6520. */
function heartbeat(p: Layer, f: TlsFields, start: number, end: number): string {
  const type = end - p.at >= 19 ? p.view.uint8(p.at) : 0;
  const size = end - p.at >= 19 ? p.view.uint16(p.at + 1) : 0;
  if (type < 1 || type > 2 || p.at + 3 + size + 16 > end) {
    say(p, 'Encrypted Heartbeat');
    p.label('Encrypted Heartbeat Message', p.at, end - p.at);
    return 'Encrypted Heartbeat';
  }
  const text = type === 1 ? 'Heartbeat Request' : 'Heartbeat Response';
  say(p, text);
  p.put(f.heartbeat_message, undefined, start + HEADER, end - p.at);
  p.open();
  p.read(f['heartbeat_message.type']);
  p.read(f['heartbeat_message.payload_length']);
  p.take(f['heartbeat_message.payload'], size);
  p.take(f['heartbeat_message.padding'], end - p.at);
  p.close();
  return text;
}
