// Runs the built engine thread and passes its messages on to the process that started this one.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const engine = new Worker(join(import.meta.dirname, '../../../out/engine/engine-thread.cjs'));
engine.on('message', (message) => process.send?.(message));
process.on('message', (message) => engine.postMessage(message));
process.on('disconnect', () => process.exit());
