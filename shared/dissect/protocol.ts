// What a protocol declares: one object from which filter names, tree, columns and reference all derive.
import type { ByteView } from '../bytes/byte-view';
import { Field } from './field';
import type { Layer } from './layer';
import type { HeuristicTable, Table } from './tables';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of fields of any value type
export type Fields = Record<string, Field<any>>;

/** Bytes and what they must decode to; the generic test runs each and cuts it at every byte. */
export interface Example {
  readonly what: string;
  /** The protocol's own bytes (not the frame's) in hex; blanks are ignored. */
  readonly hex: string;
  /** The Info column that this protocol writes; omit where it leaves Info to others. */
  readonly info?: string;
  /** Field name → value as `tshark -T fields` prints it (several: joined by commas). */
  readonly fields: Readonly<Record<string, string>>;
}

/** PDUs over a byte stream (TCP): how long is the one that starts here? */
export interface Framing {
  /** Bytes needed before `length` may be asked. */
  readonly header: number;
  /** Whole length of the PDU at `at`, header included; 0 = these bytes are not of this protocol. */
  readonly length: (view: ByteView, at: number) => number;
}

export interface Protocol<F extends Fields = Fields> {
  /** Filter name of the protocol itself: `udp`. */
  readonly id: string;
  readonly name: string;
  /** What the Protocol column says; '' for payloads that leave the column to whoever carries them. */
  readonly column: string;
  readonly spec: string;
  /** The file of tcpdump that prints it, for those who read along: `print-tcp.c`. */
  readonly tcpdump?: string;
  readonly over: { readonly [T in Table]?: readonly number[] };
  readonly framing?: Framing;
  /**
   * Over TCP, where a length at the start does not tell all: how many octets the PDU at `at` needs behind those that are here (up to view.reportedEnd).
   * 0 = none; or ONE_MORE_SEGMENT, UNTIL_FIN.
   */
  readonly needs?: (p: Layer, at: number) => number;
  /** Heuristic: are these bytes (view.capturedEnd bounds them) of this protocol? Must be strict, cheap and never throw. */
  readonly recognise?: (view: ByteView, at: number) => boolean;
  /** These bytes came on a port of this protocol but are plainly not of it: heuristics may say what they are. */
  readonly refuses?: (p: Layer, at: number) => boolean;
  readonly recogniseOver?: readonly HeuristicTable[];
  /** No layer of its own: its lines stand below the line at which nested() was called. */
  readonly inline?: true;
  readonly fields: F;
  readonly dissect: (p: Layer, f: F) => void;
  /** Called when everything inside is done, with where that ended: Ethernet's padding, trailer and FCS. */
  readonly after?: (p: Layer, f: F, innerEnd: number) => void;
  readonly examples?: readonly Example[];
}

/** Declares a protocol and names each field `<id>.<key>`; a key that starts with `.` names it in full: `.data.len`. */
export function protocol<F extends Fields>(definition: Protocol<F>): Protocol<F> {
  for (const [key, field] of Object.entries(definition.fields)) field.name = key.startsWith('.') ? key.replace(/^\.+/, '') : `${definition.id}.${key}`;
  return definition;
}
