// What is looked for in bytes: one or several sequences of bytes, capitals alike or not; found with a search that the host may bring along.
import { utf8Bytes } from '../bytes/text';
import type { FindCharacters } from '../ipc/find-calls';

/** First place of `needle` in `bytes` from `from` on, -1 = none. */
export type ByteSearch = (bytes: Uint8Array, needle: Uint8Array, from: number) => number;

/** Where something was found. */
export interface Place {
  readonly start: number;
  readonly length: number;
}

interface Needle {
  readonly bytes: Uint8Array;
  /** In lower case, to be looked for in lower case. */
  readonly folded: boolean;
}

const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte));

function lowered(bytes: Uint8Array): Uint8Array {
  const lower = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) lower[i] = LOWER[bytes[i]!]!;
  return lower;
}

/** The first byte is looked for natively, the others one by one. */
export const plainSearch: ByteSearch = (bytes, needle, from) => {
  const last = bytes.length - needle.length;
  for (let at = bytes.indexOf(needle[0]!, from); at >= 0 && at <= last; at = bytes.indexOf(needle[0]!, at + 1)) {
    let k = 1;
    while (k < needle.length && bytes[at + k] === needle[k]) k++;
    if (k === needle.length) return at;
  }
  return -1;
};

export class ByteNeedles {
  private lower: Uint8Array | null = null;
  private bytes = new Uint8Array(0);

  private constructor(private readonly needles: readonly Needle[], private readonly search: ByteSearch) {}

  static ofBytes(bytes: Uint8Array, search: ByteSearch): ByteNeedles {
    return new ByteNeedles([{ bytes, folded: false }], search);
  }

  /** Only capitals of ASCII are like small letters, as in Wireshark; in two-byte characters only where all of the text is ASCII. */
  static ofText(text: string, caseSensitive: boolean, characters: FindCharacters, search: ByteSearch): ByteNeedles {
    const isAscii = !/[^\0-\x7f]/.test(text);
    const narrow = characters === 'wide' ? [] : [{ bytes: utf8Bytes(text), folded: !caseSensitive }];
    const wide = characters === 'narrow' ? [] : [true, false].map((littleEndian) => ({ bytes: wideBytes(text, littleEndian), folded: !caseSensitive && isAscii }));
    return new ByteNeedles([...narrow, ...wide].map(({ bytes, folded }) => ({ bytes: folded ? lowered(bytes) : bytes, folded })), search);
  }

  /** Says in which bytes to look from now on. */
  in(bytes: Uint8Array): this {
    this.bytes = bytes as Uint8Array<ArrayBuffer>;
    this.lower = null;
    return this;
  }

  /** The first place of any of them at or behind `from`. */
  find(from: number): Place | null {
    let found: Place | null = null;
    for (const { bytes, folded } of this.needles) {
      const start = this.search(folded ? (this.lower ??= lowered(this.bytes)) : this.bytes, bytes, from);
      if (start >= 0 && (found === null || start < found.start)) found = { start, length: bytes.length };
    }
    return found;
  }
}

function wideBytes(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return bytes;
}
