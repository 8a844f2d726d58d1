// What a frame's innermost transport carries, read from the file when somebody asks.
import { FrameFacts } from '../dissect/frame-facts';
import { NearBytes } from './near-bytes';
import type { Session } from './session';

export class PayloadReader {
  private readonly facts = new FrameFacts();
  private readonly near: NearBytes;

  constructor(private readonly session: Session) {
    this.near = new NearBytes(session.file.source);
  }

  /** The octets that were captured, good until the next call. @throws ProblemError the file changed */
  of(frame: number): Uint8Array {
    const { store, view } = this.session;
    const [position, caplen] = [store.position(frame), store.caplen(frame)];
    const at = this.near.at(position, caplen);
    if (at < 0) throw this.session.changed(frame);
    const { facts } = this;
    const bytes = view.facts(frame, view.frameBytes(frame, this.near.bytes, at), facts);
    const captured = facts.payloadBound > 0 ? facts.payloadBound : facts.payloadSource === 0 ? at + caplen : bytes.length;
    return bytes.subarray(facts.payloadAt, Math.max(facts.payloadAt, Math.min(facts.payloadAt + facts.payloadLength, captured)));
  }
}
