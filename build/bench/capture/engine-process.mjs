// The window's engine in a process of its own, so that it can be stopped and its processor time be told: starts a live capture, passes on what it says.
import { Engine } from '../engine-client.mjs';

const engine = new Engine();
/** Nobody hears it any more once the bench has let this process go. @param {object} message */
const tell = (message) => process.send?.(message, () => undefined);
engine.onEvent = (name, payload) => {
  if (name === 'capture.progress') tell({ frames: payload.frames, atMs: Date.now() });
  if (name === 'capture.live') tell({ ledger: payload.ledger, problem: payload.problem });
};
process.on('message', async (/** @type {{ call: string, args: unknown }} */ { call, args }) => {
  const value = await engine.call(call, args);
  tell({ answer: call, value, cpuMs: cpuMs() });
});
process.on('disconnect', () => process.exit(0));
// The thread answers when it has started.
await engine.call('fields.search', { text: 'ip', limit: 1 });
tell({ answer: 'begin' });

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
