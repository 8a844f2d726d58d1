// VXLAN (RFC 7348) and its generic protocol extension as tcpdump writes them.
import { ether } from './ether';
import { ip } from './ip';
import { ip6 } from './ip6';
import { mpls } from './mpls';
import { nsh } from './nsh';
import { bitNames, type Printer } from './printout';

const HEADER = 8;
const GPE_FLAGS = [[8, 'I'], [4, 'P'], [2, 'B'], [1, 'O']] as const;
const GPE_PAYLOADS: Readonly<Record<number, Printer>> = { 1: ip, 2: ip6, 3: ether, 4: nsh, 5: mpls };

export const vxlan: Printer = (out, at, length) => {
  out.protocol = 'vxlan';
  out.print('VXLAN');
  if (length < HEADER) return out.invalid();
  const flags = out.u8(at);
  out.need(at, HEADER);
  out.print(`, flags [${flags & 8 ? 'I' : 'invalid'}] (0x${out.hex(at, 1)}), vni ${out.u24(at + 4)}\n`);
  out.inside(ether, at + HEADER, length - HEADER);
};

export const vxlanGpe: Printer = (out, at, length) => {
  out.protocol = 'vxlan_gpe';
  out.print('VXLAN-GPE, ');
  if (length < HEADER) {
    out.print(` (len ${length} < ${HEADER})`);
    return out.invalid();
  }
  out.print(`flags [${bitNames(GPE_FLAGS, out.u8(at), 'none', '')}], `);
  const next = out.u8(at + 3);
  out.print(`vni ${out.u24(at + 4)}`);
  out.need(at + 7, 1);
  out.print(out.options.verbose > 0 ? '\n    ' : ': ');
  const payload = GPE_PAYLOADS[next];
  if (payload !== undefined) return out.inside(payload, at + HEADER, length - HEADER);
  out.print('ERROR: unknown-next-protocol');
  out.invalid();
};
