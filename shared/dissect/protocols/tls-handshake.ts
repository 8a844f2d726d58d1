// TLS handshake messages (RFC 5246 section 7.4, RFC 8446 section 4) other than the two hellos.
import type { BegunMessage } from '../frame-context';
import { NOTE_ADDS } from '../frame-facts';
import type { Layer } from '../layer';
import { extensions, names, signatureAlgorithm, signatureAlgorithms } from './tls-extensions';
import { HANDSHAKE_NAMES, type TlsFields } from './tls-fields';
import { beginMessage, begunMessage, finish, forgetBegun, leave, nextFragment } from './tls-fragments';
import { clientHello, isRetry, serverHello, versionOf } from './tls-hello';
import { DONE_SEEN, KeyExchange, versionText, type TlsSession } from './tls-session';
import { countGroup, plural, vector, vectorLength } from './tls-vector';

const SERVER_HELLO = 2;
const SERVER_HELLO_DONE = 14;
const MULTIPLE = 'Multiple Handshake Messages';
const TLS12 = 0x0303;
const TLS13 = 0x0304;
/** Messages of which later frames depend: the hellos and Encrypted Extensions. The index run passes over the others. */
const TEACHES: ReadonlySet<number> = new Set([1, 2, 6, 8]);

/** The messages of one record, which ends at `end`; gives what the record's line says. @param isWhole all of the record is here */
export function handshakeRecord(p: Layer, f: TlsFields, s: TlsSession, end: number, isWhole: boolean, say: (text: string) => void): string {
  let title = '';
  for (let count = 0; p.at < end; count++) {
    const begun = count === 0 ? begunMessage(p) : null;
    const name = begun !== null ? goOn(p, f, s, begun, end, say) : nextMessage(p, f, s, end, isWhole, count, say);
    title = count > 0 ? MULTIPLE : name;
  }
  return title;
}

/** What earlier records left unfinished. */
function goOn(p: Layer, f: TlsFields, s: TlsSession, begun: BegunMessage, end: number, say: (text: string) => void): string {
  const fragment = s.ciphered ? null : nextFragment(p, begun, end);
  forgetBegun(p);
  if (fragment === null) return nextMessage(p, f, s, end, false, 0, say);
  const name = HANDSHAKE_NAMES[fragment.joined.bytes[0]!] ?? '';
  if (!fragment.isLast) {
    leave(p, f, fragment);
    return MULTIPLE;
  }
  finish(p, f, fragment, () => {
    if (p.view.uint8(0) === SERVER_HELLO) s.version = versionOf(p.view, 4, p.view.reportedEnd) || s.version;
    if (s.version !== 0) p.column(versionText(s.version));
    const whole = messageName(p, s, p.view.reportedEnd);
    say(whole);
    message(p, f, s, whole);
  });
  return name;
}

/** The message at the cursor, or as much of it as the record has. @param count messages that stand before it */
function nextMessage(p: Layer, f: TlsFields, s: TlsSession, end: number, isWhole: boolean, count: number, say: (text: string) => void): string {
  const name = messageName(p, s, end);
  const isFragment = name.startsWith('[');
  if (isFragment && isWhole && beginMessage(p, f, end)) {
    if (count === 0) say(name);
    return name.replace(/^\[(.*) Fragment\]$/, '$1 (fragment)');
  }
  say(name);
  if (!isFragment && !name.startsWith('Encrypted')) message(p, f, s, name);
  else {
    if (isFragment) p.label('', p.at, end - p.at);
    else p.put(f.handshake, undefined, p.at, end - p.at);
    if (p.inTree) p.last.text = `Handshake Protocol: ${name}`;
    p.at = end;
  }
  return name;
}

/** What stands at the cursor: a message's name, a fragment of it, or something encrypted. */
export function messageName(p: Layer, s: TlsSession, end: number): string {
  const type = p.view.uint8(p.at);
  const name = type === 2 && isRetry(p.view, p.at) ? 'Hello Retry Request' : HANDSHAKE_NAMES[type];
  if (name === undefined) return 'Encrypted Handshake Message';
  if (end - p.at < 4) return s.ciphered ? 'Encrypted Handshake Message' : `[${name} Fragment]`;
  const length = p.view.uint24(p.at + 1);
  // After Change Cipher Spec only a second Client Hello is in the clear (RFC 8446 section 4.1.4), and that fills its record.
  if (s.ciphered && (type !== 1 || 4 + length !== end - p.at)) return 'Encrypted Handshake Message';
  if (type === 0 && (length > 0 || end - p.at > 4)) return 'Encrypted Handshake Message';
  if (4 + length <= end - p.at) return name;
  return length < 0x10000 ? `[${name} Fragment]` : 'Encrypted Handshake Message';
}

function message(p: Layer, f: TlsFields, s: TlsSession, name: string): void {
  const start = p.at;
  const type = p.view.uint8(start);
  const length = p.view.uint24(start + 1);
  const end = start + 4 + length;
  if (type === SERVER_HELLO_DONE) p.teach((p.facts.note === 0 ? NOTE_ADDS : p.facts.note) | DONE_SEEN);
  if (p.indexing && !TEACHES.has(type) && end <= p.view.capturedEnd) {
    p.at = end;
    return;
  }
  p.put(f.handshake, undefined, start, end - start);
  if (p.inTree) p.last.text = `Handshake Protocol: ${name}`;
  p.open();
  p.read(f['handshake.type']);
  p.read(f['handshake.length']);
  body(p, f, s, type, end);
  p.close();
  p.at = end;
}

function body(p: Layer, f: TlsFields, s: TlsSession, type: number, end: number): void {
  switch (type) {
    case 1: return clientHello(p, f, s, end);
    case 2: return serverHello(p, f, s, end);
    case 4: return newSessionTicket(p, f, s, end);
    case 6: return helloRetryRequest(p, f, s, end);
    case 8: return void extensions(p, f, s, 8, end, null);
    case 11: return certificates(p, f, s, end);
    case 12: return serverKeyExchange(p, f, s, end);
    case 13: return certificateRequest(p, f, s, end);
    case 15: return certificateVerify(p, f, s, end);
    case 16: return clientKeyExchange(p, f, s, end);
    case 20: return p.put(f['handshake.verify_data'], undefined, p.at, end - p.at);
    case 22: return certificateStatus(p, f, end);
    case 24: return void p.read(f['handshake.key_update.request_update']);
    case 25: return compressedCertificate(p, f);
    default: return undefined;
  }
}

function newSessionTicket(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  p.group('TLS Session Ticket', p.at, end - p.at);
  const hours = p.read(f['handshake.session_ticket_lifetime_hint']);
  if (p.inTree && hours >= 60) p.last.append = ` (${spanText(hours)})`;
  if (s.version === TLS13) {
    p.read(f['handshake.session_ticket_age_add']);
    vector(p, f, f['handshake.session_ticket_nonce_length'], f['handshake.session_ticket_nonce'], end);
  }
  vector(p, f, f['handshake.session_ticket_length'], f['handshake.session_ticket'], end);
  if (s.version === TLS13) extensions(p, f, s, 4, end, null);
  p.close();
}

/** `18 hours`, `1 day, 2 hours`. */
function spanText(seconds: number): string {
  const parts = [[Math.floor(seconds / 86400), 'day'], [Math.floor(seconds / 3600) % 24, 'hour'], [Math.floor(seconds / 60) % 60, 'minute'], [seconds % 60, 'second']] as const;
  return parts.filter(([n]) => n > 0).map(([n, word]) => plural(n, word)).join(', ');
}

function helloRetryRequest(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  const version = p.read(f['handshake.version']);
  if (version !== 0x0303 && (version & 0xff) >= 0x13) p.read(f['handshake.ciphersuite']);
  extensions(p, f, s, 6, end, null);
}

function certificates(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  if (s.version === TLS13 && !vector(p, f, f['handshake.certificate_request_context_length'], f['handshake.certificate_request_context'], end)) return;
  const length = vectorLength(p, f, f['handshake.certificates_length'], end);
  if (length <= 0) return;
  const listEnd = p.at + length;
  countGroup(p, f['handshake.certificates'], 'Certificates', length, 'byte', length);
  while (p.at < listEnd) {
    const size = vectorLength(p, f, f['handshake.certificate_length'], listEnd, 1);
    if (size < 0) break;
    p.put(f['handshake.certificate'], p.emits ? p.view.slice(p.at, size) : NONE, p.at, size);
    p.nested('payload.x509', 0, p.at, size);
    p.skip(size);
    if (s.version === TLS13) extensions(p, f, s, 11, listEnd, null);
  }
  p.close();
  p.at = listEnd;
}
const NONE = new Uint8Array(0);

function serverKeyExchange(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  switch (s.exchange) {
    case KeyExchange.Ecdh:
    case KeyExchange.EcdhAnon: return ecdhParameters(p, f, s, end);
    case KeyExchange.EcdhPsk: return void (hint(p, f, end) && ecdhParameters(p, f, s, end));
    case KeyExchange.Dh:
    case KeyExchange.DhAnon: return dhParameters(p, f, s, end);
    case KeyExchange.DhPsk: return void (hint(p, f, end) && dhParameters(p, f, s, end));
    case KeyExchange.Rsa: return rsaParameters(p, f, s, end);
    case KeyExchange.Psk:
    case KeyExchange.RsaPsk: return void hint(p, f, end);
    default: return undefined;
  }
}

function hint(p: Layer, f: TlsFields, end: number): boolean {
  return vector(p, f, f['handshake.hint_len'], f['handshake.hint'], end);
}

function ecdhParameters(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  p.group('EC Diffie-Hellman Server Params', p.at, end - p.at);
  if (p.read(f['handshake.server_curve_type']) === 3) {
    p.read(f['handshake.server_named_curve']);
    if (vector(p, f, f['handshake.server_point_len'], f['handshake.server_point'], end) && s.exchange === KeyExchange.Ecdh) signature(p, f, s, end);
  }
  p.close();
}

function dhParameters(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  p.group('Diffie-Hellman Server Params', p.at, end - p.at);
  const complete = vector(p, f, f['handshake.p_len'], f['handshake.p'], end) && vector(p, f, f['handshake.g_len'], f['handshake.g'], end)
    && vector(p, f, f['handshake.ys_len'], f['handshake.ys'], end);
  if (complete && s.exchange === KeyExchange.Dh) signature(p, f, s, end);
  p.close();
}

function rsaParameters(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  p.group('RSA-EXPORT Server Params', p.at, end - p.at);
  if (vector(p, f, f['handshake.modulus_len'], f['handshake.modulus'], end) && vector(p, f, f['handshake.exponent_len'], f['handshake.exponent'], end)) signature(p, f, s, end);
  p.close();
}

function signature(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  if (s.version === TLS12) signatureAlgorithm(p, f);
  vector(p, f, f['handshake.sig_len'], f['handshake.sig'], end);
}

function certificateRequest(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  if (s.version === TLS13) {
    if (vector(p, f, f['handshake.certificate_request_context_length'], f['handshake.certificate_request_context'], end)) extensions(p, f, s, 13, end, null);
    return;
  }
  const count = vectorLength(p, f, f['handshake.cert_types_count'], end);
  if (count < 0) return;
  if (count > 0) {
    countGroup(p, f['handshake.cert_types'], 'Certificate types', count, 'type', count);
    for (const typesEnd = p.at + count; p.at < typesEnd; ) p.read(f['handshake.cert_type']);
    p.close();
  }
  if (s.version === TLS12) signatureAlgorithms(p, f, end);
  names(p, f, end);
}

function certificateVerify(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  if (s.version === TLS12 || s.version === TLS13) signatureAlgorithm(p, f);
  vector(p, f, f['handshake.client_cert_vrfy.sig_len'], f['handshake.client_cert_vrfy.sig'], end);
}

function clientKeyExchange(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  const kind = s.exchange;
  if (kind === KeyExchange.Psk || kind >= KeyExchange.RsaPsk && kind <= KeyExchange.EcdhPsk) {
    p.group('PSK Client Params', p.at, end - p.at);
    vector(p, f, f['handshake.identity_len'], f['handshake.identity'], end);
    p.close();
    return;
  }
  switch (kind) {
    case KeyExchange.Ecdh:
    case KeyExchange.EcdhAnon:
      p.group('EC Diffie-Hellman Client Params', p.at, end - p.at);
      vector(p, f, f['handshake.client_point_len'], f['handshake.client_point'], end);
      return p.close();
    case KeyExchange.Dh:
    case KeyExchange.DhAnon:
    case KeyExchange.StaticDh:
      p.group('Diffie-Hellman Client Params', p.at, end - p.at);
      vector(p, f, f['handshake.yc_len'], f['handshake.yc'], end);
      return p.close();
    case KeyExchange.Rsa:
      p.group('RSA Encrypted PreMaster Secret', p.at, end - p.at);
      if (s.version !== 0x0300) vector(p, f, f['handshake.epms_len'], f['handshake.epms'], end);
      else p.take(f['handshake.epms'], end - p.at);
      return p.close();
    default: return undefined;
  }
}

function certificateStatus(p: Layer, f: TlsFields, end: number): void {
  const type = p.read(f['handshake.extensions_status_request_type']);
  if (type !== 1) return;
  const length = vectorLength(p, f, f['handshake.ocsp_response_len'], end, 1);
  if (length > 0) p.label('OCSP Response', p.at, length);
}

function compressedCertificate(p: Layer, f: TlsFields): void {
  p.read(f['compress_certificate.algorithm']);
  p.read(f['compress_certificate.uncompressed_length']);
  const length = p.read(f['compress_certificate.compressed_certificate_message.length']);
  p.take(f['compress_certificate.compressed_certificate_message'], length);
}
