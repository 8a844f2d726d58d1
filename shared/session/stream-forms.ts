// The lines of a run of octets in each form of a followed stream that needs no look at the octets to know how many there are.

export const STREAM_FORMS = ['text', 'hex', 'cArray', 'raw', 'yaml'] as const;
export type StreamForm = (typeof STREAM_FORMS)[number];
export type FixedForm = Exclude<StreamForm, 'text'>;

/** What the lines say besides the octets. */
export interface RunFacts {
  readonly frame: number;
  readonly peer: number;
  /** Number among the runs of its side, from 0. */
  readonly index: number;
  /** Octets that the side said before. */
  readonly offset: number;
  readonly time: string;
}

const OCTETS: Readonly<Record<FixedForm, number>> = { hex: 16, cArray: 8, raw: 32, yaml: 57 };
/** Lines in front of the octets. */
const HEADS: Readonly<Record<FixedForm, number>> = { hex: 0, cArray: 1, raw: 0, yaml: 4 };
const HALF = 8;

export function fixedRows(form: FixedForm, length: number): number {
  return HEADS[form] + Math.ceil(length / OCTETS[form]);
}

/** The line of a run in which an octet stands. */
export function lineOfOctet(form: FixedForm, octet: number): number {
  return HEADS[form] + Math.floor(octet / OCTETS[form]);
}

/** Octets of the run that a line stands for; null = it is one of those in front. */
export function fixedRange(form: FixedForm, row: number, length: number): { readonly from: number; readonly to: number } | null {
  if (row < HEADS[form]) return null;
  const from = (row - HEADS[form]) * OCTETS[form];
  return { from, to: Math.min(length, from + OCTETS[form]) };
}

/** @param octets all of the run */
export function fixedLine(form: FixedForm, row: number, octets: Uint8Array, facts: RunFacts): string {
  const range = fixedRange(form, row, octets.length);
  if (range === null) return headLine(form, row, facts);
  const part = octets.subarray(range.from, range.to);
  const isLast = range.to === octets.length;
  switch (form) {
    case 'hex': return hexLine(part, facts.offset + range.from);
    case 'cArray': return Array.from(part, (octet) => `0x${hex(octet)}`).join(', ') + (isLast ? ' };' : ',');
    case 'raw': return Array.from(part, hex).join('');
    case 'yaml': return `      ${base64(part)}`;
  }
}

function headLine(form: FixedForm, row: number, { frame, peer, index, time }: RunFacts): string {
  if (form === 'cArray') return `char peer${peer}_${index}[] = { /* Packet ${frame} */`;
  return [`  - packet: ${frame}`, `    peer: ${peer}`, `    timestamp: ${time}`, '    data: !!binary |'][row] ?? '';
}

const hex = (octet: number): string => octet.toString(16).padStart(2, '0');

function hexLine(part: Uint8Array, offset: number): string {
  const digits = Array.from({ length: OCTETS.hex }, (_, i) => (i < part.length ? hex(part[i]!) : '  '));
  const text = Array.from(part, (octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.')).join('');
  return `${offset.toString(16).padStart(8, '0')}  ${digits.slice(0, HALF).join(' ')}  ${digits.slice(HALF).join(' ')}  ${text.slice(0, HALF)} ${text.slice(HALF)}`.trimEnd();
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < octets.length; at += 3) {
    const [a, b, c] = [octets[at]!, octets[at + 1], octets[at + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += DIGITS[bits >>> 18]! + DIGITS[(bits >>> 12) & 63]! + (b === undefined ? '=' : DIGITS[(bits >>> 6) & 63]!) + (c === undefined ? '=' : DIGITS[bits & 63]!);
  }
  return text;
}
