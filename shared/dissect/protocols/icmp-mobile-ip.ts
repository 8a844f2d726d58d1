// Mobile IP extensions of ICMP router advertisements (RFC 5944).
import { bytes, flag, ipv4, uint16, uint8 } from '../field';
import type { Layer } from '../layer';

const TYPES = { 0: 'One byte padding extension', 16: 'Mobility Agent Advertisement Extension', 19: 'Prefix Lengths Extension', 24: 'Challenge Extension' };
const TRUTH = { truth: ['True', 'False'] } as const;

export const MOBILE_IP_FIELDS = {
  'mip.type': uint8('Extension Type', { names: TYPES }),
  'mip.length': uint8('Length'),
  'mip.prefixlength': uint8('Prefix Length'),
  'mip.seq': uint16('Sequence Number'),
  'mip.life': uint16('Registration Lifetime'),
  'mip.flags': uint16('Flags', { base: 'hex' }),
  'mip.r': flag('Registration Required', 2, 0x8000, TRUTH),
  'mip.b': flag('Busy', 2, 0x4000, TRUTH),
  'mip.h': flag('Home Agent', 2, 0x2000, TRUTH),
  'mip.f': flag('Foreign Agent', 2, 0x1000, TRUTH),
  'mip.m': flag('Minimal Encapsulation', 2, 0x0800, TRUTH),
  'mip.g': flag('GRE', 2, 0x0400, TRUTH),
  'mip.v': flag('VJ Comp', 2, 0x0200, TRUTH),
  'mip.rt': flag('Reverse tunneling', 2, 0x0100, TRUTH),
  'mip.u': flag('UDP tunneling', 2, 0x0080, TRUTH),
  'mip.x': flag('Revocation support', 2, 0x0040, TRUTH),
  'mip.reserved': uint16('Reserved', { base: 'hex', mask: 0x003f }),
  'mip.coa': ipv4('Care-Of-Address'),
  'mip.challenge': bytes('Challenge'),
  'mip.content': bytes('Content'),
};

type F = typeof MOBILE_IP_FIELDS;

export function mobileIpExtensions(p: Layer, f: F): void {
  while (p.left > 0) {
    const start = p.at;
    const type = p.view.uint8(start);
    const length = type === 0 ? -1 : p.view.uint8(start + 1);
    p.group(`Ext: ${f['mip.type'].nameOf(type) ?? 'Unknown ext'}`, start, 2 + length);
    p.read(f['mip.type']);
    if (type !== 0) {
      p.read(f['mip.length']);
      body(p, f, type, start + 2 + length);
      p.view.need(start, 2 + length);
      p.at = start + 2 + length;
    }
    p.close();
  }
}

function body(p: Layer, f: F, type: number, end: number): void {
  if (type === 16 && p.at + 6 <= end) {
    p.read(f['mip.seq']);
    p.read(f['mip.life']);
    const at = p.at;
    const bits = p.read(f['mip.flags']);
    const flags = [f['mip.r'], f['mip.b'], f['mip.h'], f['mip.f'], f['mip.m'], f['mip.g'], f['mip.v'], f['mip.rt'], f['mip.u'], f['mip.x']];
    if (p.inTree) p.last.append = flags.filter((x) => bits & x.mask).map((x) => `, ${x.label}`).join('');
    p.open();
    p.flags(bits, flags, at, 2);
    p.peek(f['mip.reserved'], at);
    p.close();
    while (p.at + 4 <= end) p.read(f['mip.coa']);
  } else if (type === 19) while (p.at < end) p.read(f['mip.prefixlength']);
  else if (end > p.at) p.take(type === 24 ? f['mip.challenge'] : f['mip.content'], end - p.at);
}
