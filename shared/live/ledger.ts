// Where each packet of a live capture is. received = dropped + written (+ in flight), written = indexed (+ behind).

export interface InterfaceCounts {
  readonly name: string;
  readonly netns: string;
  /** Packets that passed the capture filter, whether or not there was room for them (`pcap_stats` ps_recv; on a loopback device halved: it counts each twice). */
  readonly received: number;
  /** Packets for which the kernel's buffer had no room (ps_drop). */
  readonly dropped: number;
  /** Packets that the device or its driver dropped (ps_ifdrop), or that the system's own counters say so. */
  readonly droppedByInterface: number;
  readonly written: number;
  /** Packets of which the snaplen cut something off. */
  readonly truncated: number;
  /** Packets that the system's counters of the device saw since the capture began, -1 = not known. Their difference to `received` is what the capture filter refused. */
  readonly seen: number;
  /** The kernel's buffer, bytes, as it really is. */
  readonly bufferBytes: number;
}

export interface LostPackets {
  /** Frames that were written when the loss was noticed: it lies in front of frame `after` + 1 at the latest. */
  readonly after: number;
  readonly packets: number;
  /** Seconds since the capture began. */
  readonly atSeconds: number;
}

export interface Ledger {
  readonly phase: 'starting' | 'capturing' | 'stopping' | 'stopped';
  readonly interfaces: readonly InterfaceCounts[];
  readonly written: number;
  readonly indexed: number;
  /** Bytes of packets captured (caplen), and of the file. */
  readonly bytes: number;
  readonly fileBytes: number;
  /** Bytes free where the file is; -1 = not known. */
  readonly diskFree: number;
  /** Milliseconds since 1970, and how long the capture has run or ran. */
  readonly startedMs: number;
  readonly elapsedMs: number;
  /** Where packets were lost, oldest first. */
  readonly losses: readonly LostPackets[];
  /** Packets per second and bits per second over the last second. */
  readonly packetsPerSecond: number;
  readonly bitsPerSecond: number;
}
