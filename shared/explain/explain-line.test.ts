// The lessons' sessions are worked out with their own numbers.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp } from '../session/made-packets';
import { Session } from '../session/session';
import { halfOpenSession } from '../session/testing/half-open-session';
import { explainLine } from './explain-line';
import type { FigureKey } from './figure';

const SEEDS = join(import.meta.dirname, '../../../shared/corpus/seeds');
const present = existsSync(join(SEEDS, 'seed2-syn.pcap'));
if (!present) console.warn('explanations: the lessons\' sessions (../shared/corpus/seeds) are absent, their numbers are not asked for');
const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0;
if (!hasTcpdump) console.warn('explanations: tcpdump is absent, its corrections of checksums are not asked for');
const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: true, names: 0, flagStyle: 'wireshark' };
const registry = new Registry(PROTOCOLS);

function seed(name: string): Session {
  const session = new Session(openCaptureFile(new MemorySource(new Uint8Array(readFileSync(join(SEEDS, name)))), name), registry, { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  return session;
}

interface Told {
  readonly spec: string;
  readonly said: ReadonlyMap<FigureKey, Readonly<Record<string, string | number>>>;
}
/** What is said of the first line of a field. */
function told(session: Session, frame: number, field: string): Told {
  const detail = session.detail(frame, VIEW);
  const explanation = explainLine(detail, detail.nodes.findIndex((n) => n.field === field));
  if (explanation === null) throw new Error(`${field} of frame ${frame} is not explained`);
  return { spec: explanation.spec, said: new Map(explanation.figures.map((f) => [f.say, f.values])) };
}

describe.skipIf(!present)('A22: the seven points of lesson 002 on its SYN', () => {
  const syn = present ? seed('seed2-syn.pcap') : null;
  const of = (field: string): Told => told(syn!, 1, field);
  it('1: from which port to which', () => {
    expect(of('tcp.srcport').said.get('portFree')).toEqual({ port: 58224 });
    expect(of('tcp.dstport').said.get('portRegistered')).toEqual({ port: 2013 });
  });
  it('2: which flags are set', () => {
    expect(of('tcp.flags').said.get('sumOfBits')).toEqual({ value: '0x002', parts: '0x002 (SYN)' });
    expect(of('tcp.flags.syn').spec).toBe('RFC 9293 3.5');
  });
  it('3: the checksum is the pseudo-header\'s alone, and what tcpdump says it should be', () => {
    const { said, spec } = of('tcp.checksum');
    expect(said.get('sumOffloaded')).toEqual({ sent: '0xfe30', expected: '0x0427' });
    // 127.0.0.1 twice, protocol 6, 40 octets.
    expect(said.get('sumPseudo')).toEqual({ from: '0x7f01', to: '0x7f01', protocol: '0x0006', length: '0x0028', sum: '0xfe30' });
    expect(spec).toContain('RFC 1071');
  });
  it('4: the sequence number is the sender\'s', () => {
    expect(of('tcp.seq').said.get('relativeSequence')).toEqual({ raw: 3788373325, base: 3788373325, relative: 0 });
  });
  it('5: the window', () => {
    expect(of('tcp.window_size_value').said.get('windowOfSyn')).toEqual({ window: 43690 });
  });
  it('6: the options', () => {
    expect(of('tcp.options.mss_val').said.get('mtu')).toEqual({ mss: 65495, ip: 20, mtu: 65535 });
    expect(of('tcp.options.wscale.shift').said.get('shift')).toEqual({ shift: 7, multiplier: 128 });
    for (const option of ['tcp.options.sack_perm', 'tcp.options.timestamp.tsval', 'tcp.options.timestamp.tsecr', 'tcp.options.nop']) expect(of(option).spec).toMatch(/RFC (7323|2018|9293)/);
  });
  it('7: no data', () => {
    expect(of('tcp.len').said.get('dataLength')).toEqual({ total: 60, ip: 20, tcp: 40, data: 0 });
    expect(of('ip.len').said.get('lengths')).toEqual({ ip: 20, tcp: 20, options: 20, data: 0, total: 60 });
  });
});

describe.skipIf(!present)('arithmetic of the lessons', () => {
  const echo = present ? seed('goecho-dltnull.pcap') : null;
  it('A28: the window is scaled', () => {
    expect(told(echo!, 8, 'tcp.window_size').said.get('window')).toEqual({ window: 6378, scale: 64, size: 408192 });
  });
  it('A27: an acknowledgment names the frame that it acknowledges', () => {
    const { said } = told(echo!, 8, 'tcp.ack');
    expect(said.get('acknowledges')).toEqual({ ack: 101, frame: 7 });
    expect(said.get('lastArrived')).toEqual({ ack: 101, last: 100 });
    expect(said.get('relativeAcknowledgment')).toEqual({ raw: 1697569421, base: 1697569320, relative: 101 });
  });
  for (const name of ['goecho', 'rpcx']) {
    it.skipIf(!hasTcpdump)(`the 12 corrections of ${name}'s checksums are tcpdump's`, () => {
      const session = seed(`${name}-dltnull.pcap`);
      const printed = spawnSync('tcpdump', ['-nn', '-vvv', '-r', join(SEEDS, `${name}-dltnull.pcap`)], { encoding: 'utf8' }).stdout;
      const corrections = [...printed.matchAll(/cksum (0x[0-9a-f]{4}) \(incorrect -> (0x[0-9a-f]{4})\)/g)].map(([, sent, expected]) => ({ sent, expected }));
      const said = Array.from({ length: 12 }, (_, i) => told(session, i + 1, 'tcp.checksum').said.get('sumOffloaded'));
      expect(said).toHaveLength(12);
      expect(said).toEqual(corrections);
    });
  }
});

describe.skipIf(!hasTshark)('checksums of the sample', () => {
  it('come out as tshark\'s verdicts: IP, TCP, UDP, ICMP, ICMPv6', () => {
    const path = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
    const layers = ['ip', 'tcp', 'udp', 'icmp', 'icmpv6'];
    const args = ['-n', '-r', path, ...['ip', 'tcp', 'udp'].flatMap((p) => ['-o', `${p}.check_checksum:TRUE`]), '-T', 'fields', ...layers.flatMap((p) => ['-e', `${p}.checksum.status`])];
    const verdicts = execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd().split('\n').map((line) => line.split('\t'));
    const session = sessionOver(new Uint8Array(readFileSync(path)));
    let good = 0;
    for (const [i, cells] of verdicts.entries()) {
      const detail = session.detail(i + 1, VIEW);
      for (const [k, layer] of layers.entries()) {
        // Where a packet is quoted in another, there are two verdicts: only the first is compared.
        if (cells[k]?.split(',')[0] !== '1') continue;
        const figures = explainLine(detail, detail.nodes.findIndex((n) => n.field === `${layer}.checksum`))?.figures ?? [];
        expect([i + 1, layer, figures.at(-1)?.say]).toEqual([i + 1, layer, 'sumGood']);
        good++;
      }
    }
    expect(good).toBeGreaterThan(100);
  });
});

describe('lesson 002, as its author worked it out', () => {
  const session = sessionOver(halfOpenSession());
  it('A26: 20 + 20 + 12 + 25 = 77', () => {
    expect(told(session, 4, 'ip.len').said.get('lengths')).toEqual({ ip: 20, tcp: 20, options: 12, data: 25, total: 77 });
    expect(told(session, 4, 'tcp.len').said.get('dataLength')).toEqual({ total: 77, ip: 20, tcp: 32, data: 25 });
  });
  it('A27: ack=26 acknowledges frame 4, for octet 26 is expected next', () => {
    expect(told(session, 5, 'tcp.ack').said.get('acknowledges')).toEqual({ ack: 26, frame: 4 });
    expect(told(session, 5, 'tcp.ack').said.get('lastArrived')).toEqual({ ack: 26, last: 25 });
    expect(told(session, 4, 'tcp.nxtseq').said.get('next')).toEqual({ seq: 1, len: 25, next: 26 });
  });
  it('A28: 342 × 128 = 43776', () => {
    expect(told(session, 3, 'tcp.window_size_value').said.get('window')).toEqual({ window: 342, scale: 128, size: 43776 });
  });
  it('a FIN takes a number of its own', () => {
    expect(told(session, 6, 'tcp.nxtseq').said.get('nextWithFlag')).toEqual({ seq: 26, len: 0, flags: '1 (FIN)', next: 27 });
    expect(told(session, 7, 'tcp.ack').said.get('acknowledges')).toEqual({ ack: 27, frame: 6 });
  });
});

describe('which line is explained', () => {
  const [SYN, ACK] = [2, 0x10];
  const segments = [[1, SYN, 100, 0], [2, SYN | ACK, 900, 101], [1, ACK, 101, 901], [2, ACK, 901, 101], [2, ACK, 901, 101]] as const;
  const session = sessionOver(pcapOf(segments.map(([side, flags, sequence, acknowledgment]) => ip(6, side, 3 - side, tcp(side === 1 ? 40000 : 9, side === 1 ? 9 : 40000, { flags, sequence, acknowledgment })))));
  const detail = session.detail(5, VIEW);
  const explained = (label: RegExp): string | undefined => explainLine(detail, detail.nodes.findIndex((n) => label.test(n.label)))?.field;
  it('is the finding, from its heading and from what stands in it', () => {
    expect(explained(/^\[Expert Info \(Note\/Sequence\): Duplicate ACK/)).toBe('tcp.analysis.duplicate_ack');
    expect(explained(/^\[Severity level: Note\]/)).toBe('tcp.analysis.duplicate_ack');
  });
  it('is the checksum, from its arithmetic', () => {
    expect(explained(/^Folded sum/)).toBe('ip.checksum');
  });
  it('is no protocol for a heading in it, and nothing where there is no line', () => {
    expect(explained(/^\[Timestamps\]/)).toBeUndefined();
    expect([explainLine(detail, -1), explainLine(detail, 10_000)]).toEqual([null, null]);
  });
});
