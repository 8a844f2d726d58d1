// PDUs that go over several TCP segments: which octets of which frames they are made of. Positions in a flow are sequence numbers unwrapped.
import { ONE_MORE_SEGMENT, UNTIL_FIN } from '../dissect/pdu-run';
import { GrowingArray } from './growing-array';
import { cover } from './intervals';
import { firstFrom } from './sorted';

/** Of a flow so many PDUs are remembered, so that a capture made to have more does not take for ever; older ones are known by their frames only. */
const MOST_OF_FLOW = 8192;
const NO_PARTS: readonly PduPart[] = [];
const NEAR_PARTS = 8;
/** Farther than any window. */
const FAR = 0x4000_0000;

/** A frame's part of a PDU: octets [at, at + length) of the segment's payload, [offset, offset + length) of the PDU. */
export interface PduPart {
  readonly pdu: number;
  readonly frame: number;
  readonly at: number;
  readonly offset: number;
  readonly length: number;
}

/** PDUs of one direction of a stream, in the order of their first octets. */
interface FlowPdus {
  readonly pdus: number[];
  /** The last sequence number met, and where it is in the flow. */
  sequence: number;
  position: number;
}

/** Bits of a PDU's state. */
const WHOLE = 1;
const ANY_SEGMENT = 2;
const TO_THE_FIN = 4;
const MEASURED = 8;

export class TcpPdus {
  private readonly flows = new Map<number, FlowPdus>();
  /** Octets that are there, of PDUs that are not whole: start, end, start, end, … ascending, not touching each other. */
  private readonly covered = new Map<number, number[]>();
  /** By PDU: its first octet and the octet behind its last, as far as is known; state; the frame that completed it; its newest part + 1. */
  private readonly starts = new GrowingArray(new Float64Array(16));
  private readonly ends = new GrowingArray(new Float64Array(16));
  private readonly states = new GrowingArray(new Uint16Array(16));
  private readonly completed = new GrowingArray(new Uint32Array(16));
  private readonly newest = new GrowingArray(new Uint32Array(16));
  /** By part, in file order. */
  private readonly frames = new GrowingArray(new Uint32Array(16));
  private readonly pdus = new GrowingArray(new Uint32Array(16));
  private readonly ats = new GrowingArray(new Uint32Array(16));
  private readonly offsets = new GrowingArray(new Uint32Array(16));
  private readonly lengths = new GrowingArray(new Uint32Array(16));
  private readonly previous = new GrowingArray(new Uint32Array(16));
  private askedFor = 0;

  /** Where a sequence number stands in its flow: the one nearest to the number met before. */
  position(flow: number, sequence: number): number {
    const known = this.flows.get(flow);
    if (known === undefined) return sequence;
    known.position += (sequence - known.sequence) | 0;
    known.sequence = sequence;
    return known.position;
  }

  /** The PDU that begins at this octet, -1 = none. */
  beginningAt(flow: number, position: number): number {
    const pdu = this.lastUpTo(flow, position);
    return pdu >= 0 && this.starts.data[pdu] === position ? pdu : -1;
  }

  /** A PDU that began before this octet is whole, and has it. */
  isInWhole(flow: number, position: number): boolean {
    const pdu = this.lastUpTo(flow, position - 1);
    return pdu >= 0 && this.isWhole(pdu) && this.ends.data[pdu]! > position;
  }

  /** The PDU that began before this octet and waits for it, -1 = none. */
  waitingFor(flow: number, position: number): number {
    const pdu = this.lastUpTo(flow, position - 1);
    return pdu >= 0 && !this.isWhole(pdu) && this.ends.data[pdu]! > position ? pdu : -1;
  }

  /** The PDU of the flow that goes on up to the FIN, -1 = none. */
  waitingForFin(flow: number, position: number): number {
    const pdu = this.lastUpTo(flow, position - 1);
    return pdu >= 0 && !this.isWhole(pdu) && (this.states.data[pdu]! & TO_THE_FIN) !== 0 ? pdu : -1;
  }

  /** @param end where the segment ends in which the PDU begins @param more octets that the protocol asks for behind that */
  begin(flow: number, sequence: number, position: number, end: number, more: number): number {
    let known = this.flows.get(flow);
    if (known === undefined) this.flows.set(flow, (known = { pdus: [], sequence, position }));
    const pdu = this.starts.push(position);
    this.ends.push(0);
    this.states.push(0);
    this.completed.push(0);
    this.newest.push(0);
    this.extend(pdu, end, more);
    this.covered.set(pdu, []);
    insert(known.pdus, pdu, this.starts.data);
    return pdu;
  }

  /** More octets are needed behind `end`. */
  extend(pdu: number, end: number, more: number): void {
    this.ends.data[pdu] = end + (more === UNTIL_FIN ? FAR : more === ONE_MORE_SEGMENT ? 1 : more);
    this.states.data[pdu] = more === UNTIL_FIN ? TO_THE_FIN : more === ONE_MORE_SEGMENT ? ANY_SEGMENT : 0;
  }

  /**
   * Octets [position, position + length) came, which stand at `at` of the frame's payload; of them the PDU takes what is its.
   * @returns how many it takes
   */
  add(pdu: number, frame: number, position: number, at: number, length: number): number {
    const isAny = (this.states.data[pdu]! & ANY_SEGMENT) !== 0;
    const taken = isAny ? length : Math.min(length, this.ends.data[pdu]! - position);
    if (isAny) {
      const end = this.ends.data[pdu]!;
      if (position + length >= end) this.states.data[pdu]! &= ~ANY_SEGMENT;
      this.ends.data[pdu] = Math.max(end, position + length);
    }
    const offset = position - this.starts.data[pdu]!;
    this.keep(pdu, frame, at, offset, taken);
    cover(this.covered.get(pdu)!, offset, offset + taken);
    return taken;
  }

  private keep(pdu: number, frame: number, at: number, offset: number, length: number): void {
    const last = this.frames.length - 1;
    const isMore = last >= 0 && this.frames.data[last] === frame && this.pdus.data[last] === pdu && this.ats.data[last]! + this.lengths.data[last]! === at;
    if (isMore) {
      this.lengths.data[last]! += length;
      return;
    }
    this.frames.push(frame);
    this.pdus.push(pdu);
    this.ats.push(at);
    this.offsets.push(offset);
    this.lengths.push(length);
    this.newest.data[pdu] = this.previous.push(this.newest.data[pdu]!) + 1;
  }

  /** The PDU has these octets already, as far as they are its. */
  has(pdu: number, position: number, length: number): boolean {
    const from = position - this.starts.data[pdu]!;
    const to = Math.min(from + length, this.size(pdu));
    const intervals = this.covered.get(pdu) ?? [];
    for (let i = 0; i < intervals.length; i += 2) if (intervals[i]! <= from && intervals[i + 1]! >= to) return true;
    return false;
  }

  /** It waits for more, and is known to have fewer octets than these from its beginning on. */
  isShorter(pdu: number, length: number): boolean {
    return !this.isWhole(pdu) && this.size(pdu) < length;
  }

  gaps(pdu: number): number {
    return (this.covered.get(pdu)?.length ?? 0) / 2;
  }

  /** All octets that are known to be needed are there. */
  isCovered(pdu: number): boolean {
    const [start, end] = this.covered.get(pdu) ?? [1, 0];
    return start === 0 && end! >= this.ends.data[pdu]! - this.starts.data[pdu]!;
  }

  /** Its length is what is there without a gap from its start on. */
  cutAtGap(pdu: number): void {
    const [start, end] = this.covered.get(pdu) ?? [0, 0];
    this.ends.data[pdu] = this.starts.data[pdu]! + (start === 0 ? end! : 0);
  }

  complete(pdu: number, frame: number): void {
    this.states.data[pdu]! |= WHOLE;
    this.completed.data[pdu] = frame;
    this.covered.delete(pdu);
  }

  /** Its length is known for sure: it is one message. */
  measure(pdu: number): void {
    this.states.data[pdu]! |= MEASURED;
  }
  isMeasured(pdu: number): boolean {
    return (this.states.data[pdu]! & MEASURED) !== 0;
  }
  isWhole(pdu: number): boolean {
    return (this.states.data[pdu]! & WHOLE) !== 0;
  }
  /** Nothing more is taken into it, though its protocol would ask for more. */
  cutHere(pdu: number): void {
    this.states.data[pdu]! |= TO_THE_FIN;
  }
  /** It went on up to the FIN, or was cut: nothing can be missing from it. */
  endsAtFin(pdu: number): boolean {
    return (this.states.data[pdu]! & TO_THE_FIN) !== 0;
  }
  /** The frame that completed it, 0 = none did. */
  completedIn(pdu: number): number {
    return this.completed.data[pdu]!;
  }
  start(pdu: number): number {
    return this.starts.data[pdu]!;
  }
  /** Octets. */
  size(pdu: number): number {
    return this.ends.data[pdu]! - this.starts.data[pdu]!;
  }

  /** A frame's parts of PDUs, in the order in which they stand in it. */
  partsOf(frame: number): readonly PduPart[] {
    const { data, length } = this.frames;
    const first = this.firstOf(frame);
    if (first === length || data[first] !== frame) return NO_PARTS;
    const parts: PduPart[] = [];
    for (let i = first; i < length && data[i] === frame; i++) parts.push(this.part(i));
    return parts;
  }

  /** The first part that belongs to this frame or a later one; nearly always it is near the one asked for before. */
  private firstOf(frame: number): number {
    const { data, length } = this.frames;
    let at = this.askedFor;
    if (at === 0 || data[at - 1]! < frame) {
      const end = Math.min(length, at + NEAR_PARTS);
      while (at < end && data[at]! < frame) at++;
      if (at < end || at === length) return (this.askedFor = at);
    }
    return (this.askedFor = firstFrom(data, length, frame));
  }

  /** The parts that a PDU is made of, in the order in which they came. */
  partsOfPdu(pdu: number): PduPart[] {
    const parts: PduPart[] = [];
    for (let i = this.newest.data[pdu]! - 1; i >= 0; i = this.previous.data[i]! - 1) parts.push(this.part(i));
    return parts.reverse();
  }

  /** The frame of its newest part. */
  newestFrame(pdu: number): number {
    return this.frames.data[this.newest.data[pdu]! - 1]!;
  }

  /** The part that came first. */
  firstPart(pdu: number): PduPart {
    let i = this.newest.data[pdu]! - 1;
    while (this.previous.data[i]! > 0) i = this.previous.data[i]! - 1;
    return this.part(i);
  }

  /** Octets of the part that came last. */
  get lastLength(): number {
    return this.lengths.data[this.lengths.length - 1] ?? 0;
  }

  private part(i: number): PduPart {
    return { pdu: this.pdus.data[i]!, frame: this.frames.data[i]!, at: this.ats.data[i]!, offset: this.offsets.data[i]!, length: this.lengths.data[i]! };
  }

  /** The last PDU of the flow that begins at this octet or before, -1 = none. */
  private lastUpTo(flow: number, position: number): number {
    const pdus = this.flows.get(flow)?.pdus;
    if (pdus === undefined) return -1;
    const starts = this.starts.data;
    let low = 0;
    // Nearly always it is the newest.
    if (pdus.length > 0 && starts[pdus[pdus.length - 1]!]! <= position) low = pdus.length;
    for (let high = pdus.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (starts[pdus[middle]!]! <= position) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? -1 : pdus[low - 1]!;
  }
}

function insert(pdus: number[], pdu: number, starts: Float64Array): void {
  if (pdus.length === MOST_OF_FLOW) pdus.splice(0, MOST_OF_FLOW / 2);
  let at = pdus.length;
  while (at > 0 && starts[pdus[at - 1]!]! > starts[pdu]!) at--;
  pdus.splice(at, 0, pdu);
}
