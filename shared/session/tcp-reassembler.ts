// Goes over the frames of an open capture in file order and finds out which TCP segments carry PDUs together, and what these teach.
// A pass of its own behind the index run, as far as somebody asks: nearly all frames are told by the columns alone.
import { Dissector, type FrameBytes } from '../dissect/dissector';
import type { SegmentPart, SpanningMessages } from '../dissect/frame-context';
import { ASKS_FOR_MORE, FrameFacts, SEGMENT_LENGTH_UNKNOWN } from '../dissect/frame-facts';
import { ONE_MORE_SEGMENT, UNTIL_FIN } from '../dissect/pdu-run';
import type { Registry } from '../dissect/registry';
import { Finding } from '../dissect/segment-analysis';
import { FIN, RST, SYN } from '../stream/segment-columns';
import { MessagesOfRecords } from '../stream/messages-of-records';
import { TcpPdus, type PduPart } from '../stream/tcp-pdus';
import type { FrameStore } from './frame-store';
import { PduBytes } from './pdu-bytes';
import type { ProtocolPaths } from '../dissect/protocol-paths';
import { CompletedPdu } from './completed-pdu';
import { PduProgress } from './pdu-progress';
import { PathsOfSegments } from './paths-of-segments';
import { Ending, endingPart, SegmentEndings } from './segment-endings';
import { SegmentHeads } from './segment-heads';
import type { StoredContext } from './stored-context';

/** Nobody looks into data that comes again or out of its place; what comes again fast fills a gap. */
const NOT_LOOKED_INTO = Finding.Retransmission | Finding.SpuriousRetransmission | Finding.OutOfOrder;
/** A PDU of more octets is not put together, unless the session is told otherwise. */
export const MOST_PDU_OCTETS = 256 * 1_048_576;
/** As much of a PDU tells all that other frames need to know of it. */
const TELLING_OCTETS = 65_536;
/** A PDU of which nothing more is understood in so many segments is shown as far as it goes; and one with more gaps is given up. */
const MOST_LOOKS = 256;
const MOST_GAPS = 1024;

/** Where the octets that belong to no PDU were looked at: nowhere; in the index run; here. */
const Looked = { Nowhere: 0, AsIndexed: 1, Here: 2 } as const;
type Looked = (typeof Looked)[keyof typeof Looked];

/** Bits of a flow's state. */
const HAS_PDUS = 1;
const TO_THE_FIN = 2;

/** A segment on its way. */
interface Segment {
  readonly frame: number;
  readonly flow: number;
  readonly length: number;
  /** Where its data stand in the flow. */
  readonly position: number;
  readonly isWhole: boolean;
  readonly hasFin: boolean;
  /** Its FIN ends a PDU. */
  readonly endsFlow: boolean;
  /** Nobody looks into it, nor into what it completes. */
  readonly isIdle: boolean;
}

/** What the session knows. */
export interface SegmentReader {
  /** null = the file does not have it any more. */
  frame(frame: number): FrameBytes | null;
  /** Frames from one to the other are going to be read. */
  expect(first: number, last: number): void;
  /** (source << 16) | destination. */
  portsOf(flow: number): number;
}

export class TcpReassembler {
  /** Frames that were looked at. */
  done = 0;
  readonly pdus = new TcpPdus();
  readonly heads = new SegmentHeads();
  private readonly messages = new MessagesOfRecords();
  private isAsking = false;
  private readonly dissector: Dissector;
  private readonly facts = new FrameFacts();
  private states = new Uint8Array(1024);
  readonly endings = new SegmentEndings();
  private readonly progress = new PduProgress();
  private readonly paths: PathsOfSegments;
  readonly bytes: PduBytes;
  /** The last frame that completed a PDU, and the protocol of that. */
  private lastCompleted = 0;
  private lastOwner = -1;
  /** Frames with which it turned out that a PDU is too long. */
  private readonly limited = new Set<number>();

  constructor(registry: Registry, paths: ProtocolPaths, private readonly store: FrameStore, private readonly context: StoredContext, private readonly reader: SegmentReader, private readonly mostOctets = MOST_PDU_OCTETS) {
    this.dissector = new Dissector(registry);
    this.bytes = new PduBytes(this.pdus, (frame) => this.payload(frame), (first, last) => this.reader.expect(first, last));
    this.paths = new PathsOfSegments(registry, paths, store);
  }

  /** Looks at the frames up to and including `frame`. */
  advance(frame: number): void {
    const last = Math.min(frame, this.store.count);
    if (this.done >= last) return;
    this.store.tcpAnalysis.advance(last);
    while (this.done < last) this.look(this.done + 1);
  }

  /** What a frame's payload is part of, null = it is looked at as it is. */
  partsOf(frame: number): readonly SegmentPart[] | null {
    const parts = this.pdus.partsOf(frame);
    const ending = this.endings.of(frame);
    if (parts.length === 0 && ending === null) return null;
    const length = this.store.payload(frame);
    const found: SegmentPart[] = [];
    let at = 0;
    for (const part of parts) {
      // What stands before a PDU that goes on is looked at together with its beginning.
      if (part.at > at) found.push({ kind: 'plain', at, length: length - at, isFinal: false });
      found.push(this.partOf(part, frame));
      at = Math.max(at, part.at + part.length);
    }
    if (at < length) found.push(ending === null ? { kind: 'plain', at, length: length - at, isFinal: false } : endingPart(ending, at, length - at));
    return found;
  }

  spanningOf(frame: number): SpanningMessages | null {
    return this.isAsking ? this.messages.before(this.store.flow(frame)) : this.messages.of(frame);
  }

  /** Octets of the longest PDU that is put together, where a PDU of this frame is longer; 0 = none is. */
  limitAt(frame: number): number {
    return this.limited.has(frame) ? this.mostOctets : 0;
  }

  /** The frames that brought the PDUs which a frame completes. */
  framesOfPdus(frame: number): number[] {
    const completed = this.pdus.partsOf(frame).filter(({ pdu }) => this.pdus.completedIn(pdu) === frame);
    return completed.flatMap(({ pdu }) => this.pdus.partsOfPdu(pdu).map((part) => part.frame));
  }

  private partOf(part: PduPart, frame: number): SegmentPart {
    const { pdu, at, length } = part;
    const completedIn = this.pdus.completedIn(pdu);
    if (completedIn !== frame || this.pdus.newestFrame(pdu) !== frame) return { kind: 'part', at, length, completedIn, isRepeated: false };
    return new CompletedPdu(this, pdu, frame, at, length, (this.store.tcpAnalysis.findings(frame) & NOT_LOOKED_INTO) !== 0);
  }

  private look(frame: number): void {
    const { store } = this;
    this.done = frame;
    const flow = store.flow(frame);
    if (flow < 0) return;
    if (flow >= this.states.length) this.states = widened(this.states, flow);
    const flags = store.flags(frame);
    const state = this.states[flow]!;
    const length = store.payload(frame);
    const endsFlow = (flags & FIN) !== 0 && (state & TO_THE_FIN) !== 0;
    if ((length === 0 && !endsFlow) || (flags & (RST | SEGMENT_LENGTH_UNKNOWN)) !== 0) return store.learnOf(frame, true);
    const isIdle = (store.tcpAnalysis.findings(frame) & NOT_LOOKED_INTO) !== 0;
    if (state === 0 && ((flags & ASKS_FOR_MORE) === 0 || isIdle)) {
      if (isIdle) {
        this.endIdle(frame);
        this.paths.correct(frame, false, -1);
      }
      return store.learnOf(frame, !isIdle);
    }
    const position = this.pdus.position(flow, (store.sequence(frame) + ((flags & SYN) !== 0 ? 1 : 0)) >>> 0);
    this.take({ frame, flow, length, position, isWhole: store.caplen(frame) === store.len(frame), hasFin: (flags & FIN) !== 0, endsFlow, isIdle }, (flags & ASKS_FOR_MORE) !== 0);
  }

  private take(s: Segment, asks: boolean): void {
    const { pdus } = this;
    // What comes again late is not taken, as in Wireshark, though it may fill a gap.
    const isAgain = (this.store.tcpAnalysis.findings(s.frame) & Finding.Retransmission) !== 0;
    let at = 0;
    let looked: Looked = Looked.Nowhere;
    while (at < s.length) {
      const position = s.position + at;
      const begun = pdus.beginningAt(s.flow, position);
      const brings = begun >= 0 && pdus.isShorter(begun, s.length - at);
      if ((begun >= 0 && !brings) || ((this.store.tcpAnalysis.findings(s.frame) & Finding.KeepAlive) !== 0 && pdus.isInWhole(s.flow, position))) {
        this.endings.add(s.frame, Ending.Repeated);
        break;
      }
      const waiting = brings ? begun : pdus.waitingFor(s.flow, position);
      if (waiting < 0) {
        looked = this.plain(s, at, asks);
        break;
      }
      if (!s.isWhole || isAgain || (s.isIdle && !brings && pdus.has(waiting, position, s.length - at))) {
        this.endings.add(s.frame, s.isWhole ? Ending.Repeated : Ending.Lost);
        break;
      }
      at += pdus.add(waiting, s.frame, position, at, s.length - at);
      if (pdus.isCovered(waiting)) this.covered(waiting, s, at);
      else if (pdus.gaps(waiting) > MOST_GAPS) this.giveUp(waiting);
    }
    // It may have turned out with this segment only that a PDU goes on up to the FIN.
    if (s.hasFin && (this.states[s.flow]! & TO_THE_FIN) !== 0) this.endFlow(s);
    this.store.learnOf(s.frame, looked === Looked.AsIndexed);
    const completes = !s.isIdle && this.lastCompleted === s.frame;
    if (completes || at > 0 || looked === Looked.Nowhere) this.paths.correct(s.frame, completes || looked !== Looked.Nowhere, completes ? this.lastOwner : -1);
  }

  private endIdle(frame: number): void {
    this.endings.add(frame, (this.store.tcpAnalysis.findings(frame) & Finding.Retransmission) !== 0 ? Ending.Repeated : Ending.Idle);
  }

  /** Octets of the segment from `at` on that no PDU waits for. */
  private plain(s: Segment, at: number, asks: boolean): Looked {
    if (s.isIdle) {
      this.endIdle(s.frame);
      return Looked.Nowhere;
    }
    const payload = s.isWhole && (at > 0 || asks || this.messages.isOpen(s.flow)) ? this.bytes.payloadOf(s.frame) : null;
    if (payload === null || payload.length < s.length) {
      this.heads.add(s.frame, 0, 0);
      return at === 0 ? Looked.AsIndexed : Looked.Here;
    }
    const begun = this.ask(s, payload, at, s.length, true, 0);
    const { goesOnFor } = this.dissector.layer.pdus;
    this.lookAtMessages(s.frame);
    // Facts of what stands before a PDU that goes on.
    if (begun !== at) this.learn(s.frame);
    this.addHeads(s.frame);
    if (begun < 0) return Looked.Here;
    if (goesOnFor > this.mostOctets || (goesOnFor === UNTIL_FIN && s.hasFin)) {
      this.endings.add(s.frame, Ending.Final);
      if (goesOnFor > this.mostOctets) this.limited.add(s.frame);
      this.ask(s, payload, begun, s.length, false, 0);
      this.learn(s.frame);
      return Looked.Here;
    }
    this.begin(s, payload, begun, goesOnFor);
    return begun === at ? Looked.Nowhere : Looked.Here;
  }

  /** A PDU begins at `at` of the payload and goes on. */
  private begin(s: Segment, payload: Uint8Array, at: number, more: number): void {
    const { isTold } = this.dissector.layer.pdus;
    const pdu = this.pdus.begin(s.flow, (s.position + at) >>> 0, s.position + at, s.position + s.length, more);
    this.pdus.add(pdu, s.frame, s.position + at, at, s.length - at);
    this.states[s.flow]! |= HAS_PDUS | (more === UNTIL_FIN ? TO_THE_FIN : 0);
    this.progress.owners.set(pdu, this.dissector.layer.pdus.asked);
    this.lookAtHeads(pdu, false);
    this.remember(pdu, -at);
    const recognised = this.facts.recognised;
    if (recognised > 0) this.store.streams.prove(s.flow >> 1, recognised - 1, s.frame);
    if (isTold) this.tell(pdu, s, payload, at, payload.length);
  }

  /** Facts of a PDU from its beginning alone. */
  private tell(pdu: number, s: Segment, bytes: Uint8Array, at: number, end: number): void {
    this.ask(s, bytes, at, end, false, 0);
    const { transaction, transactionKey: key, note } = this.facts;
    this.progress.told.set(pdu, { transaction, key, note });
  }

  /** All that was known to be missing of a PDU is there: either it is whole, or it needs still more. */
  private covered(pdu: number, s: Segment, taken: number): void {
    const { pdus } = this;
    if (s.isIdle) {
      pdus.complete(pdu, s.frame);
      return this.forget(pdu);
    }
    const size = pdus.size(pdu);
    if (size > this.mostOctets) return this.tooLong(pdu, s.frame);
    if (this.pdus.isMeasured(pdu)) return this.complete(pdu, s.frame);
    if (size < this.progress.least(pdu)) return pdus.extend(pdu, s.position + taken, ONE_MORE_SEGMENT);
    const resume = this.progress.resume(pdu);
    const bytes = this.bytes.lookAt(pdu, s.frame, resume, size);
    if (bytes === null) return this.giveUp(pdu);
    const looks = this.progress.look(pdu);
    if (looks === MOST_LOOKS) pdus.cutHere(pdu);
    const goesOn = looks === MOST_LOOKS ? -1 : this.ask(s, bytes, 0, bytes.length, true, resume);
    const { goesOnFor, isTold } = this.dissector.layer.pdus;
    if (looks === MOST_LOOKS) this.heads.forget(pdu);
    else this.lookAtHeads(pdu, resume > 0);
    if (goesOn < 0) return this.complete(pdu, s.frame);
    if (resume + goesOn > size - pdus.lastLength) return this.goOn(pdu, s, resume + goesOn, goesOnFor, bytes, goesOn);
    if (goesOnFor > this.mostOctets) return this.tooLong(pdu, s.frame);
    pdus.extend(pdu, s.position + taken, goesOnFor);
    if (goesOnFor === UNTIL_FIN) this.states[s.flow]! |= TO_THE_FIN;
    this.remember(pdu, resume);
    if (isTold && !this.progress.told.has(pdu)) this.tell(pdu, s, bytes, 0, bytes.length);
  }

  /** Behind what is whole now another PDU begins, in the same segment. */
  private goOn(pdu: number, s: Segment, offset: number, more: number, bytes: Uint8Array, at: number): void {
    const { pdus } = this;
    const { isTold } = this.dissector.layer.pdus;
    const start = pdus.start(pdu) + offset;
    const end = pdus.start(pdu) + pdus.size(pdu);
    const next = pdus.begin(s.flow, start >>> 0, start, end, more);
    pdus.add(next, s.frame, start, start - s.position, end - start);
    if (more === UNTIL_FIN) this.states[s.flow]! |= TO_THE_FIN;
    this.progress.owners.set(next, this.progress.owners.get(pdu) ?? -1);
    this.lookAtHeads(next, false);
    this.remember(next, -at);
    this.complete(pdu, s.frame);
    if (isTold) this.tell(next, s, bytes, at, bytes.length);
  }

  /** From where the next look at a PDU begins. @param shift from positions in the bytes just looked at to octets of the PDU */
  private remember(pdu: number, shift: number): void {
    const run = this.dissector.layer.pdus;
    this.progress.remember(pdu, run, shift);
    if (run.isTold && run.goesOnFor > 0 && run.resume < 0) this.pdus.measure(pdu);
  }

  private complete(pdu: number, frame: number): void {
    this.pdus.complete(pdu, frame);
    this.lastCompleted = frame;
    this.lastOwner = this.progress.owners.get(pdu) ?? -1;
    this.heads.complete(pdu, frame);
    const told = this.progress.told.get(pdu);
    if (told !== undefined) this.store.learnNow(frame, told.transaction, told.key, told.note);
    else {
      const bytes = this.bytes.assemble(pdu, 0, Math.min(TELLING_OCTETS, this.pdus.size(pdu)));
      if (bytes !== null) {
        this.askOf(frame, bytes, 0, bytes.length, false, 0);
        this.lookAtMessages(frame);
        this.learn(frame);
      }
    }
    this.forget(pdu);
  }

  private forget(pdu: number): void {
    this.heads.forget(pdu);
    this.progress.forget(pdu);
    this.bytes.forget(pdu);
  }

  private tooLong(pdu: number, frame: number): void {
    this.limited.add(frame);
    this.giveUp(pdu);
  }

  /** It is too long, or its bytes are gone. */
  private giveUp(pdu: number): void {
    this.pdus.complete(pdu, 0);
    this.forget(pdu);
  }

  /** The FIN ends what had no other end. */
  private endFlow(s: Segment): void {
    const position = s.position + s.length;
    const pdu = this.pdus.waitingForFin(s.flow, position);
    this.states[s.flow]! &= ~TO_THE_FIN;
    if (pdu < 0) return;
    if (s.length === 0) this.pdus.add(pdu, s.frame, position, 0, 0);
    this.pdus.cutAtGap(pdu);
    if (this.pdus.size(pdu) > this.mostOctets) return this.tooLong(pdu, s.frame);
    this.complete(pdu, s.frame);
  }

  private addHeads(frame: number): void {
    const { headMarks, headStatus } = this.dissector.layer.pdus;
    this.heads.add(frame, headMarks, headStatus);
  }

  private lookAtHeads(pdu: number, resumes: boolean): void {
    const { headMarks, headStatus } = this.dissector.layer.pdus;
    this.heads.look(pdu, headMarks, headStatus, resumes);
  }

  private lookAtMessages(frame: number): void {
    const flow = this.store.flow(frame);
    if (this.messages.look(frame, flow, this.dissector.layer.pdus)) this.states[flow]! |= HAS_PDUS;
  }

  private learn(frame: number): void {
    const { transaction, transactionKey, note, recognised } = this.facts;
    const stream = this.store.stream(frame) >> 1;
    if (recognised > 0) this.store.streams.prove(stream, recognised - 1, frame);
    this.store.learnNow(frame, transaction, transactionKey, note);
  }

  private ask(s: Segment, bytes: Uint8Array, at: number, end: number, mayGoOn: boolean, resumesAt: number): number {
    return this.askOf(s.frame, bytes, at, end, mayGoOn && !s.endsFlow, resumesAt);
  }

  /** Lets the application protocol look at bytes of a flow; gives where a PDU begins that goes on, -1 = none does. */
  private askOf(frame: number, bytes: Uint8Array, at: number, end: number, mayGoOn: boolean, resumesAt: number): number {
    const { pdus, paths } = this.dissector.layer;
    const ports = this.reader.portsOf(this.store.flow(frame));
    pdus.resumesAt = resumesAt;
    pdus.headMarks = pdus.headStatus = 0;
    this.isAsking = true;
    this.dissector.ask(bytes, at, end, [ports >>> 16, ports & 0xffff], this.facts, this.context.at(frame), mayGoOn);
    this.isAsking = false;
    pdus.resumesAt = 0;
    this.paths.meet(frame, paths);
    return pdus.goesOnAt;
  }

  private payload(frame: number): Uint8Array | null {
    const bytes = this.reader.frame(frame);
    return bytes === null ? null : this.dissector.payload(bytes, this.facts, this.context.at(frame));
  }
}

function widened(states: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(Math.max(2 * states.length, least + 1));
  wider.set(states);
  return wider;
}
