// LLDP's TLVs of IEEE 802.1 as tcpdump writes them: VLANs, data centre bridging, edge virtual bridging.
import { EVB_MODES, SUBTYPES_8021 } from './lldp-values';
import { bitNames, valueName, type Printout } from './printout';

/** What a subtype needs at least, with the organisation in front, and how it is printed; false: its bytes are added. */
interface Subtype {
  readonly least: number;
  readonly print: (out: Printout, at: number, length: number) => void;
}

const SUPPORT = [[2, 'supported'], [4, 'enabled']] as const;
const AGGREGATION = [[1, 'supported'], [2, 'enabled']] as const;
const ORDINALS = [0, 1, 2, 3, 4, 5, 6, 7];

function bits(out: Printout, title: string, value: number): void {
  out.print(`\n\t    ${title}\n\t     Priority : 0  1  2  3  4  5  6  7\n\t     Value    : `);
  for (const i of ORDINALS) out.print(`${(value >> i) & 1}`.padEnd(2) + ' ');
}

function row(out: Printout, label: string, value: (i: number) => number): void {
  out.print(label + ORDINALS.map((i) => `${value(i)}`.padEnd(3)).join(' '));
}

function tables(out: Printout, at: number): void {
  out.print('\n\t    Priority Assignment Table\n\t     Priority : 0   1   2   3   4   5   6   7');
  row(out, '\n\t     Value    : ', (i) => (out.u8(at + (i >> 1)) >> (i % 2 === 0 ? 4 : 0)) & 15);
  out.print('\n\t    TC Bandwidth Table\n\t     TC%   : 0   1   2   3   4   5   6   7');
  row(out, '\n\t     Value : ', (i) => out.u8(at + 4 + i));
  out.print('\n\t    TSA Assignment Table\n\t     Traffic Class: 0   1   2   3   4   5   6   7');
  row(out, '\n\t     Value        : ', (i) => out.u8(at + 12 + i));
}

function named(out: Printout, at: number, length: number, word: string): void {
  const octets = out.u8(at);
  if (length < 1 + octets) return;
  out.print(`\n\t    ${word}: `);
  out.printPadded(at + 1, octets);
}

function virtualBridging(out: Printout, at: number): void {
  const [bridge, station, r, mode, keep] = [4, 5, 6, 7, 8].map((i) => out.u8(at + i)) as [number, number, number, number, number];
  out.print(`\n\t    EVB Bridge Status\n\t      RES: ${bridge >> 3}, BGID: ${(bridge >> 2) & 1}, RRCAP: ${(bridge >> 1) & 1}, RRCTR: ${bridge & 1}`);
  out.print(`\n\t    EVB Station Status\n\t      RES: ${station >> 4}, SGID: ${(station >> 3) & 1}, RRREQ: ${(station >> 2) & 1},RRSTAT: ${station & 3}`);
  out.print(`\n\t    R: ${r >> 5}, RTE: ${r & 0x1f}, EVB Mode: ${valueName(EVB_MODES, mode >> 6, 'unknown')} [${mode >> 6}]`);
  out.print(`\n\t    ROL: ${(mode >> 5) & 1}, RWD: ${mode & 0x1f}, RES: ${keep >> 6}, ROL: ${(keep >> 5) & 1}, RKA: ${keep & 0x1f}`);
}

function channels(out: Printout, at: number, length: number): void {
  const role = out.u8(at + 4);
  out.print(`\n\t    Role: ${role >> 7}, RES: ${(role >> 4) & 7}, Scomp: ${(role >> 3) & 1} ChnCap: ${out.u16(at + 6) & 0xfff}`);
  if ((length - 8) % 3 !== 0) return;
  for (let i = 8; i < length; i += 3) out.print(`\n\t    SCID: ${out.u24(at + i) >> 12}, SVID: ${out.u24(at + i) & 0xfff}`);
}

function applications(out: Printout, at: number, length: number): void {
  out.print(`\n\t    RES: ${out.u8(at + 4)}`);
  if (length === 5 || (length - 5) % 3 !== 0) return;
  out.print('\n\t    Application Priority Table');
  for (let i = 5; i < length; i += 3) {
    const value = out.u8(at + i);
    out.print(`\n\t      Priority: ${value >> 5}, RES: ${(value >> 3) & 3}, Sel: ${value & 7}, Protocol ID: ${out.u16(at + i + 1)}`);
  }
}

function vlanName(out: Printout, at: number, length: number): void {
  out.print(`\n\t    vlan id (VID): ${out.u16(at + 4)}`);
  if (length >= 7) named(out, at + 6, length - 6, 'vlan name');
}

function flowControl(out: Printout, at: number): void {
  const value = out.u8(at + 4);
  out.print(`\n\t    Willing: ${value >> 7}, MBC: ${(value >> 6) & 1}, RES: ${(value >> 4) & 3}, PFC cap:${value & 15} `);
  bits(out, 'PFC Enable', out.u8(at + 5));
}

function transmission(out: Printout, at: number): void {
  const value = out.u8(at + 4);
  out.print(`\n\t    Willing:${value >> 7}, CBS:${(value >> 6) & 2}, RES:${(value >> 3) & 7}, Max TCs:${value & 7}`);
  tables(out, at + 5);
}

const SUBTYPES: Readonly<Record<number, Subtype>> = {
  1: { least: 6, print: (out, at) => out.print(`\n\t    port vlan id (PVID): ${out.u16(at + 4)}`) },
  2: {
    least: 7,
    print: (out, at) => out.print(`\n\t    port and protocol vlan id (PPVID): ${out.u16(at + 5)}, flags [${bitNames(SUPPORT, out.u8(at + 4))}] (0x${out.hex(at + 4, 1)})`),
  },
  3: { least: 6, print: vlanName },
  4: { least: 5, print: (out, at, length) => named(out, at + 4, length - 4, 'protocol identity') },
  7: { least: 9, print: (out, at) => out.print(`\n\t    aggregation status [${bitNames(AGGREGATION, out.u8(at + 4))}], aggregation port ID ${out.u32(at + 5)}`) },
  8: {
    least: 6,
    print: (out, at) => {
      bits(out, 'Pre-Priority CNPV Indicator', out.u8(at + 4));
      bits(out, 'Pre-Priority Ready Indicator', out.u8(at + 5));
    },
  },
  9: { least: 25, print: transmission },
  10: {
    least: 25,
    print: (out, at) => {
      out.print(`\n\t    RES: ${out.u8(at + 4)}`);
      tables(out, at + 5);
    },
  },
  11: { least: 6, print: flowControl },
  12: { least: 5, print: applications },
  13: { least: 9, print: virtualBridging },
  14: { least: 8, print: channels },
};

export function printPrivate8021(out: Printout, at: number, length: number): 'dump' | 'done' {
  if (length < 4) return 'done';
  const subtype = out.u8(at + 3);
  out.print(`\n\t  ${valueName(SUBTYPES_8021, subtype, 'unknown')} Subtype (${subtype})`);
  const known = SUBTYPES[subtype];
  if (known === undefined) return 'dump';
  if (length >= known.least) known.print(out, at, length);
  return 'done';
}
