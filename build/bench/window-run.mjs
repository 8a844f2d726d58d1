// The window's engine as a whole process: its thread, and the index threads it starts, open one capture and end.
import { Engine } from './engine-client.mjs';

const engine = new Engine();
const { frames } = await engine.open(process.argv[2] ?? '');
process.stdout.write(`${JSON.stringify({ frames })}\n`);
await engine.worker.terminate();
