// A large capture is replaced, cancelled or closed while index threads read it: the next one is read whole, and nothing falls over.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import type { CaptureProgress } from '../../shared/ipc/contract';

const folder = mkdtempSync(join(tmpdir(), 'netloupe-replaced-'));
const engine = new Worker(join(import.meta.dirname, '../../out/engine/engine-thread.cjs'));
let failure: Error | null = null;
engine.on('error', (error) => (failure = error));
afterAll(async () => {
  await engine.terminate();
  rmSync(folder, { recursive: true, force: true });
});

/** A pcap file of `frames` UDP datagrams of 1,000 bytes, each from another port. */
function makeCapture(name: string, frames: number): string {
  const path = join(folder, name);
  const header = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex');
  const records = Buffer.alloc(frames * 1016);
  for (let i = 0; i < frames; i++) {
    const at = i * 1016;
    records.writeUInt32LE(1_700_000_000, at);
    records.writeUInt32LE(i % 1_000_000, at + 4);
    records.writeUInt32LE(1000, at + 8);
    records.writeUInt32LE(1000, at + 12);
    records.write('0200000000010200000000020800450003da0001000040110000c0000201c0000202', at + 16, 'hex');
    records.writeUInt16BE(1024 + (i % 60_000), at + 50);
    records.writeUInt16BE(9, at + 52);
    records.writeUInt16BE(966, at + 54);
  }
  const fd = openSync(path, 'w');
  writeSync(fd, header);
  writeSync(fd, records);
  closeSync(fd);
  return path;
}

let calls = 0;
function call(name: string, args: unknown): Promise<void> {
  const id = ++calls;
  return new Promise((resolve) => {
    const listen = (m: { id?: number }): void => {
      if (m.id !== id) return;
      engine.off('message', listen);
      resolve();
    };
    engine.on('message', listen);
    engine.postMessage({ type: 'call', id, name, args });
  });
}

/** Frames of the next progress for which `holds`. */
function progress(holds: (p: CaptureProgress) => boolean): Promise<number> {
  return new Promise((resolve) => {
    const listen = (m: { type: string; name?: string; payload?: CaptureProgress }): void => {
      if (m.type !== 'event' || m.name !== 'capture.progress' || !holds(m.payload!)) return;
      engine.off('message', listen);
      resolve(m.payload!.frames);
    };
    engine.on('message', listen);
  });
}

const ROWS = {
  first: 0, count: 50, columns: ['number', 'info'],
  view: { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' },
};
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('the second of two large captures is read whole, whenever and however the first one ended', { timeout: 60_000 }, async () => {
  const [large, other] = [makeCapture('large.pcap', 250_000), makeCapture('other.pcap', 40_000)];
  for (const [round, end] of ['capture.close', 'capture.close', 'capture.close', 'capture.cancel', '', '', ''].entries()) {
    await call('capture.open', { path: large });
    await call('frames.rows', ROWS);
    // The threads are at work by now, not always at the same place.
    await wait(20 * (1 + (round % 4)));
    if (end !== '') {
      await call(end, {});
      await wait(40);
    }
    const whole = progress((p) => p.phase === 'done' && p.frames === 40_000);
    await call('capture.open', { path: other });
    await call('frames.rows', ROWS);
    expect(await whole).toBe(40_000);
    expect(failure).toBeNull();
  }
});
