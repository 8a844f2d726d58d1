// Hypertext Transfer Protocol, HTTP/1.x over TCP.
import type { ByteView } from '../../bytes/byte-view';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { HTTP_FIELDS } from './http-fields';
import { messageAt } from './http-framing';
import { endsLine, lineEnd, textEnd } from './http-line';
import { announce, httpMessage } from './http-message';
import { HTTP_EXAMPLES } from './values/http-examples';

export const http = protocol({
  id: 'http', name: 'Hypertext Transfer Protocol', column: 'HTTP', spec: 'RFC 9112', tcpdump: 'print-http.c',
  over: { 'tcp.port': [80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371] },
  recogniseOver: ['tcp'],
  recognise,
  needs,
  fields: HTTP_FIELDS,
  dissect: (p, f) => httpMessage(p, f, true),
  examples: HTTP_EXAMPLES,
});

/** The first line of a message that begins behind another one and goes on is told already. */
function needs(p: Layer, at: number): number {
  const { more, end } = messageAt(p, at);
  p.pdus.end = end;
  if (more !== 0 && p.repeat > 0) announce(p, at);
  return more;
}

/** A first line that begins or ends with HTTP/1. */
function recognise(view: ByteView, at: number): boolean {
  const b = view.bytes;
  const first = b[at]!;
  if (first < 0x20 || first > 0x7e) return false;
  const end = lineEnd(b, at, Math.min(view.capturedEnd, at + 8192));
  if (!endsLine(b, end)) return false;
  const text = textEnd(b, at, end);
  if (text - at === 8) return false;
  return isHttp1(b, at, text) || isHttp1(b, text - 8, text);
}

function isHttp1(b: Uint8Array, at: number, end: number): boolean {
  // Letters in either case: | 0x20 makes them small.
  return at >= 0 && at + 7 <= end && (b[at]! | 0x20) === 0x68 && (b[at + 1]! | 0x20) === 0x74 && (b[at + 2]! | 0x20) === 0x74 && (b[at + 3]! | 0x20) === 0x70
    && b[at + 4] === 0x2f && b[at + 5] === 0x31 && b[at + 6] === 0x2e;
}
