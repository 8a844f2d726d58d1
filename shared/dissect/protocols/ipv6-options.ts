// Options of IPv6 hop-by-hop and destination headers (IANA registry).
import { bool, bytes, flag, ipv6 as address, none, text, uint16, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { QUICK_START_FUNCTIONS, QUICK_START_RATES } from './values/ip-option-names';

const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Pad1'], [1, 'PadN'], [4, 'Tunnel Encapsulation Limit'], [5, 'Router Alert'], [7, 'CALIPSO'], [8, 'SMF_DPD'], [15, 'Performance and Diagnostic Metrics'],
  [30, 'Experimental (0x1E)'], [38, 'Quick-Start'], [48, 'Path MTU Option'], [49, 'IOAM Option'], [62, 'Experimental (0x3E)'],
  [65, 'Tunnel Payload Forwarding (TPF) Information'], [94, 'Experimental (0x5E)'], [99, 'RPL Option'], [109, 'MPL Option'], [126, 'Experimental (0x7E)'],
  [138, 'Endpoint Identification'], [139, 'ILNP Nonce'], [140, 'Line-Identification Option'], [158, 'Experimental (0x9E)'], [190, 'Experimental (0xBE)'],
  [194, 'Jumbo Payload'], [201, 'Home Address'], [222, 'Experimental (0xDE)'], [238, 'IP_DFF'], [254, 'Experimental (0xFE)'],
]);
const ACTIONS = { 0: 'Skip and continue', 1: 'Discard', 2: 'Discard and send ICMP Parameter Problem', 3: 'Discard and send ICMP if not multicast' };

export const IPV6_OPTION_FIELDS = {
  opt: none('IPv6 Option'),
  'opt.type': uint8('Type', { base: 'hex', names: NAMES }),
  'opt.type.action': uint8('Action', { mask: 0xc0, names: ACTIONS, doc: 'What a node is to do that does not know the option' }),
  'opt.type.change': flag('May Change', 1, 0x20, { truth: ['Yes', 'No'] }),
  'opt.type.rest': uint8('Low-Order Bits', { base: 'hex', mask: 0x1f }),
  'opt.length': uint8('Length', { doc: 'Octets of the value' }),
  'opt.invalid_len': none('Invalid IPv6 option length'),
  'opt.pad1': none('Pad1'),
  'opt.padn': bytes('PadN'),
  'opt.pmtu.min': uint16('Minimum Reported PMTU'),
  'opt.pmtu.rtn': uint16('Return Minimum PMTU'),
  'opt.pmtu.r_flag': bool('Return Flag'),
  'opt.router_alert': uint16('Router Alert', { names: { 0: 'MLD', 1: 'RSVP', 2: 'Active Network' } }),
  'opt.tel': uint8('Tunnel Encapsulation Limit'),
  'opt.jumbo': uint32('Payload Length'),
  'opt.jumbo.truncated': none('Jumbo Payload option present and jumbo length < 65536'),
  'opt.jumbo.missing': none('IPv6 payload length equals 0 and Hop-By-Hop present and Jumbo Payload option missing'),
  'opt.jumbo.prohibited': none('When IPv6 payload length does not equal 0 a Jumbo Payload option must not be present'),
  'opt.calipso.doi': uint32('CALIPSO Domain of Interpretation'),
  'opt.calipso.cmpt.length': uint8('Compartment Length'),
  'opt.calipso.sens_level': uint8('Sensitivity Level'),
  'opt.calipso.checksum': uint16('Checksum', { base: 'hex' }),
  'opt.calipso.cmpt_bitmap': bytes('Compartment Bitmap'),
  'opt.pdm.scale_dtlr': uint8('Scale DTLR'),
  'opt.pdm.scale_dtls': uint8('Scale DTLS'),
  'opt.pdm.psn_this_pkt': uint16('PSN This Packet'),
  'opt.pdm.psn_last_recv': uint16('PSN Last Received'),
  'opt.pdm.delta_last_recv': uint16('Delta Time Last Received'),
  'opt.pdm.delta_last_sent': uint16('Delta Time Last Sent'),
  'opt.qs_func': uint8('Function', { mask: 0xf0, names: QUICK_START_FUNCTIONS }),
  'opt.qs_rate': uint8('Rate', { mask: 0x0f, names: QUICK_START_RATES }),
  'opt.qs_ttl': uint8('QS TTL'),
  'opt.qs_unused': uint8('Not Used'),
  'opt.qs_nonce': uint32('QS Nonce', { base: 'hex', mask: 0xfffffffc }),
  'opt.qs_reserved': uint32('Reserved', { base: 'hex', mask: 0x3 }),
  'opt.mipv6.home_address': address('MIPv6 Home Address'),
  'opt.rpl.flag': uint8('Flag', { base: 'hex' }),
  'opt.rpl.flag.o': flag('Down', 1, 0x80),
  'opt.rpl.flag.r': flag('Rank Error', 1, 0x40),
  'opt.rpl.flag.f': flag('Forwarding Error', 1, 0x20),
  'opt.rpl.flag.rsv': uint8('Reserved', { base: 'hex', mask: 0x1f }),
  'opt.rpl.instance_id': uint8('RPLInstanceID', { base: 'hex' }),
  'opt.rpl.sender_rank': uint16('Sender Rank', { base: 'hex' }),
  'opt.ilnp_nonce': bytes('ILNP Nonce'),
  'opt.lio.length': uint8('LineIDLen'),
  'opt.lio.line_id': text('Line ID'),
  'opt.mpl.flag': uint8('Flag', { base: 'hex' }),
  'opt.mpl.sequence': uint8('Sequence', { base: 'hex' }),
  'opt.mpl.seed_id': bytes('Seed ID'),
  'opt.dff.flags': uint8('Flags', { base: 'hex' }),
  'opt.dff.sequence_number': uint16('Sequence Number', { base: 'dec_hex' }),
  'opt.experimental': bytes('Experimental Option'),
  'opt.unknown': bytes('Unknown Option Payload'),
  'opt.unknown_data.expert': none('Unknown Data (not interpreted)'),
};

type F = typeof IPV6_OPTION_FIELDS;

/** Options from the cursor to `end`. */
export function ipv6Options(p: Layer, f: F, end: number): void {
  while (p.at < end) {
    const start = p.at;
    const type = p.view.uint8(start);
    const length = type === 0 ? -1 : p.view.uint8(start + 1);
    const optionEnd = start + 2 + length;
    p.put(f.opt, undefined, start, 2 + length);
    if (p.inTree) p.last.text = NAMES.get(type) ?? `Unknown IPv6 Option (${type})`;
    p.open();
    p.read(f['opt.type']);
    if (type === 0) {
      p.put(f['opt.pad1'], undefined, start, 1);
      p.close();
      continue;
    }
    p.open();
    p.peek(f['opt.type.action'], start);
    p.flags(type, [f['opt.type.change']], start, 1);
    p.peek(f['opt.type.rest'], start);
    p.close();
    p.read(f['opt.length']);
    value(p, f, type, length);
    if (optionEnd > end) p.view.need(end, optionEnd - end);
    p.at = optionEnd;
    p.close();
  }
}

/** Fixed length by RFC; `what` begins the complaint. */
function expectLength(p: Layer, f: F, length: number, due: number, what: string): void {
  if (length !== due) p.expert(f['opt.invalid_len'], 'error', 'Malformed', `${what}: Invalid Length (${length} bytes)`);
}

function value(p: Layer, f: F, type: number, length: number): void {
  switch (type) {
    case 1: return padN(p, f, length);
    case 4: expectLength(p, f, length, 1, 'Tunnel Encapsulation Limit'); return void p.read(f['opt.tel']);
    case 5: expectLength(p, f, length, 2, 'Router alert'); return void p.read(f['opt.router_alert']);
    case 7: return calipso(p, f, length);
    case 15: return metrics(p, f);
    case 38: return quickStart(p, f, length);
    case 48: return pathMtu(p, f, length);
    case 99: return rpl(p, f);
    case 109: return mpl(p, f, length);
    case 139: return p.take(f['opt.ilnp_nonce'], length);
    case 140: return lineId(p, f);
    case 194: return jumbo(p, f, length);
    case 201: expectLength(p, f, length, 16, 'Home Address'); return p.take(f['opt.mipv6.home_address']);
    case 238: p.read(f['opt.dff.flags']); return void p.read(f['opt.dff.sequence_number']);
    case 30: case 62: case 94: case 126: case 158: case 190: case 222: case 254: return p.take(f['opt.experimental'], length);
    default: return unknown(p, f, length);
  }
}

function padN(p: Layer, f: F, length: number): void {
  p.take(f['opt.padn'], length);
  if (p.inTree && length === 0) {
    p.last.valueText = '<none>';
    p.last.start = -1;
  }
}

function unknown(p: Layer, f: F, length: number): void {
  p.take(f['opt.unknown'], length);
  if (p.inTree && length === 0) p.last.start = -1;
  p.expert(f['opt.unknown_data.expert'], 'note', 'Undecoded', 'Unknown Data (not interpreted)');
}

function pathMtu(p: Layer, f: F, length: number): void {
  expectLength(p, f, length, 4, 'PMTU Option');
  p.read(f['opt.pmtu.min']);
  const word = p.view.uint16(p.at);
  p.put(f['opt.pmtu.rtn'], word & 0xfffe, p.at, 2);
  p.put(f['opt.pmtu.r_flag'], (word & 1) !== 0, p.at + 1, 1);
  p.skip(2);
}

function calipso(p: Layer, f: F, length: number): void {
  if (length < 8) expectLength(p, f, length, 8, 'CALIPSO');
  p.read(f['opt.calipso.doi']);
  const words = p.read(f['opt.calipso.cmpt.length']);
  p.read(f['opt.calipso.sens_level']);
  p.read(f['opt.calipso.checksum']);
  if (words > 0 && length >= 8 + words * 4) p.take(f['opt.calipso.cmpt_bitmap'], words * 4);
}

function metrics(p: Layer, f: F): void {
  for (const field of [f['opt.pdm.scale_dtlr'], f['opt.pdm.scale_dtls'], f['opt.pdm.psn_this_pkt'], f['opt.pdm.psn_last_recv'], f['opt.pdm.delta_last_recv'], f['opt.pdm.delta_last_sent']]) p.read(field);
}

function quickStart(p: Layer, f: F, length: number): void {
  expectLength(p, f, length, 6, 'Quick-Start');
  const kind = p.peek(f['opt.qs_func']);
  p.read(f['opt.qs_rate']);
  p.read(kind === 0 ? f['opt.qs_ttl'] : f['opt.qs_unused']);
  p.peek(f['opt.qs_nonce']);
  p.read(f['opt.qs_reserved']);
}

function rpl(p: Layer, f: F): void {
  const at = p.at;
  const bits = p.read(f['opt.rpl.flag']);
  p.open();
  p.flags(bits, [f['opt.rpl.flag.o'], f['opt.rpl.flag.r'], f['opt.rpl.flag.f']], at, 1);
  p.peek(f['opt.rpl.flag.rsv'], at);
  p.close();
  p.read(f['opt.rpl.instance_id']);
  p.read(f['opt.rpl.sender_rank']);
}

function mpl(p: Layer, f: F, length: number): void {
  p.read(f['opt.mpl.flag']);
  p.read(f['opt.mpl.sequence']);
  if (length > 2) p.take(f['opt.mpl.seed_id'], length - 2);
}

function lineId(p: Layer, f: F): void {
  const length = p.read(f['opt.lio.length']);
  p.takeText(f['opt.lio.line_id'], length);
}

function jumbo(p: Layer, f: F, length: number): void {
  expectLength(p, f, length, 4, 'Jumbo payload');
  const size = p.read(f['opt.jumbo']);
  if (size < 65536) p.expert(f['opt.jumbo.truncated'], 'warn', 'Protocol', 'Jumbo Payload option present and jumbo length < 65536');
}
