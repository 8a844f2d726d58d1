// Figures of many latencies.

/** Milliseconds, rounded: half and 99 of 100 of the packets were seen within them. */
export interface LatencyFigures {
  readonly median: number;
  readonly p99: number;
}

export function latencyFigures(measured: readonly number[]): LatencyFigures | null {
  if (measured.length === 0) return null;
  const sorted = [...measured].sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
  return { median: at(0.5), p99: at(0.99) };
}
