// What every format's scanner has in common: it walks whole records in a run of bytes and never reads by itself.
import type { Damage } from './damage';
import type { FrameBatch } from './frame-batch';

export type CaptureFormat = 'pcap' | 'pcapng' | 'snoop';

/** Where frames were captured. A pcap file has exactly one. Plain data. */
export interface CaptureInterface {
  /** LINKTYPE number (see frame/linktype). */
  readonly linktype: number;
  /** Bytes kept of each frame at most; 0 = no limit. */
  readonly snaplen: number;
  /** Bytes of frame check sequence at the end of each frame; -1 = not said. */
  readonly fcsLength: number;
  readonly name: string;
  readonly description: string;
  /** Capture filter that was set. */
  readonly filter: string;
  readonly os: string;
  readonly hardware: string;
  readonly comments: readonly string[];
  /** One time unit is `base` to the power of -`exponent` seconds. */
  readonly timeBase: 2 | 10;
  readonly timeExponent: number;
  /** Seconds to add to each time. */
  readonly timeOffset: number;
  /** Fraction digits that the times are good for, 0 … 9. */
  readonly timeDigits: number;
  /** Section of the file, from 0, and the interface's number within it; -1: stands for frames that are not from an interface. */
  readonly section: number;
  readonly indexInSection: number;
  readonly littleEndian: boolean;
}

/** Counters from a pcapng Interface Statistics Block; -1 = not said. */
export interface InterfaceStatistics {
  readonly interfaceIndex: number;
  readonly comments: readonly string[];
  readonly received: number;
  readonly droppedByInterface: number;
  readonly acceptedByFilter: number;
  readonly droppedBySystem: number;
  readonly delivered: number;
}

/** A name that the file itself gives for an address (pcapng Name Resolution Block). */
export interface NameRecord {
  /** Address bytes: 4 (IPv4), 16 (IPv6), 6 or 8 (EUI-48, EUI-64). */
  readonly address: Uint8Array;
  readonly names: readonly string[];
}

/** Keys that came with the capture (pcapng Decryption Secrets Block). `type` 0x544c534b is a TLS key log. */
export interface DecryptionSecrets {
  readonly type: number;
  readonly data: Uint8Array;
}

/** One section of a file: who wrote it. A pcap file has one without texts. */
export interface CaptureSection {
  readonly littleEndian: boolean;
  readonly hardware: string;
  readonly os: string;
  readonly application: string;
  readonly comments: readonly string[];
}

/** What a file says besides frames, in the order of appearance. */
export interface CaptureNotes {
  readonly statistics: InterfaceStatistics[];
  readonly names: NameRecord[];
  readonly secrets: DecryptionSecrets[];
  /** Blocks of types that we skip, by type number: how many. */
  readonly skippedBlocks: Map<number, number>;
  /** Names and secrets beyond what is kept (64 MiB). */
  dropped: number;
}

/** Why `scan` came back. */
export type ScanEnd =
  | 'need' // the run ends inside a record: give at least `needBytes` bytes from `nextOffset` on
  | 'full' // the batch is full
  | 'damaged'; // nothing behind this can be read: see `damage`

/** Everything that decides how the next record is read. Plain data: it can be sent to another thread and compared. */
export interface ScanState {
  readonly format: CaptureFormat;
  readonly littleEndian: boolean;
  readonly interfaces: readonly CaptureInterface[];
  readonly sections: readonly CaptureSection[];
  /** Interface number within the section that is being read → index into `interfaces`. */
  readonly sectionInterfaces: readonly number[];
  /** pcap only: bytes of a record header, nanosecond times, and whether caplen and len may stand in the other order. */
  readonly recordHeaderBytes: number;
  readonly nanosecondTimes: boolean;
  readonly lengthOrder: 'caplen-len' | 'len-caplen' | 'guess';
}

export interface CaptureScanner {
  readonly format: CaptureFormat;
  /** Grows while a pcapng file is read. */
  readonly interfaces: readonly CaptureInterface[];
  readonly sections: readonly CaptureSection[];
  readonly notes: CaptureNotes;
  /** Frames handed out so far. */
  readonly frames: number;
  /** After `scan`: offset in the run of the first byte that belongs to no record handed out. */
  readonly nextOffset: number;
  /** After `scan` said 'need': bytes from `nextOffset` that the next step wants. */
  readonly needBytes: number;
  readonly damage: Damage | null;
  /**
   * Adds the frames of all whole records in run[from … to) to the batch behind those it has.
   * @param from where a record (block) begins
   * @param runPosition position in the file of run[0]
   */
  scan(run: Uint8Array, from: number, to: number, runPosition: number, batch: FrameBatch): ScanEnd;
  /** Says that no byte follows run[from … to), where the last scan wanted more: what is missing, null if nothing is. */
  finish(run: Uint8Array, from: number, to: number, runPosition: number): Damage | null;
  snapshot(): ScanState;
}

/** Whether reading on from `a` and from `b` gives the same frames. */
export function sameScanState(a: ScanState, b: ScanState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function emptyNotes(): CaptureNotes {
  return { statistics: [], names: [], secrets: [], skippedBlocks: new Map(), dropped: 0 };
}
