// The window's engine in a process of its own, so that it can be stopped and its processor time be told: starts a live capture, passes on what it says.
import { Engine } from '../engine-client.mjs';

const engine = new Engine();
engine.onEvent = (name, payload) => {
  if (name === 'capture.progress') process.send?.({ frames: payload.frames, atMs: Date.now() });
  if (name === 'capture.live') process.send?.({ ledger: payload.ledger, problem: payload.problem });
};
process.on('message', async (/** @type {{ call: string, args: unknown }} */ { call, args }) => {
  const value = await engine.call(call, args);
  process.send?.({ answer: call, value, cpuMs: cpuMs() });
});
process.on('disconnect', () => process.exit(0));
// The thread answers when it has started.
await engine.call('fields.search', { text: 'ip', limit: 1 });
process.send?.({ answer: 'begin' });

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
