// The pcapng format, writing: one little-endian section with its interfaces, packets, names, secrets and statistics.
import { utf8Bytes } from '../bytes/text';
import type { TimeNs } from '../frame/time';
import type { CaptureInterface, DecryptionSecrets, InterfaceStatistics, NameRecord } from './capture-scanner';
import {
  BYTE_ORDER_MAGIC, DECRYPTION_SECRETS, ENHANCED_PACKET, INTERFACE_DESCRIPTION, INTERFACE_STATISTICS, NAME_RESOLUTION, SECTION_HEADER,
  SIMPLE_PACKET, type Option,
} from './pcapng-blocks';
import { timestampWords } from './pcapng-clock';

export interface PcapngSectionTexts {
  readonly hardware?: string;
  readonly os?: string;
  readonly application?: string;
  readonly comments?: readonly string[];
}

/** What an interface needs; the rest of CaptureInterface is taken where given. */
export type PcapngInterface = Pick<CaptureInterface, 'linktype' | 'snaplen'> & Partial<CaptureInterface>;

export interface PcapngFrame {
  /** As `addInterface` gave it. */
  readonly interfaceIndex: number;
  /** null: a Simple Packet Block where one can say the frame, else time 0. */
  readonly time: TimeNs | null;
  readonly len: number;
  readonly bytes: Uint8Array;
  readonly comments?: readonly string[];
  /** epb_flags, epb_dropcount: left out where undefined or -1. */
  readonly flags?: number;
  readonly dropCount?: number;
  /** Further options as they are (readFrameOptions); comments, flags and drop count among them are written only from above. */
  readonly options?: readonly Option[];
}

interface Clock {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly offset: number;
  readonly snaplen: number;
}

/** An option's value is at most 65,535 bytes: texts are cut. */
const MAX_OPTION = 65_535;

/** Each call hands one block to `sink`; the chunk is the sink's to keep. */
export class PcapngWriter {
  private readonly clocks: Clock[] = [];

  constructor(private readonly sink: (chunk: Uint8Array) => void, texts: PcapngSectionTexts = {}) {
    const fixed = new Uint8Array(16);
    const view = new DataView(fixed.buffer);
    view.setUint32(0, BYTE_ORDER_MAGIC, true);
    view.setUint16(4, 1, true);
    view.setBigInt64(8, -1n, true);
    const options = [...commentOptions(texts.comments), ...textOption(2, texts.hardware), ...textOption(3, texts.os), ...textOption(4, texts.application)];
    this.writeBlock(SECTION_HEADER, joined(fixed, optionBytes(options)));
  }

  /** Writes an Interface Description Block; returns the interface's number. */
  addInterface(iface: PcapngInterface): number {
    const base = iface.timeBase ?? 10;
    const exponent = iface.timeExponent ?? 6;
    const offset = iface.timeOffset ?? 0;
    const fixed = new Uint8Array(8);
    const view = new DataView(fixed.buffer);
    view.setUint16(0, iface.linktype, true);
    view.setUint32(4, iface.snaplen, true);
    const options = [...commentOptions(iface.comments), ...textOption(2, iface.name), ...textOption(3, iface.description)];
    if (base === 2 || exponent !== 6) options.push({ code: 9, value: Uint8Array.of((base === 2 ? 0x80 : 0) | exponent) });
    if (iface.filter) options.push({ code: 11, value: joined(Uint8Array.of(0), utf8Bytes(iface.filter)) });
    options.push(...textOption(12, iface.os));
    if ((iface.fcsLength ?? -1) >= 0) options.push({ code: 13, value: Uint8Array.of(iface.fcsLength!) });
    if (offset !== 0) options.push({ code: 14, value: signed64(offset) });
    options.push(...textOption(15, iface.hardware));
    this.writeBlock(INTERFACE_DESCRIPTION, joined(fixed, optionBytes(options)));
    return this.clocks.push({ base, exponent, offset, snaplen: iface.snaplen }) - 1;
  }

  writeFrame(frame: PcapngFrame): void {
    const clock = this.clocks[frame.interfaceIndex]!;
    const { bytes, len, time } = frame;
    const options = frameOptions(frame);
    const kept = clock.snaplen > 0 ? Math.min(len, clock.snaplen) : len;
    if (time === null && frame.interfaceIndex === 0 && options.length === 0 && bytes.length === kept) return this.writeSimple(frame);
    const fixed = new Uint8Array(20);
    const view = new DataView(fixed.buffer);
    const [high, low] = time === null ? [0, 0] : timestampWords(time.seconds, time.nanos, clock.base, clock.exponent, clock.offset);
    view.setUint32(0, frame.interfaceIndex, true);
    view.setUint32(4, high, true);
    view.setUint32(8, low, true);
    view.setUint32(12, bytes.length, true);
    view.setUint32(16, len, true);
    this.writeBlock(ENHANCED_PACKET, joined(fixed, padded(bytes), optionBytes(options)));
  }

  writeNames(records: readonly NameRecord[]): void {
    const parts: Uint8Array[] = [];
    for (const { address, names } of records) {
      const code = [4, 16, 6, 8].indexOf(address.length) + 1;
      if (code > 0) parts.push(optionBytes([{ code, value: joined(address, ...names.map((name) => utf8Bytes(`${name}\0`))) }], false));
    }
    this.writeBlock(NAME_RESOLUTION, joined(...parts, new Uint8Array(4)));
  }

  writeSecrets(secrets: DecryptionSecrets): void {
    const fixed = new Uint8Array(8);
    const view = new DataView(fixed.buffer);
    view.setUint32(0, secrets.type, true);
    view.setUint32(4, secrets.data.length, true);
    this.writeBlock(DECRYPTION_SECRETS, joined(fixed, padded(secrets.data)));
  }

  writeStatistics(statistics: InterfaceStatistics, time: TimeNs): void {
    const clock = this.clocks[statistics.interfaceIndex]!;
    const [high, low] = timestampWords(time.seconds, time.nanos, clock.base, clock.exponent, clock.offset);
    const fixed = new Uint8Array(12);
    const view = new DataView(fixed.buffer);
    view.setUint32(0, statistics.interfaceIndex, true);
    view.setUint32(4, high, true);
    view.setUint32(8, low, true);
    const { received, droppedByInterface, acceptedByFilter, droppedBySystem, delivered } = statistics;
    const counters = [received, droppedByInterface, acceptedByFilter, droppedBySystem, delivered];
    const options = counters.flatMap((count, i) => (count < 0 ? [] : [{ code: 4 + i, value: signed64(count) }]));
    this.writeBlock(INTERFACE_STATISTICS, joined(fixed, optionBytes([...commentOptions(statistics.comments), ...options])));
  }

  /** Any block: `body` is what stands between the two lengths, without padding. */
  writeBlock(type: number, body: Uint8Array): void {
    const length = 12 + body.length + (-body.length & 3);
    const block = new Uint8Array(length);
    const view = new DataView(block.buffer);
    view.setUint32(0, type, true);
    view.setUint32(4, length, true);
    block.set(body, 8);
    view.setUint32(length - 4, length, true);
    this.sink(block);
  }

  private writeSimple(frame: PcapngFrame): void {
    const fixed = new Uint8Array(4);
    new DataView(fixed.buffer).setUint32(0, frame.len, true);
    this.writeBlock(SIMPLE_PACKET, joined(fixed, frame.bytes));
  }
}

function frameOptions(frame: PcapngFrame): Option[] {
  const options = commentOptions(frame.comments);
  if ((frame.flags ?? -1) >= 0) {
    const value = new Uint8Array(4);
    new DataView(value.buffer).setUint32(0, frame.flags!, true);
    options.push({ code: 2, value });
  }
  if ((frame.dropCount ?? -1) >= 0) options.push({ code: 4, value: signed64(frame.dropCount!) });
  for (const option of frame.options ?? []) if (option.code !== 1 && option.code !== 2 && option.code !== 4) options.push(option);
  return options;
}

function commentOptions(comments: readonly string[] = []): Option[] {
  return comments.map((comment) => ({ code: 1, value: utf8Bytes(comment) }));
}

function textOption(code: number, text: string | undefined): Option[] {
  return text ? [{ code, value: utf8Bytes(text) }] : [];
}

function optionBytes(options: readonly Option[], withEnd = true): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { code, value } of options) {
    const kept = value.subarray(0, MAX_OPTION);
    const head = new Uint8Array(4);
    const view = new DataView(head.buffer);
    view.setUint16(0, code, true);
    view.setUint16(2, kept.length, true);
    parts.push(head, padded(kept));
  }
  if (withEnd && options.length > 0) parts.push(new Uint8Array(4));
  return joined(...parts);
}

function signed64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(value), true);
  return bytes;
}

function padded(bytes: Uint8Array): Uint8Array {
  const rest = -bytes.length & 3;
  return rest === 0 ? bytes : joined(bytes, new Uint8Array(rest));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
