// Colouring rules against tshark: which rule each frame falls under, over real captures, by the colours that tshark gives with the same rules.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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
const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, timeReference: 0, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const COLOURS = { background: '#ffffff', foreground: '#000000' };
const SAMPLE = 'e2e/captures/sample.pcapng';
const CORPUS = ['../shared/corpus/captures', '../../shared/corpus/captures'].find((path) => existsSync(path)) ?? '';

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

const hasTshark = ((): boolean => {
  try {
    execFileSync('tshark', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a rule', () => {
  it('says what cannot be used of it', () => {
    expect(checkRule(registry, 'tcp.flags.reset == 1').state).toEqual({ state: 'used', missing: [], problem: null });
    expect(checkRule(registry, 'tcp or hsrp').state).toMatchObject({ state: 'partly', missing: ['hsrp'] });
    expect(checkRule(registry, 'hsrp && tcp').state).toMatchObject({ state: 'unusable', missing: ['hsrp'] });
    expect(checkRule(registry, 'hsrp or (eigrp and not tcp)').state).toMatchObject({ state: 'unusable', missing: ['hsrp', 'eigrp'] });
    expect(checkRule(registry, 'not hsrp').state).toMatchObject({ state: 'partly', missing: ['hsrp'] });
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
  const files = [SAMPLE, ...(CORPUS === '' ? [] : ['arp-storm.pcap', 'dns.cap', 'http.cap', 'ipv4frags.pcap', 'dhcp.pcap'].map((name) => join(CORPUS, name)).filter((path) => existsSync(path)))];
  it.each(files)('by the default rules is tshark’s in %s', (file) => {
    // Rules that cannot be used here are left out for both; tshark knows those fields.
    const rules = DEFAULT_RULES.filter(({ filter }) => checkRule(registry, filter).state.state !== 'unusable' && !filter.includes('checksum'));
    expect(byUs(file, rules)).toEqual(byTshark(file, rules));
  });
});
