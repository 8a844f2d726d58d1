// Formats frames of an open capture on demand: rows, field values, detail trees. Nothing is kept.
import type { CaptureInterface } from '../capture-file/capture-scanner';
import { Dissector, type FrameBytes } from '../dissect/dissector';
import { fieldValue } from '../dissect/field-text';
import type { DissectOptions, SegmentPart } from '../dissect/frame-context';
import { AddressKind, type FrameFacts } from '../dissect/frame-facts';
import { etherName, ipv4Name, ipv6Name } from '../dissect/names';
import type { Seen } from '../dissect/seen';
import type { Registry } from '../dissect/registry';
import type { TreeNode } from '../dissect/tree-node';
import { builtInColumn, type ColumnId } from './column';
import type { FrameStore } from './frame-store';
import type { StoredContext } from './stored-context';
import { timeText, type TimeView } from './time-text';

/** How to make one column's text: a built-in, or a field by name. */
export interface ColumnPlan {
  readonly cells: readonly string[];
  /** Field ids that the cells need, null when only built-ins are shown. */
  readonly wanted: Uint8Array | null;
}

/** @param also field ids that are wanted besides the columns' */
export function planColumns(registry: Registry, names: readonly string[], also: Uint8Array | null = null): ColumnPlan {
  const cells = names.map((name) => builtInColumn(name) ?? name);
  let wanted = also?.slice() ?? null;
  for (const name of cells) {
    if (builtInColumn(name) !== undefined) continue;
    wanted ??= new Uint8Array(registry.fields.length);
    for (const field of registry.named(name)) wanted[field.id] = 1;
  }
  return { cells, wanted };
}

/** All values of a field (or alias) among what was seen, as `tshark -T fields` prints them. */
export function valuesOf(seen: readonly Seen[], name: string): string[] {
  const values: string[] = [];
  for (const s of seen) if (s.field.name === name || s.field.alias.includes(name)) values.push(fieldValue(s.field, s.value));
  return values;
}

export class FrameView {
  readonly dissector: Dissector;
  /** What was kept of the frame whose cells were made last. */
  seen: readonly Seen[] = [];

  constructor(
    registry: Registry,
    private readonly store: FrameStore,
    private readonly context: StoredContext,
    private readonly interfaceOf: (index: number) => CaptureInterface,
  ) {
    this.dissector = new Dissector(registry);
  }

  /** A display filter shows these frames only: `frame` is the last of them so far, 0 = none yet, -1 = all are shown. */
  showed(frame: number): void {
    this.context.shownBefore = frame;
  }

  /** Where a frame's bytes stand in a buffer. */
  frameBytes(frame: number, bytes: Uint8Array, at: number): FrameBytes {
    const store = this.store;
    return { bytes, at, caplen: store.caplen(frame), len: store.len(frame), linktype: this.interfaceOf(store.interfaceIndex(frame)).linktype };
  }

  /** The row says what the file says: no note of the user changes it. What other frames tell of this one is known then. */
  mayBePlain(frame: number): boolean {
    const { ignored, references } = this.context.at(frame).notes;
    return ignored.count === 0 && references.count === 0;
  }

  /** Fraction digits of the times that the frame's interface gives. */
  timeDigits(frame: number): number {
    return this.interfaceOf(this.store.interfaceIndex(frame)).timeDigits;
  }

  /** One text per column. Leaves the dissector's facts and texts as this frame's. */
  cells(frame: number, source: FrameBytes, plan: ColumnPlan, time: Omit<TimeView, 'digits'> & { readonly digits: number }, options: DissectOptions): string[] {
    const context = this.context.at(frame);
    this.seen = [];
    if (plan.wanted) this.seen = this.dissector.match(source, context, options, plan.wanted, true);
    else this.dissector.row(source, context, options);
    return plan.cells.map((cell) => this.cell(frame, cell, this.seen, time));
  }

  /** Values of wanted fields; the column texts too. */
  match(frame: number, source: FrameBytes, wanted: Uint8Array, options: DissectOptions, row: boolean): readonly Seen[] {
    return this.dissector.match(source, this.context.at(frame), options, wanted, row);
  }

  /** What its TCP payload is part of; null = it is looked at as it is. */
  partsOf(frame: number): readonly SegmentPart[] | null {
    return this.context.at(frame).segmentParts;
  }

  /** An index run over one frame, which knows what other frames brought: facts, and the bytes in which its payload stands. */
  facts(frame: number, source: FrameBytes, facts: FrameFacts): Uint8Array {
    this.dissector.index(source, facts, this.context.at(frame));
    return facts.payloadSource === 0 ? source.bytes : this.dissector.layer.sources[facts.payloadSource - 1]!.bytes;
  }

  tree(frame: number, source: FrameBytes, options: DissectOptions): TreeNode[] {
    return this.dissector.tree(source, this.context.at(frame), options);
  }

  /** A built-in column's text, for the frame dissected last. */
  column(frame: number, id: ColumnId, time: TimeView): string {
    const layer = this.dissector.layer;
    switch (id) {
      case 'number': return String(frame);
      case 'time': return this.time(time);
      case 'source': return layer.sourceText !== '' ? layer.sourceText : this.address(true);
      case 'destination': return layer.destinationText !== '' ? layer.destinationText : this.address(false);
      case 'protocol': return layer.columnText;
      case 'length': return String(this.store.len(frame));
      case 'info': return layer.infoText;
    }
  }

  private cell(frame: number, cell: string, seen: readonly Seen[], time: TimeView): string {
    const id = builtInColumn(cell);
    return id !== undefined ? this.column(frame, id, time) : valuesOf(seen, cell).join(',');
  }

  private time(view: TimeView): string {
    const c = this.context;
    if (view.format === 'relative' && c.isReference) return '*REF*';
    const digits = view.digits >= 0 ? view.digits : this.interfaceOf(c.interfaceId).timeDigits;
    const previous = view.format === 'deltaDisplayed' ? c.previousDisplayedTime : c.previousTime;
    return timeText(c.time, previous, c.referenceTime, { ...view, digits });
  }

  private address(source: boolean): string {
    const { facts: f, options: { names } } = this.dissector.layer;
    const at = source ? f.sourceAt : f.destinationAt;
    if (f.addressKind === AddressKind.Ipv4) return ipv4Name(names, f.addressBytes, at);
    if (f.addressKind === AddressKind.Ipv6) return ipv6Name(names, f.addressBytes, at);
    return f.linkKind === AddressKind.Ether ? etherName(names, f.linkBytes, source ? f.linkSourceAt : f.linkDestinationAt) : '';
  }
}
