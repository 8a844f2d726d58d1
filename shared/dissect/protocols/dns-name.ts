// Domain names in a DNS message: labels, and pointers to labels elsewhere in the message (RFC 1035 section 4.1.4).
import { MALFORMED } from '../../bytes/byte-view';
import { utf8Text } from '../../bytes/text';
import type { Field } from '../field';
import { visible } from '../field-text';
import type { Layer } from '../layer';
import type { TreeNode } from '../tree-node';

export type DnsKind = 'dns' | 'mdns' | 'llmnr';

/** Longest name as text; RFC 1035 allows 255 octets on the wire. */
const MAX_NAME = 253;
/** Labels and pointers that one message may make us follow: pointers let a small message ask for a lot. */
const MAX_WORK = 1 << 16;

/** Octets of bit maps that one message may have listed, a line for each bit. */
const MAX_MAPPED = 4096;

const TOO_LONG = '<Name too long>';
const LOOPS = '<Name contains a pointer that loops>';
const UNKNOWN_LABEL = '<Unknown extended label>';

const scratch = new Uint8Array(MAX_NAME + 1);

/** What is known of the message at hand, and the name read last. */
export class DnsMessage {
  /** Control characters escaped; '' in the index run. */
  name = '';
  /** Octets of the name as text, before escaping. */
  nameSize = 0;
  /** Of the record at hand. */
  owner = '';
  node: TreeNode | null = null;
  dataEnd = 0;
  /** Octets of bit maps that may still be listed. */
  mapped = MAX_MAPPED;
  private work = 0;

  constructor(
    readonly kind: DnsKind,
    /** Where the message starts: pointers count from here. */
    readonly base: number,
  ) {}

  /** Looks at the name at `at`; gives where it ends. */
  read(p: Layer, at: number): number {
    const view = p.view;
    const limit = view.reportedEnd - this.base;
    let cursor = at;
    let end = -1;
    /** Octets kept and pointers followed: more than the message has means that they go round in circles. */
    let walked = 0;
    let size = 0;
    for (;;) {
      const label = view.uint8(cursor++);
      this.work++;
      if (label === 0) break;
      if (label < 0x40) {
        if (size <= MAX_NAME) walked += label + 1;
        size = copyLabel(p, cursor, label, size);
        cursor += label;
      } else if (label >= 0xc0) {
        const target = this.base + (((label & 0x3f) << 8) | view.uint8(cursor++));
        if (end < 0) end = cursor;
        if (++walked >= limit || this.work > MAX_WORK) return this.named(LOOPS, end);
        cursor = target;
      } else if (label >= 0x80 || size === 0) {
        throw MALFORMED;
      } else {
        return this.named(UNKNOWN_LABEL, end < 0 ? cursor : end);
      }
    }
    if (end < 0) end = cursor;
    if (size > MAX_NAME) return this.named(TOO_LONG, end);
    if (size === 0) return this.named('<Root>', end);
    this.nameSize = size;
    this.name = p.emits || p.inRow ? visible(utf8Text(scratch, 0, size)) : '';
    return end;
  }

  /** A field that is a name, at the cursor. */
  take(p: Layer, f: Field<string>): void {
    const start = p.at;
    p.at = this.read(p, start);
    p.put(f, this.name, start, p.at - start);
  }

  private named(text: string, end: number): number {
    this.name = text;
    this.nameSize = text.length;
    return end;
  }
}

/** Adds a label to the name in `scratch`; gives its size so far, more than MAX_NAME when it does not fit. */
function copyLabel(p: Layer, at: number, length: number, size: number): number {
  p.view.need(at, length);
  const dot = size > 0 ? 1 : 0;
  if (size + dot + length > MAX_NAME) return MAX_NAME + 1;
  if (dot) scratch[size] = 0x2e;
  scratch.set(p.view.bytes.subarray(at, at + length), size + dot);
  return size + dot + length;
}

/** Text that should be ASCII: other octets become U+FFFD, a NUL ends it. */
export function asciiText(b: Uint8Array, start: number, length: number): string {
  let text = '';
  for (let i = start; i < start + length; i++) {
    const c = b[i]!;
    if (c === 0) break;
    text += c < 0x80 ? String.fromCharCode(c) : '\ufffd';
  }
  return text;
}

/** A string of `length` octets at the cursor; its text where somebody reads it. */
export function takeAscii(p: Layer, f: Field<string>, length: number): string {
  const start = p.at;
  p.skip(length);
  if (!p.emits && !p.inRow) return '';
  const text = asciiText(p.view.bytes, start, length);
  p.put(f, text, start, length);
  return text;
}

/** One length octet, then that many octets of text. */
export function takeCharacterString(p: Layer, length: Field<number>, f: Field<string>): string {
  return takeAscii(p, f, p.read(length));
}
