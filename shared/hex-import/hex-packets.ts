// Packets out of a text with hex dumps: where each begins and ends, the text in front of it, and what did not fit.
import { beginsWithTime } from './title-time';
import { hexLine, type HexLine, type OffsetRadix } from './hex-line';

export interface HexPacket {
  /** The line on which its bytes begin, from 1. */
  readonly line: number;
  /** The last lines of text in front of it. */
  readonly titles: readonly string[];
  readonly bytes: Uint8Array;
}

export type HexTrouble =
  /** Offset `found` where `wanted` bytes had come: the rest of the packet is left out. */
  | { readonly kind: 'offset'; readonly line: number; readonly wanted: number; readonly found: number }
  /** More bytes than a packet can have. */
  | { readonly kind: 'long'; readonly line: number; readonly wanted: number; readonly found: number };

export interface HexText {
  readonly packets: readonly HexPacket[];
  readonly troubles: readonly HexTrouble[];
}

export interface HexPacketOptions {
  /** null = found out; 'none' = there are no offsets, and all bytes are one packet. */
  readonly offsets: OffsetRadix | 'none' | null;
  readonly mostBytes: number;
}

/** A comment between the lines of a dump. */
const COMMENT = /^\s*#/;
const MOST_TROUBLES = 1_000;
const MOST_TITLES = 8;
const MOST_TITLE = 400;
/** Lines of `xxd -p`, and of others that wrap: such a line goes on in the next. */
const WRAPPED = new Set([15, 16, 30, 32, 36, 38]);

export function hexPackets(text: string, options: HexPacketOptions): HexText {
  const reading = new HexReading(options);
  text.split(/\r\n?|\n/).forEach((line, i) => reading.line(line, i + 1));
  reading.end();
  return reading;
}

class HexReading {
  readonly packets: HexPacket[] = [];
  readonly troubles: HexTrouble[] = [];
  private bytes: number[] = [];
  private begin = 0;
  private titles: string[] = [];
  private mode: 'none' | 'dump' | 'plain' | 'broken' = 'none';
  private radix: OffsetRadix | null = null;
  /** Bytes of the first line of a dump: no line has more, as a rule. */
  private width = 0;
  /** What a line has beyond that: text that looks like bytes, or bytes, if the next line's offset says so. */
  private beyond: readonly number[] = [];
  /** Of plain bytes: the line before was as long as wrapped ones are. */
  private goesOn = false;
  /** How far in the dump is, and that nothing else has come since. */
  private indent = 0;
  private isDirect = false;

  constructor(private readonly options: HexPacketOptions) {}

  line(text: string, number: number): void {
    if (this.mode === 'dump' && COMMENT.test(text)) return;
    const found = this.asRest(hexLine(text));
    if (this.options.offsets === 'none') return this.withoutOffsets(found, number);
    if (found.kind === 'dump') return this.dump(found, text, number);
    if (found.kind === 'plain' && (!found.isShort || this.mode === 'plain')) return this.plain(found, number);
    this.isDirect = false;
    if (this.mode === 'plain') this.end();
    if (found.kind === 'text' || found.kind === 'plain') {
      if (this.mode !== 'none') this.end();
      this.entitle(text);
    }
  }

  /** The few digits in which a stream of them ends look like an offset. */
  private asRest(found: HexLine): HexLine {
    if (found.kind !== 'dump' || found.bytes.length > 0 || this.mode !== 'plain' || found.offset.length % 2 !== 0) return found;
    return { kind: 'plain', isRun: true, isShort: true, bytes: Array.from({ length: found.offset.length / 2 }, (_, i) => parseInt(found.offset.slice(2 * i, 2 * i + 2), 16)) };
  }

  /** tcpdump -vv shows octets of an option in a dump of its own, further in, before that of the packet: those are text. */
  private endDump({ indent, isHexOffset }: HexLine & { readonly kind: 'dump' }): void {
    if (this.mode === 'dump' && this.isDirect && isHexOffset && indent < this.indent) this.bytes = [];
    this.end();
  }

  /** What was read is a packet. */
  end(): void {
    if (this.bytes.length > 0) {
      this.packets.push({ line: this.begin, titles: this.titles, bytes: Uint8Array.from(this.bytes) });
      this.titles = [];
    }
    [this.bytes, this.mode, this.width, this.goesOn] = [[], 'none', 0, false];
  }

  private withoutOffsets(found: HexLine, number: number): void {
    if (found.kind !== 'plain' && found.kind !== 'dump') return;
    const offset = found.kind === 'dump' ? Array.from({ length: found.offset.length >> 1 }, (_, i) => parseInt(found.offset.slice(2 * i, 2 * i + 2), 16)) : [];
    this.add([...offset, ...found.bytes], number);
  }

  private dump(found: HexLine & { readonly kind: 'dump' }, text: string, number: number): void {
    const zero = /^0+$/.test(found.offset);
    if (zero) {
      this.endDump(found);
      this.mode = 'dump';
      this.indent = found.indent;
      this.isDirect = true;
      this.radix = this.options.offsets === 'none' ? null : (this.options.offsets ?? (found.isHexOffset ? 16 : null));
      this.width = found.bytes.length;
      this.beyond = [];
      return this.add(found.bytes, number);
    }
    // A number in a text, or the rest of a packet that broke off.
    if (this.mode !== 'dump') {
      if (this.mode === 'none') this.entitle(text);
      return;
    }
    const at = this.place(found.offset);
    if (at > this.bytes.length && at <= this.bytes.length + this.beyond.length) this.add(this.beyond, number - 1);
    if (at > this.bytes.length) {
      this.trouble({ kind: 'offset', line: number, wanted: this.bytes.length, found: at });
      this.end();
      this.mode = 'broken';
      return;
    }
    // What is beyond the next line's offset was the text beside the bytes.
    this.bytes.length = at;
    this.add(found.bytes.slice(0, this.width), number);
    this.beyond = found.bytes.slice(this.width);
  }

  /** The offset in the radix that fits the bytes so far; hexadecimal where none does. */
  private place(offset: string): number {
    if (this.radix === null) {
      const fits = ([16, 8, 10] as const).find((radix) => parseInt(offset, radix) === this.bytes.length && isOf(offset, radix));
      // The first line's text may look like bytes: then a whole line is as long as the offset says.
      this.radix = fits ?? 16;
    }
    return parseInt(offset, this.radix);
  }

  private plain({ bytes, isRun }: HexLine & { readonly kind: 'plain' }, number: number): void {
    if (this.mode !== 'plain' || (isRun && !this.goesOn)) {
      this.end();
      this.mode = 'plain';
    }
    this.goesOn = !isRun || WRAPPED.has(bytes.length);
    this.add(bytes, number);
  }

  private add(bytes: readonly number[], number: number): void {
    if (this.bytes.length === 0) this.begin = number;
    const room = this.options.mostBytes - this.bytes.length;
    if (bytes.length > room) this.trouble({ kind: 'long', line: number, wanted: this.options.mostBytes, found: this.bytes.length + bytes.length });
    for (const byte of bytes.slice(0, room)) this.bytes.push(byte);
  }

  private entitle(text: string): void {
    const title = text.trim().slice(0, MOST_TITLE);
    // What a line says that begins with a time is of the packet below it, whatever other lines say.
    if (beginsWithTime(text)) this.titles = [title];
    else if (this.titles.length < MOST_TITLES || !beginsWithTime(this.titles[0]!)) this.titles.push(title);
    if (this.titles.length > MOST_TITLES) this.titles.shift();
  }

  private trouble(found: HexTrouble): void {
    if (this.troubles.length < MOST_TROUBLES) this.troubles.push(found);
  }
}

const DIGITS: Readonly<Record<OffsetRadix, RegExp>> = { 16: /^[0-9a-fA-F]+$/, 8: /^[0-7]+$/, 10: /^\d+$/ };

function isOf(offset: string, radix: OffsetRadix): boolean {
  return DIGITS[radix].test(offset);
}
