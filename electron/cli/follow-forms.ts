// The forms in which `-z follow` prints the octets of a stream.

/** Octets that one end said in one go. */
export interface SaidPiece {
  readonly frame: number;
  readonly isGap: boolean;
  /** 0 = the end that spoke first. */
  readonly side: 0 | 1;
  readonly octets: () => Uint8Array;
  /** How many there are, and how many the side said before. */
  readonly length: number;
  readonly offset: number;
}

/** @param offset octets that the side said before */
export type FollowForm = (bytes: Uint8Array, side: 0 | 1, offset: number) => string;

const ROW = 16;
const HALF_ROW = 8;
/** Of EBCDIC's octets 0x20 … 0x7f, as tshark prints them. */
const EBCDIC = ' !"#$%&\'()*+,-./..23456789:;<=.? ...........<(+|&.........!$*);^-/........|,%_>?..........:#@\'=.';

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;
const isLineEnd = (byte: number): boolean => byte === 0x0a || byte === 0x0d;
const indent = (side: 0 | 1): string => (side === 1 ? '\t' : '');

export const FOLLOW_FORMS = {
  ascii: counted((bytes) => mapped(bytes, (byte) => (isPrintable(byte) || isLineEnd(byte) ? String.fromCharCode(byte) : '.'))),
  ebcdic: counted((bytes) => mapped(bytes, (byte) => (isLineEnd(byte) ? String.fromCharCode(byte) : byte >= 0x20 && byte < 0x80 ? EBCDIC[byte - 0x20]! : '.'))),
  'utf-8': counted((bytes) => new TextDecoder().decode(bytes).replace(/[^\P{Cc}\t\n\r]/gu, '.')),
  hex: hexRows,
  raw: (bytes, side) => `${indent(side)}${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}\n`,
} as const satisfies Record<string, FollowForm>;

function counted(text: (bytes: Uint8Array) => string): FollowForm {
  return (bytes, side) => `${indent(side)}${bytes.length}\n${text(bytes)}\n`;
}

function mapped(bytes: Uint8Array, character: (byte: number) => string): string {
  let text = '';
  for (const byte of bytes) text += character(byte);
  return text;
}

function hexRows(bytes: Uint8Array, side: 0 | 1, offset: number): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += ROW) {
    const row = bytes.subarray(at, at + ROW);
    const digits = Array.from({ length: ROW }, (_, i) => (i < row.length ? row[i]!.toString(16).padStart(2, '0') : '  '));
    const characters = mapped(row, (byte) => (isPrintable(byte) ? String.fromCharCode(byte) : '.'));
    const [left, right] = [digits.slice(0, HALF_ROW).join(' '), digits.slice(HALF_ROW).join(' ')];
    const shown = characters.length > HALF_ROW ? `${characters.slice(0, HALF_ROW)} ${characters.slice(HALF_ROW)}` : characters;
    text += `${indent(side)}${(offset + at).toString(16).toUpperCase().padStart(8, '0')}  ${left}  ${right}  ${shown}`.replace(/ $/u, '') + '\n';
  }
  return text;
}

export function yamlPeers(ends: readonly { readonly host: string; readonly port: number }[]): string {
  return `peers:\n${ends.map(({ host, port }, i) => `  - peer: ${i}\n    host: ${host}\n    port: ${port}\n`).join('')}packets:\n`;
}

export function printedYaml({ frame, side, octets }: SaidPiece, { seconds, nanos }: { readonly seconds: number; readonly nanos: number }): string {
  const base64 = Buffer.from(octets()).toString('base64').match(/.{1,76}/gu) ?? [];
  const lines = base64.map((line) => `      ${line}\n`).join('');
  return `  - packet: ${frame}\n    peer: ${side}\n    timestamp: ${(seconds + nanos / 1e9).toFixed(9)}\n    data: !!binary |\n${lines}`;
}
