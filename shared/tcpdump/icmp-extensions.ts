// ICMP multi-part messages (RFC 4884): MPLS labels (RFC 4950) and interfaces (RFC 5837) behind the datagram.
import { internetChecksum } from './checksum-verdict';
import { hexNumber } from './hex-number';
import { valueName, type Printout } from './printout';

const START = 136;
const CLASSES: Readonly<Record<number, string>> = { 1: 'MPLS Stack Entry', 2: 'Interface Identification' };

export function icmpExtensions(out: Printout, at: number, length: number): void {
  const start = at + START;
  if (length <= START + 4) return;
  out.need(start, 5);
  // Where nothing says that there is an extension, its checksum must.
  if (out.u8(at + 5) === 0 && out.has(start, length - START) && internetChecksum(out, start, length - START) !== 0) return;
  const version = out.u8(start) >> 4;
  let left = length - START;
  out.print(`\n\tICMP Multi-Part extension v${version}`);
  if (version !== 2) return out.print(' packet not supported');
  if (out.has(start, left)) out.print(`, checksum 0x${hexNumber(out.u16(start + 2), 4)} (${internetChecksum(out, start, left) === 0 ? '' : 'in'}correct), length ${left}`);
  left -= 4;
  for (let object = start + 4; left > 0; ) {
    out.need(object, 4);
    const size = out.u16(object);
    const kind = out.u8(object + 2);
    const type = out.u8(object + 3);
    out.print(`\n\t  ${valueName(CLASSES, kind, 'Unknown')} Object (${kind}), Class-Type: ${type}, length ${size}`);
    left -= 4;
    if (kind === 0 || size < 4) return;
    if (kind === 1 && type === 1) labels(out, object + 4, size - 4);
    else if (kind === 2 || out.options.verbose > 1) out.unknownData(object + 4, '\n\t    ', size - 4);
    if (size - 4 > left) return;
    left -= size - 4;
    object += size;
  }
}

function labels(out: Printout, at: number, size: number): void {
  for (let i = 0; i + 4 <= size; i += 4) {
    const raw = out.u32(at + i);
    out.print(`\n\t    label ${raw >>> 12}, tc ${(raw >>> 9) & 7}`);
    if ((raw & 0x100) !== 0) out.print(', [S]');
    out.print(`, ttl ${raw & 255}`);
  }
}
