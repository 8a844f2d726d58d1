// TCP options that few use: SCPS (CCSDS 714), Quick-Start (RFC 4782), Accurate ECN, Riverbed's.
import { ipv4Text } from '../../frame/address';
import { bytes, flag, ipv4, uint16, uint24, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import type { OptionAt } from './tcp-options';
import { QUICK_START_RATES } from './values/ip-option-names';

const option = (label: string): Field<Uint8Array> => bytes(`TCP Option - ${label}`);

export const RARE_OPTION_FIELDS = {
  'options.scps': option('SCPS capabilities'),
  'options.scps.vector': uint8('TCP SCPS Capabilities Vector', { base: 'hex' }),
  'options.scpsflags.bets': flag('Partial Reliability Capable (BETS)', 1, 0x80),
  'options.scpsflags.snack1': flag('Short Form SNACK Capable (SNACK1)', 1, 0x40),
  'options.scpsflags.snack2': flag('Long Form SNACK Capable (SNACK2)', 1, 0x20),
  'options.scpsflags.compress': flag('Lossless Header Compression (COMP)', 1, 0x10),
  'options.scpsflags.nlts': flag('Network Layer Timestamp (NLTS)', 1, 0x08),
  'options.scpsflags.reserved': uint8('Reserved', { mask: 0x07 }),
  'options.scps.binding': uint8('Connection ID'),
  'options.snack': option('Selective Negative Acknowledgment'),
  'options.snack.offset': uint16('TCP SNACK Offset'),
  'options.snack.size': uint16('TCP SNACK Size'),
  'options.qs': option('Quick-Start'),
  'options.qs.rate': uint8('QS Rate', { mask: 0x0f, names: QUICK_START_RATES }),
  'options.qs.ttl_diff': uint8('QS Rate'),
  'options.acc_ecn': option('Accurate ECN'),
  'options.acc_ecn.ee0b': uint24('Accurate ECN Echo ECT(0) Byte Counter'),
  'options.acc_ecn.eceb': uint24('Accurate ECN Echo CE Byte Counter'),
  'options.acc_ecn.ee1b': uint24('Accurate ECN Echo ECT(1) Byte Counter'),
  'options.rvbd.probe': option('Riverbed Probe'),
  'options.rvbd.probe.type1': uint8('Type', { mask: 0xf0 }),
  'options.rvbd.probe.type2': uint8('Type', { mask: 0xfe }),
  'options.rvbd.probe.version': uint8('Version', { mask: 0x0f }),
  'options.rvbd.probe.version_raw': uint8('Version', { mask: 0x01 }),
  'options.rvbd.probe.reserved': uint8('Reserved', { base: 'hex' }),
  'options.rvbd.probe.prober': ipv4('CSH IP'),
  'options.rvbd.probe.proxy.ip': ipv4('SSH IP'),
  'options.rvbd.probe.proxy.port': uint16('SSH Port'),
  'options.rvbd.probe.appli_ver': uint16('Application Version'),
  'options.rvbd.probe.flags': uint8('Probe Flags', { base: 'hex' }),
  'options.rvbd.probe.flags.notcfe': flag('Not CFE', 1, 0x04),
  'options.rvbd.probe.flags.last': flag('Last Notify', 1, 0x01),
  'options.rvbd.trpy': option('Riverbed Transparency'),
  'options.rvbd.trpy.flags': uint16('Transparency Options', { base: 'hex' }),
  'options.rvbd.trpy.flags.fw_rst_probe': flag('Enable FW traversal feature', 2, 0x400),
  'options.rvbd.trpy.flags.fw_rst_inner': flag('Enable Inner FW feature on All FWs', 2, 0x200),
  'options.rvbd.trpy.flags.fw_rst': flag('Enable Transparency FW feature on All FWs', 2, 0x100),
  'options.rvbd.trpy.flags.chksum': flag('Reserved', 2, 0x4),
  'options.rvbd.trpy.flags.oob': flag('Out of band connection', 2, 0x2),
  'options.rvbd.trpy.flags.mode': flag('Transparency Mode', 2, 0x1, { truth: ['Port Transparency', 'Full Transparency'] }),
  'options.rvbd.trpy.src.ip': ipv4('Src SH IP Addr'),
  'options.rvbd.trpy.dst.ip': ipv4('Dst SH IP Addr'),
  'options.rvbd.trpy.src.port': uint16('Src SH Inner Port'),
  'options.rvbd.trpy.dst.port': uint16('Dst SH Inner Port'),
};

type F = typeof RARE_OPTION_FIELDS;

/** Adds to the line of the option being read. */
function entitle(p: Layer, field: Field, text: string): void {
  if (!p.inTree) return;
  for (let i = p.nodes.length - 1; i >= 0; i--) {
    if (p.nodes[i]!.field !== field) continue;
    p.nodes[i]!.text += text;
    return;
  }
}

export function scps(p: Layer, f: F, o: OptionAt): void {
  if (o.length !== 4) return;
  const at = p.at;
  const vector = p.read(f['options.scps.vector']);
  const names = ['BETS', 'SNACK1', 'SNACK2', 'COMP', 'NLTS'].filter((_, i) => vector & (0x80 >> i)).join(', ');
  if (p.inTree) p.last.append = ` (${names === '' ? 'None' : names})`;
  p.open();
  p.flags(vector, [f['options.scpsflags.bets'], f['options.scpsflags.snack1'], f['options.scpsflags.snack2'], f['options.scpsflags.compress'], f['options.scpsflags.nlts']], at, 1);
  p.peek(f['options.scpsflags.reserved'], at);
  p.close();
  p.read(f['options.scps.binding']);
  if (names !== '') p.appendInfo(() => ` SCPS[${names}]`);
}

export function snack(p: Layer, f: F): void {
  const offset = p.read(f['options.snack.offset']);
  const size = p.read(f['options.snack.size']);
  p.appendInfo(() => ` SNACK Sequence ${offset} ${size}`);
}

export function quickStart(p: Layer, f: F): void {
  const rate = p.view.uint8(p.at) & 15;
  p.read(f['options.qs.rate']);
  p.read(f['options.qs.ttl_diff']);
  p.appendInfo(() => ` QSresp=${QUICK_START_RATES.get(rate) ?? 'Unknown'}`);
}

/** Up to three counters; `order` 0: ECT(0), CE, ECT(1); 1: the other way round. */
export function acceptedEcn(p: Layer, f: F, o: OptionAt, order: number): void {
  const end = o.start + o.length;
  const fields = [f['options.acc_ecn.ee0b'], f['options.acc_ecn.eceb'], f['options.acc_ecn.ee1b']];
  const names = ['EE0B', 'ECEB', 'EE1B'];
  const counters: (readonly [string, number])[] = [];
  for (let i = 0; i < 3 && p.at + 3 <= end; i++) {
    const which = order === 0 ? i : 2 - i;
    counters.push([names[which]!, p.read(fields[which]!)]);
  }
  if (counters.length === 0) p.appendInfo(() => ' AccECN');
  else {
    p.appendInfo(() => counters.map(([name, value]) => ` ${name}=${value}`).join(''));
    entitle(p, f['options.acc_ecn'], ` (Order ${order}): ${counters.map(([name, value]) => `${name} ${value}`).join(', ')}`);
  }
}

const PROBE_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'Probe Query'], [1, 'Probe Response'], [2, 'Internal'], [3, 'Probe Trace'], [4, 'Probe Query'], [5, 'Probe Response'], [6, 'Probe Query Info'], [7, 'Probe Response Info'],
]);

export function riverbedProbe(p: Layer, f: F, o: OptionAt): void {
  const first = p.view.uint8(p.at);
  const version1 = (first & 0x0f) === 1;
  const type = version1 ? first >>> 4 : first >>> 1;
  entitle(p, f['options.rvbd.probe'], `: ${PROBE_TYPES.get(type) ?? 'Probe Unknown'}`);
  p.peek(version1 ? f['options.rvbd.probe.type1'] : f['options.rvbd.probe.type2']);
  if (version1) p.read(f['options.rvbd.probe.version']);
  else {
    p.put(f['options.rvbd.probe.version_raw'], first & 1, p.at, 1);
    if (p.inTree) p.last.valueText = '2';
    p.skip(1);
  }
  if (version1 && type === 0 && o.length >= 10) {
    p.read(f['options.rvbd.probe.reserved']);
    const prober = p.read(f['options.rvbd.probe.prober']);
    p.read(f['options.rvbd.probe.appli_ver']);
    entitle(p, f['options.rvbd.probe'], `, CSH IP: ${ipv4Text(prober)}`);
    p.info(() => `S+, ${p.infoText}`);
  } else if (version1 && type === 1 && o.length >= 14) {
    p.read(f['options.rvbd.probe.reserved']);
    p.read(f['options.rvbd.probe.prober']);
    p.read(f['options.rvbd.probe.proxy.ip']);
    p.read(f['options.rvbd.probe.proxy.port']);
    p.info(() => `SA+, ${p.infoText}`);
  } else if (!version1 && o.length >= 4) probeFlags(p, f);
}

function probeFlags(p: Layer, f: F): void {
  const at = p.at;
  const bits = p.read(f['options.rvbd.probe.flags']);
  p.open();
  p.flags(bits, [f['options.rvbd.probe.flags.notcfe'], f['options.rvbd.probe.flags.last']], at, 1);
  p.close();
}

export function riverbedTransparency(p: Layer, f: F): void {
  const at = p.at;
  const bits = p.read(f['options.rvbd.trpy.flags']);
  p.open();
  p.flags(bits, [f['options.rvbd.trpy.flags.fw_rst_probe'], f['options.rvbd.trpy.flags.fw_rst_inner'], f['options.rvbd.trpy.flags.fw_rst'], f['options.rvbd.trpy.flags.chksum'], f['options.rvbd.trpy.flags.oob'], f['options.rvbd.trpy.flags.mode']], at, 2);
  p.close();
  const source = p.read(f['options.rvbd.trpy.src.ip']);
  const destination = p.read(f['options.rvbd.trpy.dst.ip']);
  const sourcePort = p.read(f['options.rvbd.trpy.src.port']);
  const destinationPort = p.read(f['options.rvbd.trpy.dst.port']);
  entitle(p, f['options.rvbd.trpy'], ` ${ipv4Text(source)}:${sourcePort} -> ${ipv4Text(destination)}:${destinationPort}`);
  p.info(() => `TRPY, ${p.infoText}`);
}
