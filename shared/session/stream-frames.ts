// The frames of one stream of an open capture, found by going back from its last one.
import type { SequenceFrame, SequenceSides } from '../stream/sequence';
import type { Side } from '../stream/state-frame';
import type { FrameStore } from './frame-store';

const FLAGS = 0xfff;

/** Numbers of the frames of a stream, in file order. */
export function framesOfStream(store: FrameStore, stream: number): number[] {
  const frames: number[] = [];
  for (let frame = store.streams.lastFrame(stream); frame > 0; frame = store.previousInStream(frame)) frames.push(frame);
  return frames.reverse();
}

/** As the columns have them. @param stream index of a TCP stream in the store */
export function segmentsOfStream(store: FrameStore, stream: number): SequenceFrame[] {
  const { tcpAnalysis } = store;
  tcpAnalysis.advance(store.count);
  const client = store.streams.client(stream);
  const first = store.streams.firstFrame(stream);
  return framesOfStream(store, stream).map((frame) => ({
    frame, side: ((store.stream(frame) & 1) ^ client) as Side, flags: store.flags(frame) & FLAGS, sequence: store.sequence(frame), acknowledgment: store.acknowledgment(frame),
    length: store.payload(frame), time: store.between(first, frame), findings: tcpAnalysis.findings(frame),
    window: store.window(frame), acks: tcpAnalysis.acksFrame(frame), inFlight: tcpAnalysis.bytesInFlight(frame), peer: store.peerOf(frame),
  }));
}

export function sidesOfStream({ streams }: FrameStore, stream: number): SequenceSides {
  const client = streams.client(stream);
  const server = 1 - client;
  return { shifts: [streams.shift(stream, client), streams.shift(stream, server)], bases: [streams.base(stream, client), streams.base(stream, server)] };
}
