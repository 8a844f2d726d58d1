// How soon a packet is seen: from its time stamp in the kernel to its row on the screen. Measured on some of the packets that come.
import { useEffect, useState } from 'react';
import { useLive } from '../../state/live';
import { latencyFigures, type LatencyFigures } from '../../state/packet-latency';
import { useSession } from '../../state/session';

/** One packet is watched at a time, no longer than this. */
const WATCHED_MS = 2_000;
const EVERY_MS = 250;
/** The newest measurements that count. */
const KEPT = 1_000;

/** null while nothing was measured: the list does not follow, or nothing came. */
export function usePacketLatency(): LatencyFigures | null {
  const [figures, setFigures] = useState<LatencyFigures | null>(null);
  const serial = useSession((s) => s.serial);
  useEffect(() => {
    const measured: number[] = [];
    let lastMs = 0;
    let frame = 0;
    let newest = 0;
    const watch = (index: number, latencyMs: number, fromMs: number): void => {
      frame = requestAnimationFrame((now) => {
        const isThere = lastRow() >= index;
        if (!isThere && now - fromMs < WATCHED_MS) return watch(index, latencyMs, fromMs);
        frame = 0;
        if (!isThere) return;
        measured.push(latencyMs + now - fromMs);
        if (measured.length > KEPT) measured.shift();
        setFigures(latencyFigures(measured));
      });
    };
    const off = useSession.subscribe(({ progress }, before) => {
      if (!progress || progress === before.progress) return;
      const { frames, latencyMs } = progress;
      const now = performance.now();
      const { following, paused } = useLive.getState();
      const isNew = frames > newest;
      newest = frames;
      if (!isNew || latencyMs < 0 || frame !== 0 || !following || paused !== null || document.hidden || now - lastMs < EVERY_MS) return;
      lastMs = now;
      watch(frames - 1, latencyMs, now);
    });
    return () => {
      off();
      cancelAnimationFrame(frame);
      setFigures(null);
    };
  }, [serial]);
  return figures;
}

/** Index of the last row that is drawn; -1 = none. Where packets come fast a newer one stands there than the one that is watched. */
function lastRow(): number {
  let last = -1;
  for (const row of document.querySelectorAll<HTMLElement>('[data-frame-index]')) last = Math.max(last, Number(row.dataset['frameIndex']));
  return last;
}
