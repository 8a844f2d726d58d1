// What a TLS connection agreed on, as far as Server Hello says it in the clear.

export interface TlsSession {
  /** 0x0300 … 0x0304; 0 = Server Hello was not seen. */
  version: number;
  exchange: KeyExchange;
  /** What ALPN chose: 0 = nothing seen. */
  application: Application;
  /** Change Cipher Spec of this side stands earlier in this frame, or in an earlier one: handshake messages are encrypted. */
  ciphered: boolean;
}

export const KeyExchange = { Unknown: 0, Rsa: 1, Dh: 2, Ecdh: 3, Psk: 4, RsaPsk: 5, DhPsk: 6, EcdhPsk: 7, DhAnon: 8, EcdhAnon: 9, StaticDh: 10 } as const;
export type KeyExchange = (typeof KeyExchange)[keyof typeof KeyExchange];

export const Application = { Unknown: 0, Http1: 1, Http2: 2, Other: 3 } as const;
export type Application = (typeof Application)[keyof typeof Application];

const HELLO_SEEN = 0x1000;
/** Change Cipher Spec was sent from the port with the lower or the higher number. */
const CIPHERED_LOW = 0x2000;
const CIPHERED_HIGH = 0x4000;
/** Server Hello Done was seen: the handshake is a whole one. */
export const DONE_SEEN = 0x8000;
/** Server Hello came from the port with the lower or the higher number. */
const SERVER_LOW = 0x10000;
const SERVER_HIGH = 0x20000;

/** As a number that a frame teaches its conversation; never 0. */
export function noteOf(s: TlsSession): number {
  return HELLO_SEEN | (s.version === 0 ? 0 : (s.version & 0x0f) + 1) | (s.exchange << 4) | (s.application << 8);
}

export function sessionOf(note: number): TlsSession {
  const version = (note & HELLO_SEEN) === 0 ? 0 : note & 0x0f;
  return {
    version: version === 0 ? 0 : 0x0300 + version - 1, exchange: ((note >> 4) & 0x0f) as KeyExchange, application: ((note >> 8) & 0x0f) as Application, ciphered: false,
  };
}

/** The note that says that one side encrypts from now on. */
export function cipheredNote(sourcePort: number, destinationPort: number): number {
  return sourcePort > destinationPort ? CIPHERED_HIGH : CIPHERED_LOW;
}

/** The note that says that Server Hello came from the first of these ports. */
export function serverNote(sourcePort: number, destinationPort: number): number {
  return sourcePort > destinationPort ? SERVER_HIGH : SERVER_LOW;
}

/** A server that changes its cipher without having said Server Hello Done goes on with the keys of an earlier session (RFC 5246 section 7.3). */
export function isResumed(note: number, sourcePort: number, destinationPort: number): boolean {
  return (note & serverNote(sourcePort, destinationPort)) !== 0 && (note & DONE_SEEN) === 0;
}

/** 0x7f12 and Facebook's 0xfb17 are drafts of TLS 1.3. */
export function agreedVersion(wire: number): number {
  if (wire >> 8 === 0x7f || wire >> 8 === 0xfb) return 0x0304;
  return wire >= 0x0300 && wire <= 0x0304 ? wire : 0;
}

/** The Protocol column. */
export function versionText(version: number): string {
  switch (version) {
    case 0x0002: return 'SSLv2';
    case 0x0300: return 'SSLv3';
    case 0x0301: return 'TLSv1';
    case 0x0302: return 'TLSv1.1';
    case 0x0303: return 'TLSv1.2';
    case 0x0304: return 'TLSv1.3';
    case 0x0101: return 'GMTLS';
    default: return 'SSL';
  }
}

/** By the name of the cipher suite: `TLS_ECDHE_RSA_WITH_…`. */
export function exchangeOf(suite: string | undefined): KeyExchange {
  const kind = suite?.split('_WITH_')[0] ?? '';
  if (/^TLS_ECDHE?_anon/.test(kind)) return KeyExchange.EcdhAnon;
  if (/^TLS_ECDHE?_PSK/.test(kind)) return KeyExchange.EcdhPsk;
  if (/^TLS_ECDHE?_/.test(kind)) return KeyExchange.Ecdh;
  if (/^TLS_DH_anon/.test(kind)) return KeyExchange.DhAnon;
  if (/^TLS_DHE_PSK/.test(kind)) return KeyExchange.DhPsk;
  if (/^TLS_DHE_/.test(kind)) return KeyExchange.Dh;
  if (/^TLS_DH_/.test(kind)) return KeyExchange.StaticDh;
  if (/^TLS_RSA_PSK/.test(kind)) return KeyExchange.RsaPsk;
  if (/^(TLS|SSL)_RSA/.test(kind)) return KeyExchange.Rsa;
  if (/^TLS_PSK/.test(kind)) return KeyExchange.Psk;
  return KeyExchange.Unknown;
}
