// The index run over batches of frames: bytes in, columns out. Looks at one frame only, so several can run side by side.
import type { CaptureInterface } from '../capture-file/capture-scanner';
import type { FrameBatch } from '../capture-file/frame-batch';
import { pseudoHeaderBytes } from '../frame/linktype';
import { Dissector, type FrameBytes } from '../dissect/dissector';
import type { FrameContext } from '../dissect/frame-context';
import { FRAGMENT_WORDS, FrameFacts, type AddressKind } from '../dissect/frame-facts';
import { OTHER_WORDS } from '../dissect/other-transports';
import type { ProtocolPaths } from '../dissect/protocol-paths';
import type { Registry } from '../dissect/registry';
import { ConversationTable } from '../stream/conversation-table';
import { FramePiece } from './frame-piece';

export class Indexer {
  readonly conversations = new ConversationTable();
  private readonly dissector: Dissector;
  private readonly facts = new FrameFacts();
  /** One of a frame's other transports, in the shape that the conversation table reads. */
  private readonly otherEnds = new FrameFacts();
  private readonly frame: { bytes: Uint8Array; at: number; caplen: number; len: number; linktype: number } = { bytes: new Uint8Array(0), at: 0, caplen: 0, len: 0, linktype: 0 };

  /** @param linktype to read all frames as, whatever the file says */
  constructor(registry: Registry, private readonly linktype?: number) {
    this.dissector = new Dissector(registry);
  }

  /** Adds the batch's frames to the piece, behind those that it has. */
  index(batch: FrameBatch, interfaces: readonly CaptureInterface[], piece: FramePiece): void {
    const n = batch.count;
    piece.reserve(n);
    const first = piece.count;
    const columns = piece.columns;
    columns.position.set(batch.position.subarray(0, n), first);
    columns.caplen.set(batch.caplen.subarray(0, n), first);
    columns.len.set(batch.len.subarray(0, n), first);
    columns.seconds.set(batch.seconds.subarray(0, n), first);
    columns.nanos.set(batch.nanos.subarray(0, n), first);
    columns.interfaceIndex.set(batch.interfaceIndex.subarray(0, n), first);
    const somePseudo = interfaces.some((each) => pseudoHeaderBytes(each.linktype) > 0);
    const common = this.linktype ?? (interfaces.length === 1 ? interfaces[0]!.linktype : -1);
    const frame = this.frame;
    frame.bytes = batch.run;
    for (let i = 0; i < n; i++) {
      frame.at = batch.start[i]!;
      frame.caplen = batch.caplen[i]!;
      frame.len = batch.len[i]!;
      frame.linktype = common >= 0 ? common : (interfaces[batch.interfaceIndex[i]!]?.linktype ?? -1);
      if (somePseudo) this.leaveOut(pseudoHeaderBytes(frame.linktype), first + i, columns);
      this.dissector.index(frame, this.facts);
      this.keep(first + i, piece);
    }
    piece.count = first + n;
  }

  /** Wireshark counts a pseudo-header that the capture put in front of the packet neither in its length nor in its bytes. */
  private leaveOut(pseudo: number, i: number, columns: FramePiece['columns']): void {
    const frame = this.frame;
    const skipped = Math.min(pseudo, frame.caplen);
    frame.at += skipped;
    columns.caplen[i] = frame.caplen -= skipped;
    columns.len[i] = frame.len -= Math.min(skipped, frame.len);
    columns.position[i] = columns.position[i]! + skipped;
  }

  /** The ways through the protocols that frames took. */
  get paths(): ProtocolPaths {
    return this.dissector.layer.paths;
  }

  /** An index run that knows the datagrams which the frame completes; keep() then puts what it found into a piece. */
  indexAgain(frame: FrameBytes, context: FrameContext): FrameFacts {
    this.dissector.index(frame, this.facts, context);
    return this.facts;
  }

  /** A byte source that the last run made, null = the frame itself. */
  sourceBytes(source: number): Uint8Array | null {
    return source === 0 ? null : this.dissector.layer.sources[source - 1]!.bytes;
  }

  keep(i: number, piece: FramePiece): void {
    const facts = this.facts;
    const columns = piece.columns;
    columns.protocol[i] = facts.protocol;
    columns.conversation[i] = this.conversations.indexOf(facts);
    columns.transport[i] = facts.transport;
    columns.sequence[i] = facts.sequence;
    columns.acknowledgment[i] = facts.acknowledgment;
    columns.payload[i] = facts.payloadLength;
    columns.flags[i] = facts.flags;
    columns.window[i] = facts.window;
    columns.path[i] = this.dissector.layer.paths.current;
    columns.windowShift[i] = facts.windowShift;
    if (facts.transaction !== 0) {
      piece.transactions.push(i);
      piece.transactions.push(facts.transaction);
      piece.transactions.push(facts.transactionKey);
    }
    if (facts.recognised !== 0) {
      piece.recognised.push(i);
      piece.recognised.push(facts.recognised - 1);
    }
    if (facts.sacked !== 0) {
      piece.sacks.push(i);
      piece.sacks.push(facts.sacked);
    }
    if (facts.others.count !== 0) this.keepOthers(i, piece);
    for (let k = 0; k < facts.fragmentCount; k++) {
      if (facts.fragmentSources[k] !== 0) continue;
      piece.fragments.push(i);
      for (let w = 0; w < FRAGMENT_WORDS; w++) piece.fragments.push(facts.fragments[k * FRAGMENT_WORDS + w]!);
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

  /** Tunnels and quoted packets. */
  private keepOthers(i: number, piece: FramePiece): void {
    const { words, bytes, count } = this.facts.others;
    const ends = this.otherEnds;
    for (let at = 0; at < count * OTHER_WORDS; at += OTHER_WORDS) {
      ends.addressKind = words[at + 1] as AddressKind;
      ends.addressBytes = bytes[at / OTHER_WORDS]!;
      ends.sourceAt = words[at + 2]!;
      ends.destinationAt = words[at + 3]!;
      ends.transport = words[at + 4]!;
      ends.sourcePort = words[at + 5]!;
      ends.destinationPort = words[at + 6]!;
      piece.others.push(i);
      piece.others.push(words[at]!);
      piece.others.push(this.conversations.indexOf(ends));
      piece.others.push(ends.transport);
    }
  }
}
