// Indexing one slice of a capture file on its own: what a second thread does, and what it hands back.
import type { CaptureFile } from '../capture-file/capture-file';
import { CaptureReader, RUN_BYTES } from '../capture-file/capture-reader';
import { sameScanState, type NameRecord, type ScanState } from '../capture-file/capture-scanner';
import { FrameBatch } from '../capture-file/frame-batch';
import { findRecordStart } from '../capture-file/record-start';
import { NO_PATH, OTHER_PATH } from '../dissect/protocol-paths';
import type { Registry } from '../dissect/registry';
import { FramePiece } from './frame-piece';
import { Indexer } from './indexer';
import type { Session } from './session';

/** Bytes in which a slice's first record must be found: the first look, which nearly always is enough, and the last. */
const SEARCH_BYTES = [16_384, 2 * 1_048_576] as const;
/** Frames that a slice's piece has room for at first. */
export const SLICE_FRAMES = 32_768;

/** A part of the file: the records that begin in [from, until). `state` and `seconds` are those of the file's first frames. */
export interface SliceJob {
  readonly from: number;
  readonly until: number;
  readonly state: ScanState;
  readonly seconds: number;
}

/** Plain data. The frames hold only if the slice before it ends at `start` in `state`. */
export interface SliceResult {
  /** Where the first record was found, -1 = nowhere. */
  readonly start: number;
  readonly end: number;
  readonly state: ScanState | null;
  /** Something is wrong in this slice: read it again in order. */
  readonly damaged: boolean;
  readonly piece: FramePiece;
  /** Conversations that this indexer met for the first time, in the order of their numbers: see ConversationTable.adopt. */
  readonly conversations: Uint32Array;
  /** Ways through the protocols that this indexer met for the first time: see ProtocolPaths.adopt. */
  readonly paths: Uint32Array;
  /** Name records among the slice's blocks. */
  readonly names: readonly NameRecord[];
}

export class SliceIndexer {
  private readonly indexer: Indexer;
  private readonly batch = new FrameBatch(16_384);
  private readonly run = new Uint8Array(RUN_BYTES);
  private told = 0;
  private toldPaths = 2;

  constructor(registry: Registry) {
    this.indexer = new Indexer(registry);
  }

  /** @param piece where the frames go; what it held is lost */
  index(file: CaptureFile, job: SliceJob, piece = new FramePiece(SLICE_FRAMES)): SliceResult {
    piece.clear();
    const start = this.firstRecord(file, job);
    if (start < 0) return { start: -1, end: job.from, state: null, damaged: false, piece, conversations: new Uint32Array(0), paths: new Uint32Array(0), names: [] };
    const reader = new CaptureReader(file, { from: start, state: job.state, until: job.until, run: this.run });
    while (reader.next(this.batch)) this.indexer.index(this.batch, reader.scanner.interfaces, piece);
    return {
      start, end: reader.position, state: reader.scanner.snapshot(), damaged: reader.scanner.damage !== null || reader.position < job.until,
      piece, conversations: this.newConversations(), paths: this.newPaths(), names: reader.scanner.notes.names,
    };
  }

  /** Conversations that were not handed out yet. */
  newConversations(): Uint32Array {
    const entries = this.indexer.conversations.entriesFrom(this.told);
    this.told = this.indexer.conversations.count;
    return entries;
  }

  /** Ways through the protocols that were not handed out yet. */
  newPaths(): Uint32Array {
    const entries = this.indexer.paths.entriesFrom(this.toldPaths);
    this.toldPaths = this.indexer.paths.count;
    return entries;
  }

  private firstRecord(file: CaptureFile, job: SliceJob): number {
    const { size } = file.source;
    for (const bytes of SEARCH_BYTES) {
      const run = bytes <= this.run.length ? this.run : new Uint8Array(bytes);
      const got = file.source.read(job.from, run, 0, Math.min(bytes, Math.max(0, size - job.from)));
      const at = findRecordStart(run, 0, got, job.from, { state: job.state, seconds: job.seconds, fileSize: size });
      if (at >= 0) return job.from + at >= job.until ? -1 : job.from + at;
    }
    return -1;
  }
}

/** What the numbers that another indexer gave are in this capture; `paths` has those that all tables begin with. */
export interface NumberMaps {
  readonly conversations: number[];
  readonly paths: number[];
}

export const noNumbers = (): NumberMaps => ({ conversations: [], paths: [NO_PATH, OTHER_PATH] });

/**
 * Takes a slice over if it begins exactly where the session stands; otherwise the session reads that part by itself.
 * @param maps the slice indexer's numbers → the session's; they grow
 * @returns false when the file ends or is damaged in it
 */
export function takeSlice(session: Session, maps: NumberMaps, job: SliceJob, result: SliceResult): boolean {
  session.adopt(maps, result);
  const position = session.reader.position;
  if (position >= job.until) return true;
  const state = session.reader.scanner.snapshot();
  if (result.state === null || result.damaged || result.start !== position || !sameScanState(state, job.state)) {
    session.continueAt(position, state, job.until);
    while (session.step());
    return session.reader.position >= job.until;
  }
  session.adoptNames(result.names);
  session.continueAt(result.end, result.state, job.until);
  session.append(result.piece, maps);
  return true;
}
