// tcpdump's text by line number: what stands in the middle is what stands there when all is printed in order.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import type { DumpLook } from '../../shared/ipc/dump-calls';
import { Session } from '../../shared/session/session';
import { DumpText } from './dump-text';

const LOOKS: readonly DumpLook[] = [
  { verbose: 0, link: false, absolute: false, hex: false },
  { verbose: 2, link: true, absolute: false, hex: false },
  { verbose: 0, link: false, absolute: true, hex: true },
];

function openSample(): Session {
  const session = new Session(openCaptureFile(new MemorySource(readFileSync(join(import.meta.dirname, '../../e2e/captures/sample.pcapng'))), 'sample.pcapng'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  return session;
}

test.each(LOOKS)('any lines of %j are those of the whole text', (look) => {
  const session = openSample();
  const whole = [...new DumpText(session, look).texts()].join('').split('\n').slice(0, -1);
  expect(whole.length).toBeGreaterThanOrEqual(session.store.count);
  const text = new DumpText(session, look);
  while (text.step(1000));
  expect(text.lines).toBe(whole.length);
  for (const first of [whole.length - 7, 90, 0, 41]) expect(text.rows(first, 7).map((row) => row.text)).toEqual(whole.slice(first, first + 7));
});

test('relative sequence numbers begin at 1 however far down one looks first', () => {
  const text = new DumpText(openSample(), LOOKS[0]!);
  while (text.step(1000));
  const rows = text.rows(8, 4).map((row) => row.text);
  expect(rows[2]).toContain('ack 1,');
  expect(text.rows(10, 1)[0]!.text).toBe(rows[2]);
});
