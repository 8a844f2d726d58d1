// Colouring rules against tshark: which rule each frame falls under, over real captures, by the colours that tshark gives with the same rules.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { formatColorfilters } from '../profile/colorfilters-file';
import { DEFAULT_RULES } from '../profile/default-rules';
import type { ViewOptions } from '../ipc/contract';
import { checkRule, ColourRules } from './colour-rules';
import { Session } from './session';

const registry = new Registry(PROTOCOLS);
const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const COLOURS = { background: '#ffffff', foreground: '#000000' };
const SAMPLE = 'e2e/captures/sample.pcapng';
const CORPUS = '../shared/corpus/captures';
const CAPTURES = [
  'PcapPlusPlus/Packet++Test/PacketExamples/IcmpPackets.pcap', 'PcapPlusPlus/Pcap++Test/PcapExamples/DnsPackets.pcap', 'PcapPlusPlus/Pcap++Test/PcapExamples/GrePackets.cap',
  'PcapPlusPlus/ExamplesTest/pcap_examples/tls.pcap', 'PcapPlusPlus/Pcap++Test/PcapExamples/sll.pcap', 'PcapPlusPlus/Pcap++Test/PcapExamples/ip4_fragments.pcap',
  'PcapPlusPlus/Pcap++Test/PcapExamples/IgmpPackets.pcap', 'arkime/pcap/80211http.pcap', 'arkime/pcap/gtp-iphone.pcap', 'ICS-Security-Tools/pcaps/beckoff/beckoffiplinktc2.pcapng',
];

const home = mkdtempSync(join(tmpdir(), 'netloupe-rules-'));
afterAll(() => rmSync(home, { recursive: true }));

/** The names of the rules by which tshark colours the frames; '' where none fits. */
function byTshark(file: string, rules: readonly { readonly name: string; readonly filter: string }[]): string[] {
  mkdirSync(join(home, 'wireshark'), { recursive: true });
  writeFileSync(join(home, 'wireshark', 'colorfilters'), formatColorfilters(rules.map((rule) => ({ ...rule, enabled: true, colours: COLOURS }))));
  const arguments_ = ['-r', file, '--color', '-o', 'tcp.desegment_tcp_streams:FALSE', '-T', 'fields', '-e', 'frame.number', '-e', 'frame.coloring_rule.name'];
  const said = execFileSync('tshark', arguments_, { env: { ...process.env, XDG_CONFIG_HOME: home }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  return said.replaceAll(/\u001b\[[\d;]*m/g, '').trim().split('\n').map((line) => line.split('\t')[1]?.trim() ?? '');
}

function byUs(file: string, rules: readonly { readonly name: string; readonly filter: string }[]): string[] {
  const colours = new ColourRules(registry, rules.map(({ filter }, at) => ({ id: at + 1, filter })));
  const session = new Session(openCaptureFile(new MemorySource(new Uint8Array(readFileSync(file))), file), registry, { zoneMinutes: () => 0, colours: () => colours });
  while (session.step());
  session.finish();
  return session.rows(0, session.store.count, ['number'], VIEW).map(({ rule }) => rules[rule - 1]?.name ?? '');
}

describe('a rule', () => {
  it('says what cannot be used of it', () => {
    expect(checkRule(registry, 'tcp.flags.reset == 1').state).toEqual({ state: 'used', missing: [], problem: null });
    expect(checkRule(registry, 'tcp or hsrp').state).toMatchObject({ state: 'partly', missing: ['hsrp'] });
    expect(checkRule(registry, 'hsrp && tcp').state).toMatchObject({ state: 'unusable', missing: ['hsrp'] });
    expect(checkRule(registry, 'hsrp or (eigrp and not tcp)').state).toMatchObject({ state: 'unusable', missing: ['hsrp', 'eigrp'] });
    expect(checkRule(registry, 'not hsrp').state).toMatchObject({ state: 'partly', missing: ['hsrp'] });
    // Of these, Netloupe knows the protocols or not; the fields it has not.
    expect(checkRule(registry, 'hsrp.state != 8 && hsrp.state != 16').state).toEqual({ state: 'unusable', missing: ['hsrp.state'], problem: null });
    expect(checkRule(registry, 'ip.ttl < 5 and not (ospf.msg == 1)').state).toEqual({ state: 'partly', missing: ['ospf.msg'], problem: null });
    expect(checkRule(registry, 'tcp.port == 80 or tcp.no_such').state).toMatchObject({ state: 'partly', missing: ['tcp.no_such'] });
    expect(checkRule(registry, 'tcp.port == 80 or tcp.no_such == ').state).toMatchObject({ state: 'unusable', problem: { code: 'unexpected-end' } });
    const macros = new Map([['web', 'tcp.port == $1 or tcp.no_such']]);
    expect(checkRule(registry, '${web:80}', true, macros).state).toMatchObject({ state: 'partly', missing: ['tcp.no_such'] });
    expect(checkRule(registry, '${web:80}').state).toMatchObject({ state: 'unusable', problem: { code: 'unknown-macro' } });
    expect(checkRule(registry, '').state).toMatchObject({ state: 'unusable', problem: null });
    const { state, problem } = checkRule(registry, 'tcp.prot == 80').state;
    expect(state).toBe('unusable');
    expect(problem).toMatchObject({ from: 0, to: 8, code: 'unknown-field' });
  });
  it('that fits first wins, and one that cannot be used is passed over', () => {
    const rules = ['no such filter', 'udp', 'dns', 'frame'].map((filter) => ({ name: filter, filter }));
    const found = new Set(byUs(SAMPLE, rules));
    expect([...found].sort()).toEqual(['frame', 'udp']);
  });
});

describe.skipIf(!hasTshark)('colouring (skipped where tshark is not installed)', () => {
  const rules = DEFAULT_RULES.filter(({ filter }) => checkRule(registry, filter).state.state === 'used');
  it('leaves enough rules to compare', () => {
    expect(rules.map(({ name }) => name)).toEqual(expect.arrayContaining(['ICMP errors', 'ARP', 'TCP RST', 'TCP SYN/FIN', 'DNS', 'TCP', 'UDP']));
  });
  // Rules that cannot be used here, or in part, are left out for both: tshark knows those fields.
  it('by the default rules is tshark’s in our sample', () => {
    expect(byUs(SAMPLE, rules)).toEqual(byTshark(SAMPLE, rules));
  });
  it.skipIf(!existsSync(CORPUS)).each(CAPTURES)('by the default rules is tshark’s in %s (skipped without the corpus)', (name) => {
    expect(byUs(join(CORPUS, name), rules)).toEqual(byTshark(join(CORPUS, name), rules));
  });
});
