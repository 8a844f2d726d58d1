// Explains frames: the analysis of TCP goes over the capture in slices first.
import { StreamMoments } from '../../shared/explain/stream-moments';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import type { Session } from '../../shared/session/session';

/** Some milliseconds' work. */
const SLICE_FRAMES = 200_000;

export function explainHandlers(current: () => Session): Pick<EngineHandlers, 'frames.moment'> {
  let last: { readonly session: Session; readonly moments: StreamMoments } | null = null;
  return {
    'frames.moment': async ({ number }) => {
      const session = current();
      const { store } = session;
      while (store.tcpAnalysis.done < store.count) {
        store.tcpAnalysis.advance(store.tcpAnalysis.done + SLICE_FRAMES);
        if (store.tcpAnalysis.done < store.count) await new Promise((resolve) => setImmediate(resolve));
      }
      if (last?.session !== session) last = { session, moments: new StreamMoments(session) };
      return { figures: last.moments.figures(number) };
    },
  };
}
