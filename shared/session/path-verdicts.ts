// Verdicts of one question by class of stream and way through the protocols.
import { MOST_PATHS, PATH_BITS } from '../dissect/protocol-paths';
import { UNKNOWN } from './verdict-words';

export class PathVerdicts {
  /** By place; UNKNOWN where nothing was asked. */
  table = new Uint8Array(MOST_PATHS).fill(UNKNOWN);

  constructor(readonly verdictOf: (path: number, streamClass: number) => number) {}

  /** Makes place for so many classes. */
  widen(classes: number): void {
    if (this.table.length >= classes * MOST_PATHS) return;
    const wider = new Uint8Array(classes * MOST_PATHS).fill(UNKNOWN);
    wider.set(this.table);
    this.table = wider;
  }

  of(path: number, streamClass: number): number {
    const place = placeOf(path, streamClass);
    const known = this.table[place]!;
    return known === UNKNOWN ? (this.table[place] = this.verdictOf(path, streamClass)) : known;
  }
}

/** Where the verdict stands in the table. */
export const placeOf = (path: number, streamClass: number): number => (streamClass << PATH_BITS) | path;
