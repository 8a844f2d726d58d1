// Hostile bytes: packets of tcpdump's own suite, cut and changed by a seed, are the installed tcpdump's text or marked.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTcpdump } from '../../build/testing/tcpdump';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { PcapWriter } from '../../shared/capture-file/pcap';
import { DumpedPackets } from '../../shared/tcpdump/dumped-packets';
import { DumpState } from '../../shared/tcpdump/dump-state';
import { packetText, type PacketText } from '../../shared/tcpdump/text-line';
import { DUMP_OPTIONS, textOptions } from './dump-options';
import { parseOptions } from './options';

const CAPTURES = join(import.meta.dirname, '../../../shared/corpus/captures/tcpdump-4.99.3');
const SEED = Number(process.env['NETLOUPE_DUMP_SEED'] ?? 11);
/** Damaged packets of each link type. */
const EACH = 200;
const LARGEST = 4000;
const MARK = '[netloupe: no tcpdump text for ';
const FRONT = /^(?= *\d+ {2}(?:-?\d+\.\d{6} |\[Invalid header:))/m;

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Captured {
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** Packets of the suite by link type. */
function packetsOfSuite(): Map<number, Captured[]> {
  const found = new Map<number, Captured[]>();
  for (const name of readdirSync(CAPTURES).filter((file) => file.endsWith('.pcap')).sort()) {
    const file = openCaptureFile(new MemorySource(readFileSync(join(CAPTURES, name))), name);
    const packets = new DumpedPackets(file, new CaptureReader(file));
    try {
      for (let packet = packets.next(), i = 0; packet !== null && i < 40; packet = packets.next(), i++) {
        if (packet.bytes.length === 0 || packet.bytes.length > LARGEST) continue;
        const list = found.get(packet.linktype) ?? [];
        found.set(packet.linktype, list);
        list.push({ bytes: packet.bytes.slice(), length: packet.length });
      }
    } catch {
      // A capture that is damaged itself gives what stands in front of the damage.
    }
  }
  return found;
}

function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function damaged(packet: Captured, random: (below: number) => number): Captured {
  const bytes = packet.bytes.slice(0, random(2) === 0 ? 1 + random(packet.bytes.length) : undefined);
  if (random(2) === 0) for (let i = random(3); i >= 0; i--) bytes[random(bytes.length)] = random(256);
  return { bytes, length: Math.max(random(3) === 0 ? bytes.length : packet.length, bytes.length) };
}

function write(path: string, linktype: number, packets: readonly Captured[]): void {
  const chunks: Uint8Array[] = [];
  const writer = new PcapWriter((chunk) => chunks.push(chunk), { linktype });
  for (const [i, { bytes, length }] of packets.entries()) writer.write({ time: { seconds: i, nanos: 0 }, len: length, bytes });
  writeFileSync(path, Buffer.concat(chunks));
}

/** Packets that differ though nothing in the line says what it lacks. */
function differing(path: string, linktype: number, packets: readonly Captured[], words: readonly string[]): string[] {
  const options = { ...textOptions(parseOptions(DUMP_OPTIONS, words)), zoneMinutes: () => 0 };
  const state = new DumpState();
  const own: PacketText[] = packets.map(({ bytes, length }, i) => packetText({ linktype, seconds: i, nanos: 0, length, bytes }, options, state));
  const said = spawnSync('tcpdump', [...words, '-r', path], { env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 28 });
  const wanted = said.stdout.toString('latin1').split(FRONT);
  return own.flatMap(({ text }, i) => {
    const theirs = wanted[i]?.replace(/\n$/, '') ?? '';
    const mark = text.indexOf(MARK);
    return text === theirs || (mark >= 0 && theirs.startsWith(text.slice(0, mark).trimEnd())) ? [] : [`link type ${linktype} #${i + 1}\n  ours   ${text}\n  theirs ${theirs}`];
  });
}

describe.skipIf(!hasTcpdump || !existsSync(CAPTURES))('damaged packets (needs tcpdump 4.99.3 and ../shared/corpus)', () => {
  test.each([['-nn', '-v', '-q'], ['-nn', '-v', '-S'], ['-nn', '-vvv', '-e']])(`as tcpdump with %s %s %s, seed ${SEED}`, (...form) => {
    const random = randomNumbers(SEED);
    const wrong: string[] = [];
    let compared = 0;
    for (const [linktype, whole] of packetsOfSuite()) {
      const packets = Array.from({ length: EACH }, () => damaged(whole[random(whole.length)]!, random));
      const path = join(folder, `${linktype}.pcap`);
      write(path, linktype, packets);
      compared += packets.length;
      wrong.push(...differing(path, linktype, packets, ['-#', '-tt', ...form]));
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(4000);
  }, 120_000);
});
