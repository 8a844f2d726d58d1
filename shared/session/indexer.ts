// The index run over batches of frames: bytes in, columns out. Looks at one frame only, so several can run side by side.
import type { CaptureInterface } from '../capture-file/capture-scanner';
import type { FrameBatch } from '../capture-file/frame-batch';
import { pseudoHeaderBytes } from '../frame/linktype';
import { Dissector } from '../dissect/dissector';
import { FrameFacts } from '../dissect/frame-facts';
import type { Registry } from '../dissect/registry';
import { ConversationTable } from '../stream/conversation-table';
import { FramePiece } from './frame-piece';

export class Indexer {
  readonly conversations = new ConversationTable();
  private readonly dissector: Dissector;
  private readonly facts = new FrameFacts();
  private readonly frame: { bytes: Uint8Array; at: number; caplen: number; len: number; linktype: number } = { bytes: new Uint8Array(0), at: 0, caplen: 0, len: 0, linktype: 0 };

  /** @param linktype to read all frames as, whatever the file says */
  constructor(registry: Registry, private readonly linktype?: number) {
    this.dissector = new Dissector(registry);
  }

  /** Fills `piece` from `batch`, frame by frame. */
  index(batch: FrameBatch, interfaces: readonly CaptureInterface[], piece: FramePiece): void {
    const n = batch.count;
    piece.clear();
    piece.count = n;
    piece.position.set(batch.position.subarray(0, n));
    piece.caplen.set(batch.caplen.subarray(0, n));
    piece.len.set(batch.len.subarray(0, n));
    piece.seconds.set(batch.seconds.subarray(0, n));
    piece.nanos.set(batch.nanos.subarray(0, n));
    piece.interfaceIndex.set(batch.interfaceIndex.subarray(0, n));
    const somePseudo = interfaces.some((each) => pseudoHeaderBytes(each.linktype) > 0);
    const frame = this.frame;
    frame.bytes = batch.run;
    for (let i = 0; i < n; i++) {
      frame.at = batch.start[i]!;
      frame.caplen = batch.caplen[i]!;
      frame.len = batch.len[i]!;
      frame.linktype = this.linktype ?? interfaces[batch.interfaceIndex[i]!]?.linktype ?? -1;
      if (somePseudo) this.leaveOut(pseudoHeaderBytes(frame.linktype), i, piece);
      this.dissector.index(frame, this.facts);
      this.keep(i, piece, batch.run);
    }
  }

  /** Wireshark counts a pseudo-header that the capture put in front of the packet neither in its length nor in its bytes. */
  private leaveOut(pseudo: number, i: number, piece: FramePiece): void {
    const frame = this.frame;
    const skipped = Math.min(pseudo, frame.caplen);
    frame.at += skipped;
    piece.caplen[i] = frame.caplen -= skipped;
    piece.len[i] = frame.len -= Math.min(skipped, frame.len);
    piece.position[i] = piece.position[i]! + skipped;
  }

  private keep(i: number, piece: FramePiece, run: Uint8Array): void {
    const facts = this.facts;
    piece.protocol[i] = facts.protocol;
    piece.conversation[i] = this.conversations.indexOf(facts, run);
    piece.transport[i] = facts.transport;
    piece.sequence[i] = facts.sequence;
    piece.acknowledgment[i] = facts.acknowledgment;
    piece.flags[i] = facts.flags;
    piece.window[i] = facts.window;
    piece.windowShift[i] = facts.windowShift;
    piece.payloadLength[i] = facts.payloadLength;
    if (facts.transaction !== 0) {
      piece.transactions.push(i);
      piece.transactions.push(facts.transaction);
      piece.transactions.push(facts.transactionKey);
    }
    if (facts.recognised !== 0) {
      piece.recognised.push(i);
      piece.recognised.push(facts.recognised - 1);
    }
    for (let k = 0; k < facts.claimCount; k++) {
      piece.claims.push(i);
      piece.claims.push(facts.claims[2 * k]!);
      piece.claims.push(facts.claims[2 * k + 1]!);
    }
    if (facts.note !== 0) {
      piece.lessons.push(i);
      piece.lessons.push(facts.note);
    }
  }
}
