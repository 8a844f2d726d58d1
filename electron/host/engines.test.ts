// A live capture outlives its page: the next page gets the engine that holds it.
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Engines } from './engines';

const STAND_IN_ENGINE = join(import.meta.dirname, 'testing/stand-in-engine.mjs');
const made: Engines[] = [];
afterEach(() => Promise.all(made.splice(0).map((engines) => engines.end())));

function engines(): Engines {
  const one = new Engines(STAND_IN_ENGINE);
  made.push(one);
  return one;
}

test('the engine of a page that went away while it captured is the next page’s, even when that one comes at once', async () => {
  const all = engines();
  const first = await all.take();
  await first.call('capture.start', {});
  void all.leave(first);
  const second = await all.take();
  expect(second).toBe(first);
  await second.end();
});

test('an engine without a live capture ends with its page', async () => {
  const all = engines();
  const first = await all.take();
  await first.call('capture.open', { path: '/captures/a.pcap' });
  await all.leave(first);
  const second = await all.take();
  expect(second).not.toBe(first);
  await expect(first.call('capture.current', {})).rejects.toThrow();
  await second.end();
});

test('when the host ends, so does what waits for a page', async () => {
  const all = engines();
  const first = await all.take();
  await first.call('capture.start', {});
  await all.leave(first);
  await all.end();
  await expect(first.call('capture.current', {})).rejects.toThrow();
});
