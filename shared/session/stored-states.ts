// The states of a TCP stream of an open capture: its frames, as the columns have them, put before the pure function.
import type { Side, StateFrame } from '../stream/state-frame';
import { tcpStates, type StreamStates } from '../stream/tcp-states';
import type { FrameStore } from './frame-store';

const FLAGS = 0xfff;

/** @param stream index of the stream in the store */
export function streamStates(store: FrameStore, stream: number): StreamStates {
  store.tcpAnalysis.advance(store.count);
  const client = store.streams.client(stream);
  const first = store.streams.firstFrame(stream);
  const frames: StateFrame[] = [];
  for (let frame = first; frame <= store.count; frame++) {
    const flow = store.flow(frame);
    if (flow >> 1 !== stream) continue;
    frames.push({
      frame, side: ((flow & 1) ^ client) as Side, flags: store.flags(frame) & FLAGS, sequence: store.sequence(frame), acknowledgment: store.acknowledgment(frame),
      length: store.payload(frame), time: store.between(first, frame), findings: store.tcpAnalysis.findings(frame),
    });
  }
  return tcpStates(frames);
}
