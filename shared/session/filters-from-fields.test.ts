// Filters made from what is seen: each is a display filter, and selects the frame that it was made from.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { checkFilter } from '../filter/check';
import { cellFilter, conversationFilters } from '../filter/from-field';
import type { ViewOptions } from '../ipc/contract';
import { catalogueOf } from './field-catalogue';
import { FrameFilter } from './filtered-frames';
import { Session } from './session';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const COLUMNS = ['number', 'time', 'source', 'destination', 'protocol', 'length', 'tcp.port', 'ip.ttl', 'eth.type'];
const registry = new Registry(PROTOCOLS);
const catalogue = catalogueOf(registry);
const bytes = new Uint8Array(readFileSync(new URL('../../e2e/captures/sample.pcapng', import.meta.url)));
const session = new Session(openCaptureFile(new MemorySource(bytes), 'sample.pcapng'), registry, { zoneMinutes: () => 0 });
while (session.step());

/** What is wrong with a filter that was made from a frame; '' = nothing. */
function wrong(filter: string, frame: number, of = session): string {
  const checked = checkFilter(filter, catalogue);
  if (checked.state !== 'valid') return `${frame} ${filter}: ${checked.state === 'invalid' ? checked.problem.code : 'empty'}`;
  return new FrameFilter(registry, of, checked.expression).shows(frame, of.frame(frame), TSHARK_OPTIONS) ? '' : `${frame} ${filter}: does not select its frame`;
}

const frames = Array.from({ length: session.store.count }, (_, i) => i + 1);

it('each line of each frame', () => {
  const found = frames.flatMap((frame) => session.detail(frame, VIEW).nodes.map(({ filter }) => (filter === '' ? '' : wrong(filter, frame))).filter((text) => text !== ''));
  expect(found).toEqual([]);
});

it('each cell, and each conversation', () => {
  const found: string[] = [];
  for (const [i, row] of session.rows(0, session.store.count, COLUMNS, VIEW).entries()) {
    const { nodes } = session.detail(i + 1, VIEW);
    const filters = [...COLUMNS.map((column, at) => cellFilter(column, row.cells[at] ?? '', nodes, VIEW.time)), ...Object.values(conversationFilters(nodes))];
    found.push(...filters.filter((filter) => filter !== '').map((filter) => wrong(filter, i + 1)).filter((text) => text !== ''));
  }
  expect(found).toEqual([]);
});

/** One IPv4 frame of LINKTYPE_RAW as a capture. */
function captureOf(hex: string): Session {
  const frame = Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16));
  const file = new Uint8Array(40 + frame.length);
  const view = new DataView(file.buffer);
  [0xa1b2c3d4, 0x00040002, 0, 0, 262_144, 101, 1_700_000_000, 0, frame.length, frame.length].forEach((word, i) => view.setUint32(i * 4, word, true));
  file.set(frame, 40);
  const made = new Session(openCaptureFile(new MemorySource(file), 'made.pcap'), registry, { zoneMinutes: () => 0 });
  while (made.step());
  return made;
}

it.each([
  // TTL 2, to port 33435: both are remarked upon (`tshark -Y ip.ttl.too_small`, `-Y udp.possible_traceroute`).
  ['findings about headers', '4500001c00010000021100000a0000010a0000029c40829b00080000', ['ip.ttl.too_small', 'udp.possible_traceroute']],
  ['thousands of bytes', `45000bd400010000401100000a0000010a0000029c4003e70bc00000${'ab'.repeat(3000)}`, []],
])('of %s', (_name, hex, fields) => {
  const made = captureOf(hex);
  const filters = made.detail(1, VIEW).nodes.map(({ filter }) => filter).filter((filter) => filter !== '');
  expect(filters).toEqual(expect.arrayContaining(fields));
  expect(Math.max(...filters.map((filter) => filter.length))).toBeLessThan(4000);
  expect(filters.map((filter) => wrong(filter, 1, made)).filter((text) => text !== '')).toEqual([]);
});
