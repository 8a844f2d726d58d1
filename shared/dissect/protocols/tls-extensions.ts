// Extensions of TLS hellos and certificates (IANA "TLS ExtensionType Values").
import type { Layer } from '../layer';
import type { TlsFields } from './tls-fields';
import { Application, noteOf, type TlsSession } from './tls-session';
import { countGroup, listGroup, plural, trailing, vector, vectorLength } from './tls-vector';
import { EXTENSION_NAMES, GROUP_NAMES, isGrease } from './values/tls-names';

/** What JA3 is made of, in the order of the message. */
export interface Fingerprint {
  extensions: string[];
  groups: string[];
  formats: string[];
}

/** Handshake types that carry extensions differently. */
const CLIENT_HELLO = 1;
const NEW_SESSION_TICKET = 4;
const HELLO_RETRY_REQUEST = 6;
/** Extensions of which later frames depend: the index run passes over the others. */
const APPLICATION_PROTOCOLS = 16;
const EARLY_DATA = 42;

/**
 * The list of extensions up to `end`. `message` is the handshake type (6: a Server Hello that asks for a retry).
 * False where the list does not fit.
 */
export function extensions(p: Layer, f: TlsFields, s: TlsSession, message: number, end: number, ja3: Fingerprint | null): boolean {
  if (p.at === end) return true;
  const length = vectorLength(p, f, f['handshake.extensions_length'], end);
  if (length < 0) return false;
  const listEnd = p.at + length;
  while (p.at + 4 <= listEnd) {
    const start = p.at;
    const type = p.view.uint16(start);
    const size = p.view.uint16(start + 2);
    const extensionEnd = Math.min(start + 4 + size, listEnd);
    // Longer than its list, it ends with it; longer than the packet, nothing of it can be believed.
    p.view.need(start, 4 + size);
    if (p.indexing && type !== APPLICATION_PROTOCOLS && type !== EARLY_DATA) {
      p.at = extensionEnd;
      continue;
    }
    if (p.inTree) p.group(`Extension: ${EXTENSION_NAMES(type) ?? `Unknown type ${type}`} (len=${size})`, start, extensionEnd - start);
    p.read(f['handshake.extension.type']);
    if (ja3 && !isGrease(type)) ja3.extensions.push(String(type));
    if (vectorLength(p, f, f['handshake.extension.len'], listEnd) >= 0) {
      body(p, f, s, type, message, extensionEnd, ja3);
      trailing(p, f, extensionEnd);
    }
    p.close();
    p.at = extensionEnd;
  }
  trailing(p, f, listEnd);
  return true;
}

function body(p: Layer, f: TlsFields, s: TlsSession, type: number, message: number, end: number, ja3: Fingerprint | null): void {
  switch (type) {
    case 0: return serverName(p, f, end);
    case 1: return void p.read(f['handshake.max_fragment_length']);
    case 5: return statusRequest(p, f, message, end);
    case 10: return groups(p, f, end, ja3);
    case 11: return pointFormats(p, f, end, ja3);
    case 12: return srp(p, f, end);
    case 13:
    case 34:
    case 50: return signatureAlgorithms(p, f, end);
    case 15: return void p.read(f['handshake.extension.heartbeat.mode']);
    case APPLICATION_PROTOCOLS: return alpn(p, f, s, message, end);
    case 17: return statusRequestV2(p, f, message, end);
    case 18: return timestamps(p, f, end);
    case 19:
    case 20: return certificateTypes(p, f, message, end);
    case 21: return p.take(f['handshake.extensions_padding_data'], end - p.at);
    case 22:
    case 23:
    case 49: return undefined;
    case 27: return compression(p, f, end);
    case 28: return void p.read(f.record_size_limit);
    case 35: return sessionTicket(p, f, end);
    case 40:
    case 51: return keyShare(p, f, message, end);
    case 41: return preSharedKey(p, f, message, end);
    case EARLY_DATA: return earlyData(p, f, s, message);
    case 43: return supportedVersions(p, f, message, end);
    case 44: return void vector(p, f, f['handshake.extensions.cookie_len'], f['handshake.extensions.cookie'], end);
    case 45: return pskModes(p, f, end);
    case 47: return names(p, f, end);
    case 13172: return nextProtocols(p, f, end);
    case 17513: return settings(p, f, message, end);
    case 0xff01: return renegotiation(p, f, end);
    default: return rest(p, f, end);
  }
}

/** A client that sends data before the server has answered speaks TLS 1.3. */
function earlyData(p: Layer, f: TlsFields, s: TlsSession, message: number): void {
  if (message === NEW_SESSION_TICKET) p.read(f['early_data.max_early_data_size']);
  else if (message === CLIENT_HELLO) p.teach(noteOf({ ...s, version: 0x0304 }));
}

function rest(p: Layer, f: TlsFields, end: number): void {
  if (end > p.at) p.take(f['handshake.extension.data'], end - p.at);
  else p.put(f['handshake.extension.data'], new Uint8Array(0), p.at, 0);
}

function serverName(p: Layer, f: TlsFields, end: number): void {
  if (p.at === end) return;
  p.group('Server Name Indication extension', p.at, end - p.at);
  const length = vectorLength(p, f, f['handshake.extensions_server_name_list_len'], end, 1);
  const listEnd = length < 0 ? end : p.at + length;
  if (length < 0) p.at = end;
  while (p.at < listEnd) {
    const type = p.read(f['handshake.extensions_server_name_type']);
    const size = vectorLength(p, f, f['handshake.extensions_server_name_len'], listEnd, 1);
    if (size < 0) break;
    if (type === 0) p.takeText(f['handshake.extensions_server_name'], size);
    else p.skip(size);
  }
  p.close();
}

function statusRequest(p: Layer, f: TlsFields, message: number, end: number): void {
  if (p.at === end) return;
  if (message !== CLIENT_HELLO && message !== 13) {
    p.read(f['handshake.extensions_status_request_type']);
    const length = vectorLength(p, f, f['handshake.ocsp_response_len'], end, 1);
    if (length > 0) p.skip(length);
    return;
  }
  if (p.read(f['handshake.extensions_status_request_type']) === 1) statusLists(p, f, end);
  else p.at = end;
}

function statusLists(p: Layer, f: TlsFields, end: number): void {
  const ids = vectorLength(p, f, f['handshake.extensions_status_request_responder_ids_len'], end);
  if (ids < 0) return;
  p.skip(ids);
  const more = vectorLength(p, f, f['handshake.extensions_status_request_exts_len'], end);
  if (more > 0) p.skip(more);
}

function statusRequestV2(p: Layer, f: TlsFields, message: number, end: number): void {
  if (message !== CLIENT_HELLO || p.at === end) return;
  const length = vectorLength(p, f, f['handshake.extensions_status_request_list_len'], end, 1);
  const listEnd = length < 0 ? p.at : p.at + length;
  while (p.at < listEnd) {
    const type = p.read(f['handshake.extensions_status_request_type']);
    const size = vectorLength(p, f, f['handshake.extensions_status_request_len'], listEnd);
    if (size < 0) break;
    const itemEnd = p.at + size;
    if (type === 1 || type === 2) statusLists(p, f, itemEnd);
    p.at = itemEnd;
  }
}

function groups(p: Layer, f: TlsFields, end: number, ja3: Fingerprint | null): void {
  const length = vectorLength(p, f, f['handshake.extensions_supported_groups_length'], end, 2);
  if (length < 0) return;
  countGroup(p, f['handshake.extensions_supported_groups'], 'Supported Groups', length >> 1, 'group', length);
  const listEnd = p.at + length;
  while (p.at + 2 <= listEnd) {
    const group = p.read(f['handshake.extensions_supported_group']);
    if (ja3 && !isGrease(group)) ja3.groups.push(String(group));
  }
  p.close();
}

function pointFormats(p: Layer, f: TlsFields, end: number, ja3: Fingerprint | null): void {
  const length = vectorLength(p, f, f['handshake.extensions_ec_point_formats_length'], end, 1);
  if (length < 0) return;
  listGroup(p, f['handshake.extensions_ec_point_formats'], () => `Elliptic curves point formats (${length})`, length);
  const listEnd = p.at + length;
  while (p.at < listEnd) {
    const format = p.read(f['handshake.extensions_ec_point_format']);
    if (ja3) ja3.formats.push(String(format));
  }
  p.close();
}

function srp(p: Layer, f: TlsFields, end: number): void {
  const length = vectorLength(p, f, f['handshake.extensions_srp_len'], end, 1);
  if (length > 0) p.takeText(f['handshake.extensions_srp_username'], length);
}

/** Also in Certificate Request. */
export function signatureAlgorithms(p: Layer, f: TlsFields, end: number): void {
  const length = vectorLength(p, f, f['handshake.sig_hash_alg_len'], end, 2);
  if (length < 0) return;
  countGroup(p, f['handshake.sig_hash_algs'], 'Signature Hash Algorithms', length >> 1, 'algorithm', length);
  const listEnd = p.at + length;
  while (p.at + 2 <= listEnd) signatureAlgorithm(p, f);
  p.close();
}

export function signatureAlgorithm(p: Layer, f: TlsFields): void {
  p.peek(f['handshake.sig_hash_alg']);
  p.open();
  p.read(f['handshake.sig_hash_hash']);
  p.read(f['handshake.sig_hash_sig']);
  p.close();
}

function alpn(p: Layer, f: TlsFields, s: TlsSession, message: number, end: number): void {
  const length = vectorLength(p, f, f['handshake.extensions_alpn_len'], end, 2);
  if (length < 0) return;
  listGroup(p, f['handshake.extensions_alpn_list'], () => 'ALPN Protocol', length);
  const listEnd = p.at + length;
  while (p.at < listEnd) {
    const size = vectorLength(p, f, f['handshake.extensions_alpn_str_len'], listEnd, 1);
    if (size < 0) break;
    if (message !== CLIENT_HELLO) s.application = applicationAt(p, size);
    p.takeText(f['handshake.extensions_alpn_str'], size);
  }
  p.close();
}

function applicationAt(p: Layer, length: number): Application {
  if (length === 2 && p.view.uint16(p.at) === 0x6832) return Application.Http2;
  return length === 8 && p.view.uint32(p.at) === 0x68747470 ? Application.Http1 : Application.Other;
}

function timestamps(p: Layer, f: TlsFields, end: number): void {
  if (p.at === end) return;
  const length = vectorLength(p, f, f['sct.scts_length'], end, 1);
  const listEnd = length < 0 ? p.at : p.at + length;
  while (p.at < listEnd) {
    const size = vectorLength(p, f, f['sct.sct_length'], listEnd, 1);
    if (size < 0) break;
    timestamp(p, f, p.at + size);
  }
}

/** RFC 6962 section 3.2. */
function timestamp(p: Layer, f: TlsFields, end: number): void {
  p.group('Signed Certificate Timestamp', p.at, end - p.at);
  p.read(f['sct.sct_version']);
  p.take(f['sct.sct_logid'], 32);
  const at = p.at;
  p.skip(8);
  if (p.emits) {
    const ms = p.view.uint64(at);
    p.put(f['sct.sct_timestamp'], { seconds: Number(ms / 1000n), nanos: Number(ms % 1000n) * 1_000_000 }, at, 8);
  }
  const more = vectorLength(p, f, f['sct.sct_extensions_length'], end);
  if (more > 0) p.skip(more);
  if (more >= 0) {
    signatureAlgorithm(p, f);
    vector(p, f, f['sct.sct_signature_length'], f['sct.sct_signature'], end);
  }
  p.close();
  p.at = end;
}

function certificateTypes(p: Layer, f: TlsFields, message: number, end: number): void {
  if (message !== CLIENT_HELLO) return void p.read(f['handshake.cert_type.type']);
  const length = vectorLength(p, f, f['handshake.cert_type.types_len'], end, 1);
  const listEnd = length < 0 ? p.at : p.at + length;
  p.put(f['handshake.cert_type.types'], undefined, p.at, listEnd - p.at);
  p.open();
  while (p.at < listEnd) p.read(f['handshake.cert_type.type']);
  p.close();
}

function compression(p: Layer, f: TlsFields, end: number): void {
  const length = vectorLength(p, f, f['compress_certificate.algorithms_length'], end, 2);
  const listEnd = length < 0 ? p.at : p.at + length;
  while (p.at + 2 <= listEnd) p.read(f['compress_certificate.algorithm']);
}

function sessionTicket(p: Layer, f: TlsFields, end: number): void {
  const length = end - p.at;
  p.put(f['handshake.extension.data'], p.view.slice(p.at, length), p.at, length);
  if (p.inTree) p.last.text = `Data (${plural(length, 'byte')})`;
  p.skip(length);
}

function keyShare(p: Layer, f: TlsFields, message: number, end: number): void {
  if (p.at === end) return;
  p.group('Key Share extension', p.at, end - p.at);
  if (message === HELLO_RETRY_REQUEST) p.read(f['handshake.extensions_key_share_selected_group']);
  else if (message === CLIENT_HELLO) {
    const length = vectorLength(p, f, f['handshake.extensions_key_share_client_length'], end);
    const listEnd = length < 0 ? p.at : p.at + length;
    while (p.at + 4 <= listEnd) if (!keyShareEntry(p, f, listEnd)) break;
  } else keyShareEntry(p, f, end);
  p.close();
}

function keyShareEntry(p: Layer, f: TlsFields, end: number): boolean {
  if (p.inTree) {
    const group = p.view.uint16(p.at);
    const size = p.view.uint16(p.at + 2);
    p.group(`Key Share Entry: Group: ${GROUP_NAMES(group) ?? `Unknown (${group})`}, Key Exchange length: ${size}`, p.at, 4 + size);
  }
  p.read(f['handshake.extensions_key_share_group']);
  const fits = vector(p, f, f['handshake.extensions_key_share_key_exchange_length'], f['handshake.extensions_key_share_key_exchange'], end);
  p.close();
  return fits;
}

function preSharedKey(p: Layer, f: TlsFields, message: number, end: number): void {
  p.group('Pre-Shared Key extension', p.at, end - p.at);
  if (message === CLIENT_HELLO) offeredKeys(p, f, end);
  else p.read(f['handshake.extensions.psk.identity.selected']);
  p.close();
}

function offeredKeys(p: Layer, f: TlsFields, end: number): void {
  const length = vectorLength(p, f, f['handshake.extensions.psk.identities.length'], end, 7);
  if (length < 0) return;
  const listEnd = p.at + length;
  while (p.at + 2 <= listEnd) {
    const size = p.view.uint16(p.at);
    if (p.inTree) p.group(`PSK Identity (length: ${size})`, p.at, 6 + size);
    const fits = vector(p, f, f['handshake.extensions.psk.identity.identity_length'], f['handshake.extensions.psk.identity.identity'], listEnd);
    if (fits) p.read(f['handshake.extensions.psk.identity.obfuscated_ticket_age']);
    p.close();
    if (!fits) return;
  }
  const binders = vectorLength(p, f, f['handshake.extensions.psk.binders_len'], end, 33);
  if (binders < 0) return;
  p.put(f['handshake.extensions.psk.binders'], undefined, p.at, binders);
  p.skip(binders);
}

function supportedVersions(p: Layer, f: TlsFields, message: number, end: number): void {
  if (message !== CLIENT_HELLO) return void p.read(f['handshake.extensions.supported_version']);
  const length = vectorLength(p, f, f['handshake.extensions.supported_versions_len'], end, 2);
  const listEnd = length < 0 ? p.at : p.at + length;
  while (p.at + 2 <= listEnd) p.read(f['handshake.extensions.supported_version']);
}

function pskModes(p: Layer, f: TlsFields, end: number): void {
  const length = vectorLength(p, f, f['extension.psk_ke_modes_length'], end, 1);
  const listEnd = length < 0 ? p.at : p.at + length;
  while (p.at < listEnd) p.read(f['extension.psk_ke_mode']);
}

/** Distinguished names of certificate authorities; also in Certificate Request. */
export function names(p: Layer, f: TlsFields, end: number): void {
  const length = vectorLength(p, f, f['handshake.dnames_len'], end);
  if (length <= 0) return;
  countGroup(p, f['handshake.dnames'], 'Distinguished Names', length, 'byte', length);
  const listEnd = p.at + length;
  while (p.at + 2 <= listEnd) {
    const size = vectorLength(p, f, f['handshake.dname_len'], listEnd, 1);
    if (size < 0) break;
    p.put(f['handshake.dname'], undefined, p.at, size);
    p.nested('payload.x509', 1, p.at, size);
    p.skip(size);
  }
  p.close();
}

function nextProtocols(p: Layer, f: TlsFields, end: number): void {
  if (p.at === end) return;
  p.group('Next Protocol Negotiation', p.at, end - p.at);
  while (p.at < end) {
    const size = vectorLength(p, f, f['handshake.extensions_npn_str_len'], end);
    if (size < 0) break;
    p.takeText(f['handshake.extensions_npn'], size);
  }
  p.close();
}

function settings(p: Layer, f: TlsFields, message: number, end: number): void {
  if (message !== CLIENT_HELLO) return p.take(f['handshake.extensions_alps.settings'], end - p.at);
  const length = vectorLength(p, f, f['handshake.extensions_alps_len'], end);
  if (length < 0) return;
  listGroup(p, f['handshake.extensions_alps_alpn_list'], () => 'Supported ALPN List', length);
  const listEnd = p.at + length;
  while (p.at < listEnd) {
    const size = vectorLength(p, f, f['handshake.extensions_alps_alpn_str_len'], listEnd, 1);
    if (size < 0) break;
    p.takeText(f['handshake.extensions_alps_alpn_str'], size);
  }
  p.close();
}

function renegotiation(p: Layer, f: TlsFields, end: number): void {
  p.group('Renegotiation Info extension', p.at, end - p.at);
  vector(p, f, f['handshake.extensions_reneg_info_len'], f['handshake.extensions_reneg_info'], end);
  p.close();
}
