// Runs a frame through the protocols, layer by layer: three runs (index, match, tree) of the same dissect() functions,
// and the row run, which is an index run that also writes the column texts.
import { isOutOfBytes } from '../bytes/byte-view';
import { decodingStopped } from './decoding-stopped';
import { chooseProtocol } from './choose-protocol';
import { CommentsWish, nameProtocols } from './frame-lines';
import { NO_CONTEXT, TSHARK_OPTIONS, type DissectOptions, type FrameContext } from './frame-context';
import type { FrameFacts } from './frame-facts';
import { Layer } from './layer';
import { missing, pduLength } from './pdu-needs';
import type { After, Rest } from './pending-layers';
import { layerNumber, sizeSeen, type Seen } from './seen';
import type { Protocol } from './protocol';
import type { Registry } from './registry';
import type { Table } from './tables';
import { TreeNode } from './tree-node';
import { isTold, usualRow } from './usual-row';
import { usualFrame, usualProtocols, type UsualProtocols } from './usual-frame';

/** Layers in one frame, tunnels and quoted packets included. */
const MAX_LAYERS = 64;
/** Info of a frame that the user wants ignored. */
const IGNORED = '<Ignored>';
/** IANA protocol number. */
const TCP = 6;
/** Ethernet, IP, TCP or UDP. */
const USUAL_LAYERS = 3;

/** One frame's bytes: `at` … `at + caplen` in `bytes`; `len` is its length on the wire. */
export interface FrameBytes {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly caplen: number;
  readonly len: number;
  readonly linktype: number;
}

export class Dissector {
  readonly layer: Layer;
  /** Protocol ids met in the last frame, outermost first, with tshark's pseudo-layer `ethertype`. */
  get path(): readonly string[] {
    return this.layer.path;
  }
  stopped: '' | 'truncated' | 'malformed' | 'bug' = '';
  /** What a dissector threw by mistake, for the tests and the log. */
  bug: unknown = undefined;
  private layers = 0;
  /** The PDU at hand goes on in later segments: running out of bytes is no fault of anybody's. */
  private goesOn = false;
  /** Of the TCP payload at hand nothing more can come. */
  private isFinal = false;
  private readonly protocols: readonly Protocol[];
  private readonly frameIndex: number;
  private readonly dataIndex: number;
  private readonly commentsIndex: number;
  private readonly commentsWish: CommentsWish;
  private readonly usual: UsualProtocols | null;

  constructor(readonly registry: Registry) {
    this.layer = new Layer((table, key, at, length) => this.runNested(table, key, at, length));
    this.protocols = registry.protocols;
    this.frameIndex = registry.indexOf('frame');
    this.dataIndex = registry.indexOf('data');
    this.commentsIndex = registry.indexOf('pkt_comment');
    this.commentsWish = new CommentsWish(registry, this.commentsIndex);
    this.usual = usualProtocols(registry, this.layer.paths);
    if (this.frameIndex < 0 || this.dataIndex < 0) throw new Error('the protocols frame and data are missing');
  }

  /** Fills `facts` only. */
  index(frame: FrameBytes, facts: FrameFacts, context: FrameContext = NO_CONTEXT): void {
    // Millions of runs follow each other with the same settings.
    if (!this.layer.indexing || this.layer.context !== context) this.begin(context, TSHARK_OPTIONS, false, false, false);
    this.layer.facts = facts;
    this.walk(frame);
  }

  /**
   * What an application protocol says of bytes that TCP carries, [at, end): facts, and whether a PDU goes on behind them (layer.pdus).
   * @param mayGoOn more bytes may come
   */
  ask(bytes: Uint8Array, at: number, end: number, ports: readonly [source: number, destination: number], facts: FrameFacts, context: FrameContext, mayGoOn: boolean): void {
    const p = this.layer;
    this.begin(context, TSHARK_OPTIONS, false, false, false);
    p.facts = facts;
    this.prepare({ bytes, at, caplen: end - at, len: end - at, linktype: -1 });
    facts.transport = TCP;
    p.enter('tcp');
    [facts.sourcePort, facts.destinationPort] = ports;
    p.pdus.isAsking = true;
    this.isFinal = !mayGoOn;
    this.run('tcp.port', ports[0], ports[1], at, end);
    p.pdus.isAsking = false;
    this.isFinal = false;
  }

  /** The TCP payload of a frame, null = it has none or not all of it was captured. */
  payload(frame: FrameBytes, facts: FrameFacts, context: FrameContext): Uint8Array | null {
    const { pdus } = this.layer;
    pdus.takesPayload = true;
    pdus.payload = null;
    this.index(frame, facts, context);
    pdus.takesPayload = false;
    return pdus.payload;
  }

  /** Fills layer.facts and the column texts. */
  row(frame: FrameBytes, context: FrameContext, options: DissectOptions): void {
    this.begin(context, options, false, false, true);
    this.walk(frame);
  }

  /** Keeps the values of fields whose id is set in `wanted`; with `row`, the column texts too. */
  match(frame: FrameBytes, context: FrameContext, options: DissectOptions, wanted: Uint8Array, row = false): readonly Seen[] {
    this.begin(context, options, true, false, row);
    this.layer.wanted = wanted;
    this.layer.seen.length = 0;
    this.walk(frame);
    return this.layer.seen;
  }

  /** All lines, depth first; positions are relative to the frame. */
  tree(frame: FrameBytes, context: FrameContext, options: DissectOptions): TreeNode[] {
    this.begin(context, options, true, true, true);
    this.layer.nodes = [];
    this.walk(frame);
    for (const node of this.layer.nodes) if (node.start >= 0 && node.source === 0) node.start -= frame.at;
    return this.layer.nodes;
  }

  private begin(context: FrameContext, options: DissectOptions, emits: boolean, inTree: boolean, inRow: boolean): void {
    const p = this.layer;
    p.context = context;
    p.options = options;
    p.emits = emits;
    p.inTree = inTree;
    p.inRow = inRow;
    p.indexing = !emits && !inRow;
  }

  private prepare(frame: FrameBytes): void {
    const p = this.layer;
    p.facts.reset();
    p.pdus.reset();
    if (!p.indexing) p.resetColumns();
    p.quoted = 0;
    p.fragment = false;
    [p.frameStart, p.frameLength] = [frame.at, frame.len];
    p.linktype = frame.linktype;
    p.resetPath();
    this.stopped = '';
    this.layers = 0;
    if (p.sources.length > 0) p.sources.length = 0;
    p.source = 0;
    this.goesOn = false;
    p.view.reset(frame.bytes, frame.at + frame.caplen, endOf(frame));
    p.actualEnd = -1;
  }

  private walk(frame: FrameBytes): void {
    const p = this.layer;
    this.prepare(frame);
    if (p.emits) {
      this.layer.nextTable = '';
      this.runComments(frame);
      this.runOne(this.protocols[this.frameIndex]!, this.frameIndex, frame.at, endOf(frame), true);
      p.layerNode.length = frame.caplen;
    }
    if (!p.indexing && p.context.ignored === true) return p.info(() => IGNORED);
    if (p.inRow && !p.emits && this.usual !== null && this.rowOfPayload(frame, this.usual)) return;
    if (p.indexing && this.usual !== null && usualFrame(p, frame, this.usual)) {
      if (p.pdus.takesPayload) return p.pdus.keep(frame.bytes, p.facts.payloadAt, p.facts.payloadAt + p.facts.payloadLength, frame.at + frame.caplen);
      this.layers = USUAL_LAYERS;
      if (p.nextTable !== '') this.run(p.nextTable, p.nextKey, p.nextKey2, p.nextAt, p.nextEnd);
      return;
    }
    this.run('linktype', frame.linktype, -1, frame.at, endOf(frame));
    if (p.emits && this.path.length > 0) nameProtocols(p, this.protocols[this.frameIndex]!);
  }

  /** A row run that begins behind the transport's header. False: it was of no use, and nothing is left of it. */
  private rowOfPayload(frame: FrameBytes, usual: UsualProtocols): boolean {
    const p = this.layer;
    if (usualRow(p, frame, usual)) {
      this.layers = USUAL_LAYERS;
      if (p.pdus.handedOn.length > 0) this.runHandedOn();
      else if (p.nextTable !== '') this.run(p.nextTable, p.nextKey, p.nextKey2, p.nextAt, p.nextEnd);
      if (isTold(p)) return true;
    }
    this.prepare(frame);
    return false;
  }

  /** A layer in front of the frame's own. Comments are looked up only where somebody wants to know. */
  private runComments(frame: FrameBytes): void {
    const p = this.layer;
    const index = this.commentsIndex;
    if (index < 0 || !(p.inTree || this.commentsWish.of(p.wanted)) || p.context.comments.length === 0) return;
    this.runOne(this.protocols[index]!, index, frame.at, endOf(frame), false);
  }

  /** One layer after the other from `at`, until nobody hands on. */
  private run(table: Table, key: number, key2: number, at: number, end: number): void {
    const p = this.layer;
    const home = p.view.bytes;
    const homeCaptured = p.view.capturedEnd;
    const homeSource = p.source;
    const captured = homeCaptured;
    const outerActualEnd = p.actualEnd;
    p.actualEnd = -1;
    let after: After[] | null = null;
    let rests: Rest[] | null = null;
    let repeated = -1;
    let repeat = 0;
    for (;;) {
      let index = repeated >= 0 ? repeated : chooseProtocol(p, this.registry, table, key, key2, at, end, this.dataIndex);
      if (++this.layers > MAX_LAYERS) break;
      if (table === 'ethertype') p.enter('ethertype');
      p.view.bound(captured, end);
      const length = table === 'tcp.port' ? pduLength(this.protocols[index]!, p, at, end) : -1;
      if (length === 0) index = this.dataIndex;
      p.repeat = repeat;
      p.pdus.mayGoOn = table === 'tcp.port' && !this.isFinal && p.quoted === 0 && p.facts.transport === TCP && !p.fragment && captured >= end;
      if (p.pdus.mayGoOn) p.pdus.asked = index;
      const isAhead = p.pdus.mayGoOn && p.pdus.goesOn(at, missing(this.protocols[index]!, p, at, end, length));
      const pduEnd = length > 0 && !isAhead ? at + length : end;
      if (pduEnd < end) (rests ??= []).push({ index, table, at: pduEnd, end, layers: this.layers - 1, framed: true, repeat: repeat + 1 });
      else if (pduEnd > end) p.view.reset(p.view.bytes, Math.min(captured, end), pduEnd);
      if (pduEnd > end) this.goesOn = captured >= end;
      const protocol = this.protocols[index]!;
      const ok = !isAhead && this.runOne(protocol, index, at, pduEnd, index !== repeated);
      if (isAhead) p.nextTable = '';
      if (p.pdus.handedOn.length > 0) this.runHandedOn();
      if (!p.indexing && !isAhead && protocol.after) {
        const handedEnd = ok && p.nextTable !== '' ? p.nextEnd : end;
        (after ??= []).push({ protocol, node: p.layerNode, start: at, end, handedEnd, outerActualEnd: p.actualEnd, mark: p.nodes.length });
        p.actualEnd = -1;
      }
      if (ok && p.againAt >= 0 && p.againAt < end) (rests ??= []).push({ index, table, at: p.againAt, end, layers: this.layers - 1, framed: false, repeat: repeat + 1 });
      if (p.source !== homeSource || p.nextInSource) this.runInSource(ok, home, homeSource);
      else if (ok && p.nextTable !== '' && (Math.min(p.nextEnd, p.view.reportedEnd) > p.nextAt || (p.nextIfEmpty && this.registry.find(p.nextTable, p.nextKey, p.nextKey2) >= 0))) {
        repeated = -1;
        repeat = 0;
        table = p.nextTable;
        key = p.nextKey;
        key2 = p.nextKey2;
        at = p.nextAt;
        end = Math.min(p.nextEnd, p.view.reportedEnd);
        continue;
      }
      if (rests && !ok) rests = rests.filter((rest) => rest.framed);
      const rest: Rest | undefined = rests?.pop();
      if (!rest) break;
      ({ index: repeated, table, at, end, repeat } = rest);
      this.layers = rest.layers;
      this.goesOn = false;
    }
    if (after) for (const a of after.reverse()) this.runAfter(a, homeCaptured);
    p.actualEnd = outerActualEnd;
  }

  /** What TCP hands on, one after the other: PDUs put together from several segments, and what stands in this one as it is. */
  private runHandedOn(): void {
    const p = this.layer;
    const { handedOn } = p.pdus;
    const { bytes: home, capturedEnd, reportedEnd } = p.view;
    const homeSource = p.source;
    p.pdus.handedOn = [];
    for (const { made, at, end, isFinal, lines } of handedOn) {
      if (made !== null) p.view.reset(made.bytes, made.bytes.length, made.bytes.length);
      p.source = made !== null ? p.sources.push(made) : homeSource;
      lines?.();
      this.isFinal = isFinal;
      if (end > at) this.run('tcp.port', p.facts.sourcePort, p.facts.destinationPort, at, end);
      this.isFinal = false;
      p.fenceInfo();
      p.view.reset(home, capturedEnd, reportedEnd);
    }
    p.source = homeSource;
    p.nextTable = '';
    p.againAt = -1;
  }

  /** What a layer handed on stands in bytes that were made: a walk of its own, then the cursor is back at home. */
  private runInSource(ok: boolean, home: Uint8Array, homeSource: number): void {
    const p = this.layer;
    p.nextInSource = false;
    p.itemEnd = 0;
    if (ok && p.nextTable !== '') {
      const made = p.sources[p.sources.length - 1]!.bytes;
      p.source = p.sources.length;
      const end = Math.min(p.nextEnd, made.length);
      p.view.reset(made, made.length, made.length);
      if (end > p.nextAt) this.run(p.nextTable, p.nextKey, p.nextKey2, p.nextAt, end);
    }
    p.view.look(home);
    p.source = homeSource;
  }

  private runAfter({ protocol, node, start, end, handedEnd, outerActualEnd, mark }: After, captured: number): void {
    const p = this.layer;
    const innerEnd = p.actualEnd < 0 || p.actualEnd > handedEnd ? handedEnd : p.actualEnd;
    p.actualEnd = outerActualEnd;
    if (innerEnd >= end) return;
    p.view.reset(p.view.bytes, captured, end);
    p.start = start;
    p.at = innerEnd;
    p.layerNode = node;
    const rest = p.inTree ? p.nodes.splice(mark) : [];
    p.last = node;
    const depth = p.depth;
    p.open();
    try {
      protocol.after?.(p, protocol.fields, innerEnd);
    } catch (error) {
      if (!isOutOfBytes(error)) this.bug = error;
    }
    p.unwind(depth);
    for (const n of rest) p.nodes.push(n);
  }

  /** One protocol once. False when it ran out of bytes. */
  private runOne(protocol: Protocol, index: number, at: number, end: number, first: boolean): boolean {
    const p = this.layer;
    const outerDepth = p.depth;
    p.view.reportedEnd = end;
    if (end < p.view.capturedEnd) p.view.capturedEnd = end;
    p.at = p.start = at;
    p.nextTable = '';
    p.nextInSource = false;
    p.itemEnd = 0;
    p.againAt = -1;
    if (!protocol.inline) this.enter(protocol, index, first);
    const own = p.seen.length;
    if (p.emits) this.openLayer(protocol, index, at);
    let error: unknown;
    try {
      protocol.dissect(p, protocol.fields);
    } catch (thrown) {
      error = thrown;
    }
    if (p.inTree) {
      p.unwind(outerDepth + 1);
      if (p.layerNode.length === -1) p.layerNode.length = (error === undefined ? p.at : p.view.capturedEnd) - p.layerNode.start;
      p.unwind(outerDepth);
    }
    if (p.emits && !p.inTree && !protocol.inline) sizeSeen(p.seen[own], error === undefined && index !== this.frameIndex ? p.at : p.view.capturedEnd, p.view, end);
    if (error === undefined) return true;
    p.nextTable = '';
    this.stop(error, protocol);
    return false;
  }

  private enter(protocol: Protocol, index: number, first: boolean): void {
    const p = this.layer;
    if (first && index !== this.frameIndex) p.enter(protocol.id, index);
    if (p.quoted > 0 || protocol.column === '') return;
    p.facts.protocol = index;
    if (!p.indexing) p.columnText = protocol.column;
  }

  private openLayer(protocol: Protocol, index: number, at: number): void {
    const p = this.layer;
    if (!p.inTree) p.layerNumber = layerNumber(p.path, protocol.id);
    if (!protocol.inline) p.put(this.registry.protocolFields[index]!, undefined, at, -1);
    p.layerNode = p.last;
    p.open();
  }

  private stop(error: unknown, protocol: Protocol): void {
    const kind = decodingStopped(this.layer, error, protocol, this.goesOn);
    if (kind === 'bug') this.bug = error;
    if (kind !== null && this.stopped === '') this.stopped = kind;
  }

  /** A payload in the middle of a layer: quoted packets, chunks. The cursor and the layer come back as they were. */
  private runNested(table: Table, key: number, at: number, length: number): void {
    const p = this.layer;
    const { at: outerAt, start, layerNode, layerNumber: number, last, nextTable, nextKey, nextKey2, nextAt, nextEnd, againAt } = p;
    const { capturedEnd, reportedEnd } = p.view;
    const { mayGoOn } = p.pdus;
    const depth = p.depth;
    const end = Math.min(at + length, reportedEnd);
    if (end > at) this.run(table, key, -1, at, end);
    p.unwind(depth);
    p.view.reset(p.view.bytes, capturedEnd, reportedEnd);
    [p.at, p.start, p.layerNumber, p.pdus.mayGoOn] = [outerAt, start, number, mayGoOn];
    p.layerNode = layerNode;
    p.last = last;
    p.nextTable = nextTable;
    p.nextKey = nextKey;
    p.nextKey2 = nextKey2;
    [p.nextAt, p.nextEnd, p.againAt] = [nextAt, nextEnd, againAt];
  }
}

/** A damaged file may say of a frame that it was shorter than what it has of it, which is dissected all the same. */
function endOf(frame: FrameBytes): number {
  return frame.at + (frame.caplen > frame.len ? frame.caplen : frame.len);
}
