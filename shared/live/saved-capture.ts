// Live captures as files: those that were left, and the forms in which one is saved.

/** A live capture that was neither saved nor declined: its app ended before. */
export interface LeftCapture {
  readonly id: string;
  readonly path: string;
  /** Interfaces as people read them: `eth0, lo`. */
  readonly interfaces: string;
  readonly startedMs: number;
  readonly size: number;
  /** Packets that are known to be in it; counted when it is opened. */
  readonly packets: number;
}

export const SAVE_FORMATS = ['pcapng', 'pcap', 'pcapng.gz', 'pcap.gz'] as const;
export type SaveFormat = (typeof SAVE_FORMATS)[number];
