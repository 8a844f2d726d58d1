// An index thread: dissects slices of a capture file that the engine thread hands it.
import { parentPort } from 'node:worker_threads';
import { FileSource } from '../capture/file-source';
import { openCaptureFile, type CaptureFile } from '../../shared/capture-file/capture-file';
import type { DecodeRule } from '../../shared/dissect/decode-rule';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import { FramePiece } from '../../shared/session/frame-piece';
import { SLICE_FRAMES, SliceIndexer, type SliceJob, type SliceResult } from '../../shared/session/slice';

/**
 * A new file, by the engine thread's descriptor (threads share them); or a slice of the file named last. The result lies in shared
 * memory number `place`, which the engine thread gives back by naming it again: nothing is copied, and no memory is fetched anew.
 */
export type IndexRequest =
  | { readonly type: 'open'; readonly descriptor: number; readonly name: string; readonly decodeAs: readonly DecodeRule[] }
  | { readonly type: 'slice'; readonly id: number; readonly place: number; readonly job: SliceJob };

if (!parentPort) throw new Error('the index thread runs in a worker thread');
const port = parentPort;
const registry = new Registry(PROTOCOLS);
let indexer = new SliceIndexer(registry);
let file: CaptureFile | null = null;
const pieces: FramePiece[] = [];

port.on('message', (request: IndexRequest) => {
  if (request.type === 'open') {
    registry.decodeAs(request.decodeAs);
    indexer = new SliceIndexer(registry);
    file = openCaptureFile(new FileSource(request.descriptor, request.name), request.name);
    return;
  }
  if (!file) throw new Error('a slice of no file');
  const piece = (pieces[request.place] ??= new FramePiece(SLICE_FRAMES, true));
  port.postMessage({ id: request.id, result: resultOf(file, request.job, piece) });
});

/** Where a slice cannot be read, nothing: the engine thread then reads that part itself, and says what is wrong. */
function resultOf(from: CaptureFile, job: SliceJob, piece: FramePiece): SliceResult {
  try {
    return indexer.index(from, job, piece);
  } catch {
    piece.clear();
    return { start: -1, end: job.from, state: null, damaged: true, piece, conversations: indexer.newConversations(), paths: indexer.newPaths(), names: [] };
  }
}
