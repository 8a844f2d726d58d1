// The Network Service Header (RFC 8300) as tcpdump writes it.
import { ether } from './ether';
import { ip } from './ip';
import { ip6 } from './ip6';
import { mpls } from './mpls';
import { bitNames, valueName, type Printer, type Printout } from './printout';

const WORD = 4;
const HEADER = 8;
const FLAGS = [[2, 'O']] as const;
const PROTOCOLS: Readonly<Record<number, string>> = { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'NSH', 5: 'MPLS', 254: 'Experiment 1', 255: 'Experiment 2' };
const METADATA_TYPES: Readonly<Record<number, string>> = { 0: 'reserved', 1: '1', 2: '2', 15: 'experimental' };

export const nsh: Printer = (out, at, length) => {
  out.protocol = 'nsh';
  if (length < HEADER) {
    out.print(` (packet length ${length} < ${HEADER})`);
    return out.invalid();
  }
  const { verbose } = out.options;
  const word = out.u16(at);
  const words = word & 0x3f;
  const metadata = out.u8(at + 2) & 0x0f;
  const next = out.u8(at + 3);
  out.print('NSH, ');
  if (verbose > 1) out.print(`ver ${word >> 14}, `);
  out.print(`flags [${bitNames(FLAGS, (word >> 12) & 3)}], `);
  if (verbose > 2) out.print(`TTL ${(word >> 6) & 0x3f}, length ${words}, md type ${valueName(METADATA_TYPES, metadata, 'unknown (0x%02x)')}, `);
  if (verbose > 1) out.print(`next-protocol ${valueName(PROTOCOLS, next, 'unknown (0x%02x)')}, `);
  out.need(at + 4, 4);
  out.print(`service-path-id 0x${out.hex(at + 4, 3)}, `);
  out.print(`service-index 0x${out.u8(at + 7).toString(16)}`);
  const wrong = contradiction(words, length, metadata);
  if (wrong !== '') {
    out.print(wrong);
    return out.invalid();
  }
  if (!printMetadata(out, at + HEADER, words - 2, metadata)) return out.invalid();
  out.print(verbose > 0 ? '\n    ' : ': ');
  printPayload(out, at + words * WORD, length - words * WORD, next);
};

function contradiction(words: number, length: number, metadata: number): string {
  if (words < 2) return ' (less than two headers)';
  if (words * WORD > length) return ` (too many headers for packet length ${length})`;
  return metadata === 1 && words !== 6 ? ' (invalid length for the MD type)' : '';
}

function printPayload(out: Printout, at: number, length: number, protocol: number): void {
  const payload: Printer | undefined = { 1: ip, 2: ip6, 3: ether, 4: nsh, 5: mpls }[protocol];
  if (payload !== undefined) return out.inside(payload, at, length);
  out.print('ERROR: unknown-next-protocol');
  out.invalid();
}

/** False where it contradicts itself. */
function printMetadata(out: Printout, at: number, words: number, type: number): boolean {
  if (type === 1) {
    if (out.options.verbose < 3) out.need(at, words * WORD);
    else for (let i = 0; i < words; i++) out.print(`\n        Context[${`${i}`.padStart(2, '0')}]: 0x${out.hex(at + WORD * i, 4)}`);
    return true;
  }
  if (type !== 2) {
    out.need(at, words * WORD);
    return true;
  }
  for (let used = 0; used < words; ) {
    const place = at + WORD * used;
    const octets = out.u8(place + 3) & 0x7f;
    if (out.options.verbose > 2) out.print(`\n        TLV Class ${out.u16(place)}, Type ${out.u8(place + 2)}, Len ${octets}`);
    used += 1;
    if (octets === 0) continue;
    if (Math.ceil(octets / WORD) > words - used) {
      out.print(' (length too big)');
      return false;
    }
    if (out.options.verbose > 2) out.print(`\n            Value: 0x${out.hex(place + WORD, octets)}`);
    used += Math.ceil(octets / WORD);
  }
  return true;
}
