// Several indexers over slices of one file give the same capture as one reader from front to back.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PcapngWriter } from '../capture-file/pcapng-writer';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { fragmentedCapture } from './fragment-captures';
import { Session } from './session';
import { noNumbers, SliceIndexer, takeSlice } from './slice';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const COLUMNS = ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info', 'tcp.stream', 'udp.stream', 'tcp.seq', 'tcp.window_size', 'dns.response_to'];
const registry = new Registry(PROTOCOLS);
const OWN = join(__dirname, '../../e2e/captures/sample.pcapng');
const CORPUS = join(__dirname, '../../../shared/corpus/captures');
const LARGER = ['tcpdump-4.99.3/dns_tcp.pcap', 'wireshark-4.0.17/http2-brotli.pcapng', 'tcpreplay/test2.rewrite_seed'].map((name) => join(CORPUS, name)).filter((path) => existsSync(path));
if (LARGER.length === 0) console.warn('slices: the corpus beside the checkout is absent, only our own capture is compared');

function open(bytes: Uint8Array): Session {
  return new Session(openCaptureFile(new MemorySource(bytes), 'x'), registry, { zoneMinutes: () => 0 }, 4096);
}

function rows(session: Session, view = VIEW): unknown[] {
  const all = [];
  for (let first = 0; first < session.store.count; first += 500) all.push(...session.rows(first, 500, COLUMNS, view));
  for (let frame = 1; frame <= session.store.count; frame++) all.push([session.paths.stepsOf(session.store.path(frame)), session.store.payload(frame)]);
  return all;
}

/** As the pool does it, with threads played by indexers that take turns. */
function sliced(file: Uint8Array, sliceBytes: number, threads: number): Session {
  const session = open(file);
  session.step();
  const indexers = Array.from({ length: threads }, () => ({ indexer: new SliceIndexer(registry), maps: noNumbers() }));
  const size = file.length;
  let from = session.reader.position;
  for (let turn = 0; from + sliceBytes <= size; turn++) {
    const { indexer, maps } = indexers[turn % threads]!;
    const job = { from, until: from + sliceBytes, state: session.reader.scanner.snapshot(), seconds: session.store.seconds(1) };
    if (!takeSlice(session, maps, job, indexer.index(session.file, job))) break;
    from = job.until;
  }
  session.continueAt(session.reader.position, session.reader.scanner.snapshot(), Number.POSITIVE_INFINITY);
  while (session.step());
  return session;
}

describe('slices', () => {
  for (const path of [OWN, ...LARGER]) {
    it(`of ${path.split('/').at(-1)!} add up to the whole`, () => {
      const file = new Uint8Array(readFileSync(path));
      const whole = open(file);
      while (whole.step());
      const expected = rows(whole);
      expect(expected.length).toBeGreaterThan(10);
      for (const [bytes, threads] of [[5000, 1], [5000, 2], [12_000, 3], [700, 2]] as const) {
        const session = sliced(file, bytes, threads);
        expect(rows(session)).toEqual(expected);
        expect(session.finish()).toEqual(whole.finish());
      }
    });
  }
  it('bring the names that stand among their blocks', () => {
    const file = withNames(readFileSync(OWN));
    const whole = open(file);
    while (whole.step());
    const named = rows(whole, { ...VIEW, names: 3 });
    expect(JSON.stringify(named)).toContain('"client.netloupe.test"');
    expect(rows(sliced(file, 5000, 2), { ...VIEW, names: 3 })).toEqual(named);
  });
  it('whose datagrams begin in one slice and end in another add up to the whole', () => {
    const file = fragmentedCapture(400);
    const whole = open(file);
    while (whole.step());
    whole.finish();
    const expected = rows(whole);
    expect(expected.filter((row) => (row as { cells?: string[] }).cells?.[4] === 'DNS').length).toBe(400);
    for (const [bytes, threads] of [[5000, 1], [3000, 2], [12_000, 3], [700, 2]] as const) {
      const session = sliced(file, bytes, threads);
      session.finish();
      expect(rows(session)).toEqual(expected);
    }
  });
});


/** The file with a Name Resolution Block in its middle. */
function withNames(file: Buffer): Buffer {
  const blocks: Uint8Array[] = [];
  const writer = new PcapngWriter((chunk) => blocks.push(chunk));
  writer.writeNames([{ address: Uint8Array.of(192, 0, 2, 10), names: ['client.netloupe.test'] }]);
  let at = 0;
  while (at < file.length / 2) at += file.readUInt32LE(at + 4);
  return Buffer.concat([file.subarray(0, at), blocks.at(-1)!, file.subarray(at)]);
}
