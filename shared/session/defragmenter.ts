// Puts IP fragments of an open capture together: frames that complete a datagram get its facts before they go into the store.
import type { FrameBytes } from '../dissect/dissector';
import { NO_CONTEXT, type Datagram, type WholeDatagram } from '../dissect/frame-context';
import { FRAGMENT_WORDS, type FrameFacts } from '../dissect/frame-facts';
import { fragmentKey, FragmentWord } from '../dissect/ip-fragment';
import { IpReassembly, MAX_DATAGRAM_FRAGMENTS, MAX_WAITING_DATAGRAMS, STATE_TOO_MANY_FRAGMENTS, STATE_TOO_MANY_WAITING, type FragmentPlace } from '../stream/ip-reassembly';
import { FramePiece, replaceFrames } from './frame-piece';
import type { Indexer } from './indexer';

/** Datagrams inside reassembled datagrams: how deep. */
const MAX_DEPTH = 8;
/** Datagrams whose bytes are kept for the next look at them. */
const KEPT = 32;

const REASONS: Readonly<Record<number, string>> = {
  [STATE_TOO_MANY_WAITING]: `more than ${MAX_WAITING_DATAGRAMS} datagrams waited for theirs`,
  [STATE_TOO_MANY_FRAGMENTS]: `more than ${MAX_DATAGRAM_FRAGMENTS} of one datagram`,
};

/** What the session knows of its file. */
export interface FrameReader {
  /** Bytes of the file; null where they are not there. */
  read(position: number, length: number): Uint8Array | null;
  linktypeOf(interfaceIndex: number): number;
}

export class Defragmenter {
  private readonly reassembly = new IpReassembly();
  /** By datagram. */
  private readonly keys: string[] = [];
  private readonly kept = new Map<number, WholeDatagram>();

  constructor(
    private readonly indexer: Indexer,
    private readonly reader: FrameReader,
  ) {}

  /**
   * Takes the fragments of a piece whose first frame is `first`; frames that complete a datagram get the facts of what it carries.
   * @param conversationOf the piece's conversation numbers → this capture's; null = the same
   * @returns the map with which the store is to read the piece's numbers now
   */
  take(piece: FramePiece, first: number, conversationOf: ArrayLike<number> | null): ArrayLike<number> | null {
    const { data, length } = piece.fragments;
    if (length === 0) return conversationOf;
    const completed = new FramePiece(length / (FRAGMENT_WORDS + 1));
    const slots: number[] = [];
    for (let k = 0; k < length; ) {
      const slot = data[k]!;
      let again = false;
      for (; k < length && data[k] === slot; k += FRAGMENT_WORDS + 1) {
        if (this.add(first + slot, piece.columns.position[slot]!, -1, data, k + 1) >= 0) again = true;
      }
      if (again && this.indexAgain(piece, slot, first + slot, completed, slots.length)) slots.push(slot);
    }
    if (slots.length === 0) return conversationOf;
    if (conversationOf !== null) translate(piece, conversationOf);
    replaceFrames(piece, slots, completed);
    return null;
  }

  /** What is known of the datagrams that a frame carries fragments of. */
  datagramsOf(frame: number): Datagram[] {
    return this.reassembly.datagramsOf(frame).map((datagram) => this.datagram(datagram, frame));
  }

  /** The frames that brought the datagrams which a frame completes. */
  framesOfDatagrams(frame: number): number[] {
    return this.datagramsOf(frame).flatMap(({ whole }) => whole?.parts.map((part) => part.frame) ?? []);
  }

  private add(frame: number, base: number, parent: number, words: ArrayLike<number>, at: number): number {
    const key = fragmentKey(words, at);
    const [offset, length, more] = [words[at + FragmentWord.Offset]!, words[at + FragmentWord.Length]!, words[at + FragmentWord.More] === 1];
    const before = this.reassembly.count;
    const datagram = this.reassembly.add(key, { frame, parent, position: base + words[at + FragmentWord.At]!, offset, length, more });
    if (this.reassembly.count > before) this.keys.push(key);
    return datagram;
  }

  /** Index runs over the frame until no datagram inside becomes whole by it; what it says then goes to place `at`. False: its bytes are gone. */
  private indexAgain(piece: FramePiece, slot: number, frame: number, into: FramePiece, at: number): boolean {
    const caplen = piece.columns.caplen[slot]!;
    const bytes = this.reader.read(piece.columns.position[slot]!, caplen);
    if (bytes === null) return false;
    const source: FrameBytes = { bytes, at: 0, caplen, len: piece.columns.len[slot]!, linktype: this.reader.linktypeOf(piece.columns.interfaceIndex[slot]!) };
    const seen = new Set<string>();
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const datagrams = this.wholeIn(frame);
      const facts = this.indexer.indexAgain(source, { ...NO_CONTEXT, number: frame, datagrams: [...datagrams.values()] });
      if (!this.addInner(frame, facts, datagrams, seen)) break;
    }
    this.indexer.keep(at, into);
    return true;
  }

  /** Fragments that stand inside a reassembled datagram and were not met before. True: one of them completes another. */
  private addInner(frame: number, facts: FrameFacts, datagrams: ReadonlyMap<number, Datagram>, seen: Set<string>): boolean {
    let completes = false;
    for (let i = 0; i < facts.fragmentCount; i++) {
      const made = this.indexer.sourceBytes(facts.fragmentSources[i]!);
      if (made === null) continue;
      for (const [parent, { whole }] of datagrams) {
        if (whole?.bytes !== made) continue;
        const place = `${parent} ${facts.fragments[i * FRAGMENT_WORDS + FragmentWord.At]!}`;
        if (!seen.has(place) && this.add(frame, 0, parent, facts.fragments, i * FRAGMENT_WORDS) >= 0) completes = true;
        seen.add(place);
      }
    }
    return completes;
  }

  private wholeIn(frame: number): Map<number, Datagram> {
    const found = new Map<number, Datagram>();
    for (const datagram of this.reassembly.datagramsOf(frame)) {
      const known = this.datagram(datagram, frame);
      if (known.whole !== null) found.set(datagram, known);
    }
    return found;
  }

  private datagram(datagram: number, frame: number): Datagram {
    const completedIn = this.reassembly.frameOf(datagram);
    const whole = completedIn === frame ? this.whole(datagram) : null;
    return {
      key: this.keys[datagram]!, completedIn: completedIn === frame && whole === null ? 0 : completedIn,
      reason: REASONS[this.reassembly.state(datagram)] ?? '', whole,
    };
  }

  /** Null where the file no longer has the bytes. */
  private whole(datagram: number): WholeDatagram | null {
    const kept = this.kept.get(datagram);
    if (kept !== undefined) return kept;
    const made = this.reassembly.assemble(datagram, (fragment) => this.bytesOf(fragment));
    if (made === null) return null;
    this.kept.set(datagram, made);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return made;
  }

  private bytesOf({ parent, position, length }: FragmentPlace): Uint8Array | null {
    if (parent < 0) return this.reader.read(position, length);
    return this.whole(parent)?.bytes.subarray(position, position + length) ?? null;
  }
}

/** The piece's conversation numbers become this capture's. */
function translate(piece: FramePiece, conversationOf: ArrayLike<number>): void {
  const translated = (conversation: number): number => (conversation < 0 ? conversation : conversationOf[conversation >> 1]! ^ (conversation & 1));
  const { conversation } = piece.columns;
  for (let i = 0; i < piece.count; i++) conversation[i] = translated(conversation[i]!);
  for (let k = 2; k < piece.others.length; k += 4) piece.others.data[k] = translated(piece.others.data[k]! | 0);
}
