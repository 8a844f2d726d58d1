// Long work in the engine thread, between messages.
import { problem, ProblemError } from '../../shared/problem';

/** How long nobody is heard; milliseconds. */
const SLICE_MS = 12;

/** Calls `step` until it says that there is nothing to do. @throws ProblemError NL-CALL-04 when the signal says so */
export async function inSlices(step: () => boolean, signal?: AbortSignal): Promise<void> {
  for (let until = performance.now() + SLICE_MS; step();) {
    if (performance.now() < until) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new ProblemError(problem('NL-CALL-04', 'This was cancelled.', {}));
    until = performance.now() + SLICE_MS;
  }
}
