// How soon a capture that nothing comes to is stopped, and how soon it is said that an interface went away.
import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT, say, start } from '../../terminal.mjs';
import { bundleLive } from '../bundles.mjs';
import { load, median } from '../measure.mjs';
import { programPath } from '../programs.mjs';
import { NAMESPACE, SCRATCH } from './device.mjs';
import { LiveRun } from './live-engine.mjs';

const PROGRAM = join(ROOT, 'out/native/netloupe-capture');
const STOPPED_MS = 100;
const GONE_MS = 500;
/** Long enough for the capture to have nothing to do. */
const IDLE_MS = 300;
const ONE_RUN = 4;

const listed = (/** @type {readonly number[]} */ times) => times.map((ms) => ms.toFixed(0)).join(', ');

/**
 * @param {import('./capture.mjs').Bench} bench
 * @returns {Promise<import('../report.mjs').Line[]>}
 */
export async function stopping({ runs }) {
  await bundleLive();
  const stopped = [];
  const gone = [];
  for (let run = 1; run <= runs * ONE_RUN; run++) {
    stopped.push(await idleStop());
    gone.push(await removal());
  }
  say('stop', `idle stop ${listed(stopped)} ms; interface gone ${listed(gone)} ms (load ${load().toFixed(1)})`);
  const part = 'nothing comes: until stopping is answered; an interface is removed: until it is said';
  return [
    { part, what: 'idle stop, worst', ours: `median ${median(stopped).toFixed(0)} ms of ${stopped.length}`, value: Math.max(...stopped), target: STOPPED_MS, unit: 'ms' },
    { part, what: 'removed, worst', ours: `median ${median(gone).toFixed(0)} ms of ${gone.length}`, value: Math.max(...gone), target: GONE_MS, unit: 'ms' },
  ];
}

/** In the engine, as the window asks for it. */
async function idleStop() {
  const live = new LiveRun();
  await live.start();
  await wait(IDLE_MS);
  const began = performance.now();
  await live.call('capture.stop', {});
  const ms = performance.now() - began;
  await live.close();
  return ms;
}

/** @param {...string} args */
const ip = (...args) => spawnSync(programPath('ip'), ['-n', NAMESPACE, ...args]);

/** From the moment at which `ip` begins to remove the device until the capture program says that it is gone. @returns {Promise<number>} */
async function removal() {
  ip('link', 'add', 'gone0', 'type', 'veth', 'peer', 'name', 'gone1');
  ip('link', 'set', 'gone0', 'up');
  const child = start(PROGRAM, ['capture', '-w', join(SCRATCH, 'gone.pcapng'), '-i', 'gone0', '--netns', `/run/netns/${NAMESPACE}`], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (!child.stdout) throw new Error('the capture program has no output');
  let removedMs = 0;
  let ms = NaN;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line);
    if (event.event === 'started') {
      await wait(IDLE_MS);
      removedMs = performance.now();
      ip('link', 'delete', 'gone0');
    } else if (event.event === 'problem' && event.code === 'gone') ms = performance.now() - removedMs;
  }
  await ended;
  return ms;
}
