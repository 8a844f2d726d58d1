// Reads all frames of a capture in memory into plain objects: for tests and for small files only.
import type { Problem } from '../problem';
import { ProblemError } from '../problem';
import { MemorySource, type ByteSource } from './byte-source';
import { openCaptureFile } from './capture-file';
import { CaptureReader, type CaptureReaderOptions } from './capture-reader';
import type { CaptureScanner } from './capture-scanner';
import { FrameBatch } from './frame-batch';

export interface WholeFrame {
  readonly position: number;
  readonly seconds: number;
  /** NO_TIME where the frame has none. */
  readonly nanos: number;
  readonly caplen: number;
  readonly len: number;
  readonly interfaceIndex: number;
  readonly bytes: Uint8Array;
}

export interface WholeCapture {
  readonly frames: WholeFrame[];
  readonly problem: Problem | null;
  readonly scanner: CaptureScanner | null;
}

/** A file that cannot be opened gives its problem and no frames. */
export function readWhole(data: Uint8Array | ByteSource, name = 'x.pcap', options: CaptureReaderOptions = {}): WholeCapture {
  const frames: WholeFrame[] = [];
  try {
    const source = data instanceof Uint8Array ? new MemorySource(data) : data;
    const reader = new CaptureReader(openCaptureFile(source, name), options);
    const batch = new FrameBatch(64);
    while (reader.next(batch)) for (let i = 0; i < batch.count; i++) frames.push(frameAt(batch, i));
    return { frames, problem: reader.problem(), scanner: reader.scanner };
  } catch (error) {
    if (error instanceof ProblemError) return { frames, problem: error.problem, scanner: null };
    throw error;
  }
}

function frameAt(batch: FrameBatch, i: number): WholeFrame {
  const start = batch.start[i]!;
  const caplen = batch.caplen[i]!;
  return {
    position: batch.position[i]!, seconds: batch.seconds[i]!, nanos: batch.nanos[i]!, caplen, len: batch.len[i]!,
    interfaceIndex: batch.interfaceIndex[i]!, bytes: batch.run.slice(start, start + caplen),
  };
}
