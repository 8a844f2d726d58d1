// Rows of usual DNS messages over UDP: one question, and answers that are addresses (RFC 1035 section 4).
import { typeName } from '../../dissect/protocols/dns-records';
import { ipv4Text, ipv6Text } from '../../frame/address';
import type { MessageRow } from './message-row';

const HEADER = 12;
const RESPONSE = 0x8000;
/** Operation and response code: those of a query, and of no error. */
const OPCODE_AND_RCODE = 0x780f;
const MOST_ANSWERS = 16;
const MOST_OF_A_LABEL = 63;
/** Name that points to the question, type, class, time to live, length. */
const RECORD = 12;
const TO_THE_QUESTION = 0xc000 | HEADER;
const A = 1;
const AAAA = 28;
const INTERNET = 1;

const uint16 = (b: Uint8Array, at: number): number => (b[at]! << 8) | b[at + 1]!;

/** The message that fills [at, end); null = its row takes more to tell. */
export function dnsRow(b: Uint8Array, at: number, end: number): MessageRow | null {
  if (at + HEADER > end) return null;
  const [id, flags, answers] = [uint16(b, at), uint16(b, at + 2), uint16(b, at + 6)];
  if ((flags & OPCODE_AND_RCODE) !== 0 || uint16(b, at + 4) !== 1 || answers > MOST_ANSWERS || uint16(b, at + 8) !== 0 || uint16(b, at + 10) !== 0) return null;
  const name = nameAt(b, at + HEADER, end);
  if (name === '') return null;
  let next = at + HEADER + name.length + 2;
  if (next + 4 > end || uint16(b, next + 2) !== INTERNET) return null;
  let told = `Standard query${(flags & RESPONSE) === 0 ? '' : ' response'} 0x${id.toString(16).padStart(4, '0')} ${typeName(uint16(b, next))} ${name}`;
  next += 4;
  for (let i = 0; i < answers; i++) {
    const address = addressAt(b, next, end);
    if (address === '') return null;
    told += address;
    next += RECORD + uint16(b, next + RECORD - 2);
  }
  return next === end ? { protocol: 'DNS', bytes: b, at, end: at, behind: told } : null;
}

/** A name of letters, digits, hyphens and underscores that is written out; '' = it is anything else. */
function nameAt(b: Uint8Array, from: number, end: number): string {
  let name = '';
  for (let at = from; at < end; ) {
    const length = b[at++]!;
    if (length === 0) return name;
    if (length > MOST_OF_A_LABEL || at + length >= end) return '';
    if (name !== '') name += '.';
    for (const last = at + length; at < last; at++) {
      if (!isPlain(b[at]!)) return '';
      name += String.fromCharCode(b[at]!);
    }
  }
  return '';
}

const isPlain = (c: number): boolean => (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || c === 0x2d || c === 0x5f;

/** What Info says of the record: ` A 10.0.0.1`; '' = it is no address of the name asked for. */
function addressAt(b: Uint8Array, at: number, end: number): string {
  if (at + RECORD > end || uint16(b, at) !== TO_THE_QUESTION || uint16(b, at + 4) !== INTERNET) return '';
  const [type, length] = [uint16(b, at + 2), uint16(b, at + RECORD - 2)];
  if (at + RECORD + length > end) return '';
  if (type === A && length === 4) return ` A ${ipv4Text(b[at + RECORD]! * 0x1000000 + (uint16(b, at + RECORD + 1) << 8) + b[at + RECORD + 3]!)}`;
  return type === AAAA && length === 16 ? ` AAAA ${ipv6Text(b, at + RECORD)}` : '';
}
