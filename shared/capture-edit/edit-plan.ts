// What an edit does with the frames of captures: plain data, as the command line and the window fill it in.
import type { TimeNs } from '../frame/time';
import type { DamageRule } from './random-damage';

/** A stretch of each frame that is left out. `length` > 0 counts from `offset` on, < 0 back from it; a negative offset counts from the end. */
export interface Chop {
  /** null = the frame's beginning, or its end for a negative length. */
  readonly offset: number | null;
  readonly length: number;
}

export interface DuplicateRule {
  /** Among so many frames before it … */
  readonly frames: number;
  /** … or within so much time before it; null = the number counts. */
  readonly within: TimeNs | null;
  /** Bytes at the beginning that do not count. */
  readonly ignoredBytes: number;
  /** Among so many frames, their radiotap header does not count. */
  readonly skipsRadiotap: boolean;
}

export interface EditPlan {
  /** Numbers of frames, first and last; `keep` or `delete` them. null = all are kept. */
  readonly ranges: readonly (readonly [first: number, last: number])[] | null;
  readonly rangesMean: 'keep' | 'delete';
  /** Frames from this moment on, and before this one. */
  readonly after: TimeNs | null;
  readonly before: TimeNs | null;
  readonly shift: TimeNs | null;
  /** Times that go back are set to the one before and so much more; with `each`, every time is. */
  readonly strict: { readonly step: TimeNs; readonly each: boolean } | null;
  /** Most bytes kept of a frame; 0 = all. */
  readonly snaplen: number;
  readonly chops: readonly Chop[];
  /** Frames become as long as what is left of them. */
  readonly adjustsLength: boolean;
  /** null = as it is. */
  readonly linktype: number | null;
  readonly duplicates: DuplicateRule | null;
  /** VLAN tags are taken out of frames of Linux cooked captures. */
  readonly dropsVlan: boolean;
  /** What Linux cooked captures leave unused of an address becomes zero. */
  readonly clearsUnused: boolean;
  readonly damage: DamageRule | null;
}

export const NO_EDIT: EditPlan = {
  ranges: null, rangesMean: 'keep', after: null, before: null, shift: null, strict: null, snaplen: 0, chops: [], adjustsLength: false,
  linktype: null, duplicates: null, dropsVlan: false, clearsUnused: false, damage: null,
};

/** Into files of so many frames, of so much time each, or of about so many bytes. */
export type SplitRule =
  | { readonly by: 'frames'; readonly frames: number }
  | { readonly by: 'time'; readonly span: TimeNs }
  | { readonly by: 'bytes'; readonly bytes: number };
