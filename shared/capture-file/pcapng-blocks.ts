// The pcapng blocks other than packets: their options and fields. draft-ietf-opsawg-pcapng §3 and §4.
import { terminatedText } from '../bytes/text';
import { linktypeOfDlt } from '../frame/linktype';
import type { CaptureInterface, CaptureSection, DecryptionSecrets, InterfaceStatistics, NameRecord } from './capture-scanner';

export const SECTION_HEADER = 0x0a0d0d0a;
export const INTERFACE_DESCRIPTION = 1;
/** Obsolete, still written by old programs. */
export const PACKET = 2;
export const SIMPLE_PACKET = 3;
export const NAME_RESOLUTION = 4;
export const INTERFACE_STATISTICS = 5;
export const ENHANCED_PACKET = 6;
export const SYSTEMD_JOURNAL = 9;
export const DECRYPTION_SECRETS = 10;
/** Private use, to be copied or not when a file is rewritten. */
export const CUSTOM = 0xbad;
export const CUSTOM_NO_COPY = 0x40000bad;

export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** One option: its code, and where its value lies in the bytes that were read. */
export interface Option {
  readonly code: number;
  readonly value: Uint8Array;
}

/** An option that runs over the end of its block. */
export class OptionOverrun extends Error {
  constructor(readonly promised: number, readonly present: number) {
    super('option overrun');
  }
}

/**
 * The options in bytes[from … to), up to opt_endofopt.
 * @throws OptionOverrun
 */
export function readOptions(bytes: Uint8Array, from: number, to: number, littleEndian: boolean): Option[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const options: Option[] = [];
  for (let at = from; at + 4 <= to; ) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === 0) break;
    if (at + 4 + length > to) throw new OptionOverrun(length, to - at - 4);
    options.push({ code, value: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + ((length + 3) & ~3);
  }
  return options;
}

/** Text of the first option with that code, '' if there is none. */
export function optionText(options: readonly Option[], code: number): string {
  const option = options.find((one) => one.code === code);
  return option ? terminatedText(option.value) : '';
}

export function optionComments(options: readonly Option[]): string[] {
  return options.filter((one) => one.code === 1).map((one) => terminatedText(one.value));
}

/** Unsigned value of an option of exactly `size` bytes; -1 if absent or of another size. 8 bytes above 2^53 are rounded. */
export function optionNumber(options: readonly Option[], code: number, size: 1 | 2 | 4 | 8, littleEndian: boolean): number {
  const value = options.find((one) => one.code === code)?.value;
  if (value?.length !== size) return -1;
  const view = new DataView(value.buffer, value.byteOffset, size);
  if (size === 1) return view.getUint8(0);
  if (size === 2) return view.getUint16(0, littleEndian);
  if (size === 4) return view.getUint32(0, littleEndian);
  return Number(view.getBigUint64(0, littleEndian));
}

/** A whole block in a run: `at` its first byte, `length` its total length. */
export interface Block {
  readonly run: Uint8Array;
  readonly at: number;
  readonly length: number;
  readonly littleEndian: boolean;
}

function optionsOf(block: Block, fixedBytes: number): Option[] {
  return readOptions(block.run, block.at + 8 + fixedBytes, block.at + block.length - 4, block.littleEndian);
}

function viewOf(block: Block): DataView {
  return new DataView(block.run.buffer, block.run.byteOffset + block.at, block.length);
}

/** Section Header Block (§4.1). @throws OptionOverrun */
export function readSection(block: Block): CaptureSection {
  const options = optionsOf(block, 16);
  return {
    littleEndian: block.littleEndian, hardware: optionText(options, 2), os: optionText(options, 3),
    application: optionText(options, 4), comments: optionComments(options),
  };
}

/** Interface Description Block (§4.2). @throws OptionOverrun */
export function readInterface(block: Block, section: number, indexInSection: number): CaptureInterface {
  const { littleEndian } = block;
  const view = viewOf(block);
  const options = optionsOf(block, 8);
  const resolution = optionNumber(options, 9, 1, littleEndian);
  const timeBase = resolution >= 0x80 ? 2 : 10;
  const timeExponent = resolution < 0 ? 6 : resolution & 0x7f;
  return {
    linktype: linktypeOfDlt(view.getUint16(8, littleEndian)), snaplen: view.getUint32(12, littleEndian),
    fcsLength: optionNumber(options, 13, 1, littleEndian), name: optionText(options, 2), description: optionText(options, 3),
    filter: filterText(options), os: optionText(options, 12), hardware: optionText(options, 15), comments: optionComments(options),
    timeBase, timeExponent, timeOffset: timeOffset(options, littleEndian), timeDigits: timeDigits(timeBase, timeExponent),
    section, indexInSection, littleEndian,
  };
}

/** if_filter: one byte that says what it is (0: a capture filter as text), then the filter. */
function filterText(options: readonly Option[]): string {
  const value = options.find((one) => one.code === 11)?.value;
  return value?.[0] === 0 ? terminatedText(value.subarray(1)) : '';
}

function timeOffset(options: readonly Option[], littleEndian: boolean): number {
  const value = options.find((one) => one.code === 14)?.value;
  if (value?.length !== 8) return 0;
  return Number(new DataView(value.buffer, value.byteOffset, 8).getBigInt64(0, littleEndian));
}

function timeDigits(base: 2 | 10, exponent: number): number {
  return Math.min(9, base === 10 ? exponent : Math.ceil(exponent * Math.log10(2)));
}

/** Interface Statistics Block (§4.6). @throws OptionOverrun */
export function readStatistics(block: Block, interfaceIndex: number): InterfaceStatistics {
  const options = optionsOf(block, 12);
  const counter = (code: number): number => optionNumber(options, code, 8, block.littleEndian);
  return {
    interfaceIndex, comments: optionComments(options), received: counter(4), droppedByInterface: counter(5),
    acceptedByFilter: counter(6), droppedBySystem: counter(7), delivered: counter(8),
  };
}

const ADDRESS_BYTES: Readonly<Record<number, number>> = { 1: 4, 2: 16, 3: 6, 4: 8 };

/** Name Resolution Block (§4.5): address bytes, then names that each end in NUL. @throws OptionOverrun */
export function readNames(block: Block): NameRecord[] {
  const records: NameRecord[] = [];
  const end = block.at + block.length - 4;
  for (const { code, value } of readOptions(block.run, block.at + 8, end, block.littleEndian)) {
    const addressBytes = ADDRESS_BYTES[code];
    if (addressBytes === undefined || value.length <= addressBytes) continue;
    const names: string[] = [];
    for (let at = addressBytes; at < value.length; ) {
      const nul = value.indexOf(0, at);
      const stop = nul < 0 ? value.length : nul;
      if (stop > at) names.push(terminatedText(value.subarray(at, stop)));
      at = stop + 1;
    }
    records.push({ address: value.slice(0, addressBytes), names });
  }
  return records;
}

/** Decryption Secrets Block (§4.7). @throws OptionOverrun (secrets longer than the block) */
export function readSecrets(block: Block): DecryptionSecrets {
  const view = viewOf(block);
  const type = view.getUint32(8, block.littleEndian);
  const length = view.getUint32(12, block.littleEndian);
  const room = block.length - 20;
  if (length > room) throw new OptionOverrun(length, room);
  return { type, data: block.run.slice(block.at + 16, block.at + 16 + length) };
}
