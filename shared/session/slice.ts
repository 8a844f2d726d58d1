// Indexing one slice of a capture file on its own: what a second thread does, and what it hands back.
import type { CaptureFile } from '../capture-file/capture-file';
import { CaptureReader } from '../capture-file/capture-reader';
import { sameScanState, type ScanState } from '../capture-file/capture-scanner';
import { FrameBatch } from '../capture-file/frame-batch';
import { findRecordStart } from '../capture-file/record-start';
import type { Registry } from '../dissect/registry';
import type { ConversationEntry } from '../stream/conversation-table';
import { FramePiece } from './frame-piece';
import { Indexer } from './indexer';
import type { Session } from './session';

/** Bytes in which a slice's first record must be found. */
const SEARCH_BYTES = 2 * 1_048_576;

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
  readonly pieces: readonly FramePiece[];
  /** Conversations that this indexer met for the first time, in the order of their numbers. */
  readonly conversations: readonly ConversationEntry[];
}

export class SliceIndexer {
  private readonly indexer: Indexer;
  private readonly batch = new FrameBatch(16_384);
  private readonly piece = new FramePiece(16_384);
  private told = 0;

  constructor(registry: Registry) {
    this.indexer = new Indexer(registry);
  }

  index(file: CaptureFile, job: SliceJob): SliceResult {
    const start = this.firstRecord(file, job);
    if (start < 0) return { start: -1, end: job.from, state: null, damaged: false, pieces: [], conversations: [] };
    const reader = new CaptureReader(file, { from: start, state: job.state, until: job.until });
    const pieces: FramePiece[] = [];
    while (reader.next(this.batch)) {
      this.indexer.index(this.batch, reader.scanner.interfaces, this.piece);
      pieces.push(this.piece.compact());
    }
    return {
      start, end: reader.position, state: reader.scanner.snapshot(), damaged: reader.scanner.damage !== null || reader.position < job.until,
      pieces, conversations: this.newConversations(),
    };
  }

  private firstRecord(file: CaptureFile, job: SliceJob): number {
    const run = new Uint8Array(Math.min(SEARCH_BYTES, Math.max(0, file.source.size - job.from)));
    const got = file.source.read(job.from, run, 0, run.length);
    const at = findRecordStart(run, 0, got, job.from, { state: job.state, seconds: job.seconds, fileSize: file.source.size });
    return at < 0 || job.from + at >= job.until ? -1 : job.from + at;
  }

  private newConversations(): ConversationEntry[] {
    const table = this.indexer.conversations;
    const entries: ConversationEntry[] = [];
    while (this.told < table.count) entries.push(table.entry(this.told++));
    return entries;
  }
}

/**
 * Takes a slice over if it begins exactly where the session stands; otherwise the session reads that part by itself.
 * @param map the slice indexer's conversation numbers → the session's; grows
 * @returns false when the file ends or is damaged in it
 */
export function takeSlice(session: Session, map: number[], job: SliceJob, result: SliceResult): boolean {
  session.adopt(map, result.conversations);
  const position = session.reader.position;
  if (position >= job.until) return true;
  const state = session.reader.scanner.snapshot();
  if (result.state === null || result.damaged || result.start !== position || !sameScanState(state, job.state)) {
    session.continueAt(position, state, job.until);
    while (session.step());
    return session.reader.position >= job.until;
  }
  for (const piece of result.pieces) session.append(piece, map);
  session.continueAt(result.end, result.state, job.until);
  return true;
}
