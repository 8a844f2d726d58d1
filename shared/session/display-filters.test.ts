// The filter that is applied to an open capture: one after the other, narrowed, while the capture grows, when it is complete.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { ProblemError } from '../problem';
import { findBytes } from './contains-tests';
import { DisplayFilters } from './display-filters';
import { framesShown } from './filtered-frames';
import { ip, pcapOf, udp } from './made-packets';
import { Session } from './session';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const registry = new Registry(PROTOCOLS);
const OWN = new Uint8Array(readFileSync(join(__dirname, '../../e2e/captures/sample.pcapng')));

function open(bytes: Uint8Array, whole = true): { session: Session; source: MemorySource; filters: DisplayFilters } {
  const source = new MemorySource(bytes);
  const session = new Session(openCaptureFile(source, 'x'), registry, { zoneMinutes: () => 0 }, 4096);
  while (session.step());
  if (whole) session.finish();
  return { session, source, filters: new DisplayFilters(session, { find: findBytes, settings: {} }) };
}

function displayed({ displayed: rows }: Session): number[] {
  return Array.from({ length: rows.count }, (_, index) => rows.numberAt(index));
}

/** What asking every frame finds. */
function plain({ session, filters }: ReturnType<typeof open>, text: string): number[] {
  const checked = filters.check(text);
  return checked.state === 'valid' ? framesShown(session, [checked.expression], TSHARK_OPTIONS)[0]! : [];
}

function apply({ session, filters }: ReturnType<typeof open>, text: string): number[] {
  filters.apply(text, 0, VIEW);
  while (filters.step());
  return displayed(session);
}

describe('display filters of an open capture', () => {
  it('know a length of 0 for what the card makes of it', () => {
    const packets = [[1, 2, 3], [], [4]].map((payload) => ip(17, 1, 2, udp(9, 9, payload)));
    const capture = open(pcapOf(packets.map((packet, i) => (i < 2 ? [...packet.slice(0, 2), 0, 0, ...packet.slice(4)] : packet))));
    for (const [text, frames] of [['ip.len == 31', [1]], ['ip.len < 29', [2]], ['ip.len == 29', [3]], ['ip.len == 0', []]] as const) {
      expect([text, apply(capture, text), plain(capture, text)]).toEqual([text, frames, frames]);
    }
  });

  it('are applied one after the other, narrowed, taken away and applied again', () => {
    const capture = open(OWN);
    for (const text of ['tcp', 'tcp && ip', 'tcp && ip && http.request', '', 'tcp && ip', '(tcp && ip) || dns', 'http.request && (tcp && ip)', 'tcp']) {
      expect([text, apply(capture, text)]).toEqual([text, text === '' ? displayed(open(OWN).session) : plain(capture, text)]);
    }
  });

  it('that are none leave what is displayed as it is', () => {
    const capture = open(OWN);
    const before = apply(capture, 'udp');
    expect(() => capture.filters.apply('udp ==', 0, VIEW)).toThrow(ProblemError);
    expect([capture.filters.text, displayed(capture.session)]).toEqual(['udp', before]);
  });

  it('follow a capture that grows, and are looked for again once it is complete', () => {
    const capture = open(OWN.slice(0, 3000), false);
    const text = 'frame.number > 3 && (dns.response_in || tcp.len > 0)';
    apply(capture, text);
    for (let at = 3000; at < OWN.length; at += 5000) {
      capture.source.append(OWN.slice(at, at + 5000));
      while (capture.session.step());
      while (capture.filters.step());
    }
    const early = displayed(capture.session);
    capture.session.finish();
    capture.filters.finished();
    while (capture.filters.step());
    expect(displayed(capture.session)).toEqual(plain(open(OWN), text));
    // A question knows its answer only when that has come.
    expect(early.length).toBeLessThan(displayed(capture.session).length);
  });

  it('give the rows their frames, and times since the row before', () => {
    const capture = open(OWN);
    const found = apply(capture, 'dns');
    const rows = capture.session.rows(0, 3, ['number', 'frame.time_delta_displayed'], VIEW);
    expect(rows.map(({ number }) => number)).toEqual(found.slice(0, 3));
    const seconds = (frame: number): number => capture.session.store.seconds(frame) + capture.session.store.nanos(frame) / 1e9;
    expect(Number(rows[2]!.cells[1])).toBeCloseTo(seconds(found[2]!) - seconds(found[1]!), 5);
    expect(Number(rows[0]!.cells[1])).toBe(0);
  });

  it('take what a reference stands for from the selected frame', () => {
    const capture = open(OWN);
    const [tcp] = plain(capture, 'tcp');
    capture.filters.apply('tcp.stream == ${tcp.stream}', tcp!, VIEW);
    while (capture.filters.step());
    const stream = capture.session.rows(0, 1, ['tcp.stream'], VIEW)[0]!.cells[0];
    expect(displayed(capture.session)).toEqual(plain(capture, `tcp.stream == ${stream}`));
  });
});
