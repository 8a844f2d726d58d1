// Protocols over TCP of which only the framing is known: where each message ends, and so which segments it takes. What the messages say is not decoded.
import type { ByteView } from '../../bytes/byte-view';
import type { Layer } from '../layer';
import { ONE_MORE_SEGMENT } from '../pdu-run';
import { protocol, type Framing, type Protocol } from '../protocol';

const TLS_HANDSHAKE = 0x1603;
const GREATER_THAN = 0x3e;
const BLANK = 0x20;
const BGP_MARKER = 16;

/** Octets [at, at + length) as text; '' where they are not all there. */
function textAt(view: ByteView, at: number, length: number): string {
  return at + length > view.capturedEnd ? '' : String.fromCharCode(...view.bytes.subarray(at, at + length));
}

/** MQTT 5.0 section 2.1.4: seven bits an octet, the lowest first. */
function mqttLength(view: ByteView, at: number): number {
  if (view.uint8(at) >> 4 === 0) return 0;
  let length = 0;
  for (let i = 1; i <= 4; i++) {
    if (at + i >= view.capturedEnd) return i + 1;
    const octet = view.uint8(at + i);
    length += (octet & 0x7f) * 2 ** (7 * (i - 1));
    if (octet < 0x80) return 1 + i + length;
  }
  return 0;
}

/** RFC 1002 section 4.3; over port 445 only session messages, which are of SMB. */
function sessionServiceLength(view: ByteView, at: number): number {
  const type = view.uint8(at);
  if (type !== 0 && (type < 0x81 || type > 0x85)) return 0;
  return type !== 0 || textAt(view, at + 5, 3) === 'SMB' ? 4 + view.uint24(at + 1) : 0;
}

const OPC_UA_TYPES = /^(HEL|ACK|ERR|RHE|MSG|OPN|CLO)[ACF]$/;

function opcUaLength(view: ByteView, at: number): number {
  return OPC_UA_TYPES.test(textAt(view, at, 4)) ? view.uint32le(at + 4) : 0;
}

/** RFC 4271 section 4.1. */
function bgpLength(view: ByteView, at: number): number {
  for (let i = 0; i < BGP_MARKER; i++) if (view.uint8(at + i) !== 0xff) return 0;
  const length = view.uint16(at + BGP_MARKER);
  return length < BGP_MARKER + 3 ? 0 : length;
}

function openFlowLength(view: ByteView, at: number): number {
  const [version, length] = [view.uint8(at), view.uint16(at + 2)];
  return version >= 1 && version <= 6 && length >= 8 ? length : 0;
}

/** @param length of the message at `at`, 0 = there is none; `header` octets are there */
function framed(id: string, name: string, column: string, spec: string, ports: readonly number[], header: number, length: Framing['length']): Protocol {
  return protocol({
    id, name, column, spec, over: { 'tcp.port': ports }, framing: { header, length }, fields: {},
    refuses: (p, at) => at + header <= p.view.capturedEnd && (isTls(p.view, at) || length(p.view, at) === 0),
    dissect: body,
  });
}

/** TLS begins on ports of other protocols too. */
function isTls(view: ByteView, at: number): boolean {
  return at + 2 <= view.capturedEnd && view.uint16(at) === TLS_HANDSHAKE;
}

function body(p: Layer): void {
  p.title(() => ` (${p.left} byte${p.left === 1 ? '' : 's'}, not decoded)`);
  p.skip(p.left);
}

/** XML ends with a tag (RFC 6120); what comes in pieces is waited for. */
function missing(p: Layer): number {
  const { view } = p;
  let at = view.reportedEnd - 1;
  while (at > p.at && view.uint8(at) <= BLANK) at--;
  return view.uint8(at) === GREATER_THAN ? 0 : ONE_MORE_SEGMENT;
}

const xmpp = protocol({
  id: 'xmpp', name: 'XMPP Protocol', column: 'XMPP', spec: 'RFC 6120', over: { 'tcp.port': [5222] }, fields: {},
  needs: missing,
  refuses: (p, at) => isTls(p.view, at),
  dissect(p) {
    if (p.pdus.mayGoOn && p.pdus.goesOn(p.at, missing(p))) return;
    body(p);
  },
});

export const FRAMED_MESSAGES = [
  framed('mqtt', 'MQ Telemetry Transport Protocol', 'MQTT', 'MQTT 5.0', [1883], 2, mqttLength),
  framed('nbss', 'NetBIOS Session Service', 'NBSS', 'RFC 1002', [139, 445], 4, sessionServiceLength),
  framed('opcua', 'OpcUa Binary Protocol', 'OpcUa', 'OPC 10000-6', [4840], 8, opcUaLength),
  framed('bgp', 'Border Gateway Protocol', 'BGP', 'RFC 4271', [179], BGP_MARKER + 3, bgpLength),
  framed('diameter', 'Diameter Protocol', 'DIAMETER', 'RFC 6733', [3868], 4, (view, at) => (view.uint8(at) === 1 ? view.uint24(at + 1) : 0)),
  framed('openflow', 'OpenFlow', 'OpenFlow', 'OpenFlow 1.5.1', [6653, 6633], 8, openFlowLength),
  framed('mysql', 'MySQL Protocol', 'MySQL', 'MySQL client/server protocol', [3306], 4, (view, at) => 4 + (view.uint8(at) | (view.uint16le(at + 1) << 8))),
  xmpp,
] as const;
