// A thread that stands in for the engine in the hosts' tests: answers fixed values, and breaks where it is asked to.
import { parentPort } from 'node:worker_threads';

/** @typedef {{ path: string, number: number, text: string, first: number, count: number }} Args */

let open = false;
let live = false;

/** @type {Record<string, (args: Args) => unknown>} */
const ANSWERS = {
  'capture.open': ({ path }) => {
    open = true;
    setTimeout(() => event('capture.progress', { phase: 'done', frames: 12, bytesRead: 1, size: 1, elapsedMs: 1, duration: '0', problem: null }), 5);
    return { path, name: path.split('/').at(-1), format: 'pcap', compressed: false, size: 1, interfaces: [], comments: [], live: null, looksLike: null };
  },
  'capture.start': () => (live = true),
  'capture.current': () => (live ? { live: {} } : null),
  'capture.close': () => {
    live = false;
    open = false;
    return null;
  },
  'frames.rows': ({ first, count }) => ({ first, rows: Array.from({ length: open ? count : 0 }, () => ({ cells: ['x'.repeat(1000)] })) }),
  'frames.detail': ({ number }) => {
    if (number === 13) throw Object.assign(new Error('thirteen'), { frame: 13 });
    return { number, sources: [{ name: 'Frame', bytes: Uint8Array.of(0xde, 0xad, 0xbe, 0xef) }] };
  },
  'fields.search': ({ text }) => (text === 'never' ? new Promise(() => undefined) : [{ field: text }]),
};

/**
 * @param {string} name
 * @param {unknown} payload
 */
function event(name, payload) {
  parentPort?.postMessage({ type: 'event', name, payload });
}

/** @param {{ id: number, name: string, args: Args }} message */
async function answer({ id, name, args }) {
  const value = await ANSWERS[name]?.(args);
  parentPort?.postMessage({ type: 'result', id, value });
}

parentPort?.on('message', (message) => void answer(message));
