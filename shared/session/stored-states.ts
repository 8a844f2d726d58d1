// The states of a TCP stream of an open capture: its frames, as the columns have them, put before the pure function.
import { tcpStates, type StreamStates } from '../stream/tcp-states';
import type { FrameStore } from './frame-store';
import { segmentsOfStream } from './stream-frames';

/** @param stream index of the stream in the store */
export function streamStates(store: FrameStore, stream: number): StreamStates {
  return tcpStates(segmentsOfStream(store, stream));
}
