// Client Hello and Server Hello of TLS (RFC 8446 section 4.1, RFC 5246 section 7.4.1), with their JA3 fingerprints.
import { md5Text } from '../../bytes/md5';
import type { ByteView } from '../../bytes/byte-view';
import type { Layer } from '../layer';
import { extensions, type Fingerprint } from './tls-extensions';
import type { TlsFields } from './tls-fields';
import { agreedVersion, exchangeOf, noteOf, serverNote, type KeyExchange, type TlsSession } from './tls-session';
import { countGroup, trailing, vector, vectorLength } from './tls-vector';
import { CIPHER_SUITE_NAMES, isGrease } from './values/tls-names';

const TLS13 = 0x0304;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const HELLO_RETRY_REQUEST = 6;
const EARLY_DATA = 42;
/** The first words of SHA-256("HelloRetryRequest"): a Server Hello with this random asks for another Client Hello. */
const RETRY_WORDS: readonly number[] = [0xcf21ad74, 0xe59a6111, 0xbe1d8c02, 0x1e65b891, 0xc2a21116, 0x7abb8c5e, 0x079e09e2, 0xc8a8339c];

export function clientHello(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  if (p.indexing && teachesNothing(p.view, p.at, end)) return;
  const version = p.read(f['handshake.version']);
  random(p, f, s.version === TLS13);
  if (!sessionId(p, f, end)) return;
  const wanted = p.inTree || p.wants(f['handshake.ja3']) || p.wants(f['handshake.ja3_full']);
  const ja3: Fingerprint | null = wanted ? { extensions: [], groups: [], formats: [] } : null;
  const suites: string[] = [];
  if (!cipherSuites(p, f, end, ja3 ? suites : null)) return;
  if (!compressionMethods(p, f, end)) return;
  const lists = p.at;
  const complete = extensions(p, f, s, CLIENT_HELLO, end, ja3);
  if (!ja3) return;
  const full = [version, suites.join('-'), ...(complete ? [ja3.extensions.join('-'), ja3.groups.join('-'), ja3.formats.join('-')] : [''])].join(',');
  p.generated(f['handshake.ja3_full'], full, lists);
  p.generated(f['handshake.ja3'], md5Text(full), lists);
}

/** A whole Client Hello whose lists fit, each into the one around it, and that announces no early data: the index run need not read them. */
function teachesNothing(view: ByteView, at: number, end: number): boolean {
  if (end > view.capturedEnd || at + 35 > end) return false;
  const suitesAt = at + 35 + view.uint8(at + 34);
  if (suitesAt + 2 > end) return false;
  const methodsAt = suitesAt + 2 + view.uint16(suitesAt);
  if (methodsAt + 1 > end) return false;
  const extensionsAt = methodsAt + 1 + view.uint8(methodsAt);
  if (extensionsAt === end) return true;
  if (extensionsAt + 2 > end || extensionsAt + 2 + view.uint16(extensionsAt) !== end) return false;
  let i = extensionsAt + 2;
  while (i + 4 <= end && view.uint16(i) !== EARLY_DATA) i += 4 + view.uint16(i + 2);
  return i === end;
}

export function serverHello(p: Layer, f: TlsFields, s: TlsSession, end: number): void {
  const start = p.at;
  const version = p.read(f['handshake.version']);
  const retry = isRetry(p.view, start - 4);
  const old13 = version >> 8 === 0x7f && version < 0x7f16;
  random(p, f, s.version === TLS13);
  if (!old13 && !sessionId(p, f, end)) return;
  const suite = p.read(f['handshake.ciphersuite']);
  if (!old13) p.read(f['handshake.comp_method']);
  s.exchange = exchangeOfSuite(suite);
  const wanted = p.inTree || p.wants(f['handshake.ja3s']) || p.wants(f['handshake.ja3s_full']);
  const ja3: Fingerprint | null = wanted ? { extensions: [], groups: [], formats: [] } : null;
  const list = p.at;
  extensions(p, f, s, retry ? HELLO_RETRY_REQUEST : SERVER_HELLO, end, ja3);
  p.teach(noteOf(s) | serverNote(p.facts.sourcePort, p.facts.destinationPort));
  if (!ja3) return;
  const full = [version, suite, ja3.extensions.join('-')].join(',');
  p.generated(f['handshake.ja3s_full'], full, list);
  p.generated(f['handshake.ja3s'], md5Text(full), list);
}

/** Suites that were met: captures have few, and names are slow to take apart. */
const exchanges = new Map<number, KeyExchange>();

function exchangeOfSuite(suite: number): KeyExchange {
  let exchange = exchanges.get(suite);
  if (exchange === undefined) exchanges.set(suite, (exchange = exchangeOf(CIPHER_SUITE_NAMES(suite))));
  return exchange;
}

/** Is the handshake message at `at` a Hello Retry Request in a Server Hello's clothes? */
export function isRetry(view: ByteView, at: number): boolean {
  if (at + 38 > view.capturedEnd) return false;
  for (let i = 0; i < 8; i++) if (view.uint32(at + 6 + 4 * i) !== RETRY_WORDS[i]) return false;
  return true;
}

/** The version that the Server Hello whose body starts at `at` agrees on; 0 = not said, or cut off. */
export function versionOf(view: ByteView, at: number, end: number): number {
  if (at + 35 > end || at + 2 > view.capturedEnd) return 0;
  const version = view.uint16(at);
  if (end > view.capturedEnd) return agreedVersion(version);
  const extensionsAt = at + 35 + view.uint8(at + 34) + 3;
  if (version !== 0x0303 || extensionsAt + 2 > end) return agreedVersion(version);
  const listEnd = Math.min(end, extensionsAt + 2 + view.uint16(extensionsAt));
  for (let i = extensionsAt + 2; i + 6 <= listEnd; i += 4 + view.uint16(i + 2)) {
    if (view.uint16(i) === 43 && view.uint16(i + 2) === 2) return agreedVersion(view.uint16(i + 4));
  }
  return agreedVersion(version);
}

/** Before TLS 1.3 the first four bytes were meant to be the time. */
function random(p: Layer, f: TlsFields, is13: boolean): void {
  const start = p.at;
  p.take(f['handshake.random'], 32);
  if (is13 || !p.emits) return;
  p.open();
  p.put(f['handshake.random_time'], { seconds: p.view.uint32(start), nanos: 0 }, start, 4);
  p.put(f['handshake.random_bytes'], p.view.slice(start + 4, 28), start + 4, 28);
  p.close();
}

function sessionId(p: Layer, f: TlsFields, end: number): boolean {
  return vector(p, f, f['handshake.session_id_length'], f['handshake.session_id'], end);
}

function cipherSuites(p: Layer, f: TlsFields, end: number, seen: string[] | null): boolean {
  const length = vectorLength(p, f, f['handshake.cipher_suites_length'], end, 2);
  if (length < 0) return false;
  p.put(f['handshake.ciphersuites'], undefined, p.at, length);
  if (p.inTree) p.last.text = `Cipher Suites (${length >> 1} suite${length === 2 ? '' : 's'})`;
  p.open();
  const listEnd = p.at + length;
  while (p.at + 2 <= listEnd) {
    const suite = p.read(f['handshake.ciphersuite']);
    if (seen && !isGrease(suite)) seen.push(String(suite));
  }
  trailing(p, f, listEnd);
  p.close();
  p.at = listEnd;
  return true;
}

function compressionMethods(p: Layer, f: TlsFields, end: number): boolean {
  const length = vectorLength(p, f, f['handshake.comp_methods_length'], end, 1);
  if (length < 0) return false;
  countGroup(p, f['handshake.comp_methods'], 'Compression Methods', length, 'method', length);
  const listEnd = p.at + length;
  while (p.at < listEnd) p.read(f['handshake.comp_method']);
  p.close();
  return true;
}
