// Packets and bits per second over the last second.

const WINDOW_MS = 1_000;

interface Sample {
  readonly atMs: number;
  readonly packets: number;
  readonly bytes: number;
}

export class Rates {
  private samples: Sample[] = [];

  /** Takes the totals of now and answers for the second before. */
  over(atMs: number, packets: number, bytes: number): { packets: number; bits: number } {
    const first = this.samples.findLastIndex((s) => atMs - s.atMs >= WINDOW_MS);
    if (first > 0) this.samples.splice(0, first);
    const from = this.samples[0] ?? { atMs: atMs - WINDOW_MS, packets: 0, bytes: 0 };
    this.samples.push({ atMs, packets, bytes });
    const seconds = Math.max(0.1, (atMs - from.atMs) / 1000);
    return { packets: Math.round((packets - from.packets) / seconds), bits: Math.round(((bytes - from.bytes) * 8) / seconds) };
  }
}
