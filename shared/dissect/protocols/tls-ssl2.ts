// SSL 2 records, as far as old clients still send them: Client Hello, and the rest by its name (draft-hickman-netscape-ssl-00).
import type { ByteView } from '../../bytes/byte-view';
import type { Layer } from '../layer';
import { HANDSHAKE_NAMES, type TlsFields } from './tls-fields';
import { countGroup } from './tls-vector';
import { versionText } from './tls-session';

const CLIENT_HELLO = 1;
const SSL2 = 0x0002;

/** A Client Hello in a record of two header bytes, whatever version it asks for. */
export function looksLikeSsl2Hello(view: ByteView, at: number): boolean {
  if (at + 11 > view.capturedEnd || (view.uint8(at) & 0x80) === 0 || view.uint8(at + 2) !== CLIENT_HELLO) return false;
  const version = view.uint16(at + 3);
  if (version !== 0x0002 && version >> 8 !== 3) return false;
  const suites = view.uint16(at + 5);
  const session = view.uint16(at + 7);
  const challenge = view.uint16(at + 9);
  return suites > 0 && suites % 3 === 0 && challenge >= 16 && challenge <= 32 && 9 + suites + session + challenge === (view.uint16(at) & 0x7fff);
}

/** Server Hello of SSL 2: type 4, session hit 0 or 1, certificate type, version 2. */
export function looksLikeSsl2(view: ByteView, at: number): boolean {
  if (at + 7 > view.capturedEnd || (view.uint8(at) & 0x80) === 0) return false;
  return view.uint8(at + 2) === 4 && view.uint8(at + 3) <= 1 && view.uint16(at + 5) === 0x0002;
}

export function ssl2Record(p: Layer, f: TlsFields, say: (text: string) => void): void {
  const start = p.at;
  const end = Math.min(start + 2 + (p.view.uint16(start) & 0x7fff), p.view.reportedEnd);
  const hello = p.view.uint8(start + 2) === CLIENT_HELLO;
  const name = hello ? HANDSHAKE_NAMES[CLIENT_HELLO]! : 'Server Hello';
  p.column('SSLv2');
  say(name);
  p.put(f.record, undefined, start, end - start);
  if (p.inTree) p.last.text = `${versionText(2)} Record Layer: ${name}`;
  p.open();
  p.put(f['record.length'], end - start - 2, start, 2);
  p.generated(f['record.version'], SSL2, start, 2);
  p.skip(2);
  p.read(f['handshake.type']);
  if (hello) clientHello(p, f);
  p.close();
  p.at = end;
}

function clientHello(p: Layer, f: TlsFields): void {
  p.read(f['handshake.version']);
  const suites = p.read(f['handshake.cipher_spec_len']);
  const session = p.read(f['.tls.handshake.session_id_length']);
  const challenge = p.read(f['handshake.challenge_length']);
  countGroup(p, f['handshake.ciphersuites'], 'Cipher Specs', suites / 3, 'spec', suites);
  for (const end = p.at + suites; p.at + 3 <= end; ) p.read(f['handshake.cipherspec']);
  p.close();
  if (session > 0) p.take(f['handshake.session_id'], session);
  p.put(f['handshake.challenge'], undefined, p.at, challenge);
  p.skip(challenge);
}
