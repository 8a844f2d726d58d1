// NTP control messages, mode 6 (RFC 9327): status words and variables.
import type { Layer } from '../layer';
import { asciiText, takeAscii } from './dns-name';
import { pair } from './ntp-exchange';
import type { NtpFields } from './ntp-fields';
import { CLOCK_SOURCES, CLOCK_STATUS, CONTROL_ERRORS, CONTROL_OPCODES, DIRECTIONS, LEAP, PEER_EVENTS, PEER_SELECTIONS, SYSTEM_EVENTS } from './values/ntp-names';

const READ_STATUS = 1;

/** The cursor is behind the first octet. */
export function dissectControl(p: Layer, f: NtpFields): void {
  const second = secondFlags(p, f);
  const opcode = second & 31;
  const response = (second & 0x80) !== 0;
  const sequence = p.read(f['ctrl.sequence']);
  pair(p, f, response ? 'response' : 'request', sequence);
  const statusAt = p.at;
  const status = p.view.uint16(statusAt);
  const association = p.view.uint16(statusAt + 2);
  p.read(f['ctrl.status']);
  if (response && p.emits) statusWord(p, f, statusAt, status, statusKind(second, opcode, association));
  p.read(f['ctrl.associd']);
  p.read(f['ctrl.offset']);
  const count = p.read(f['ctrl.count']);
  if (count > 0) data(p, f, opcode, response, association, count);
  authenticator(p, f);
}

function secondFlags(p: Layer, f: NtpFields): number {
  const start = p.at;
  const value = p.read(f['ctrl.flags2']);
  if (p.inTree) p.last.append = `, Response bit: ${DIRECTIONS[value >> 7]}, Opcode: ${CONTROL_OPCODES[value & 31] ?? 'Unknown'}`;
  p.open();
  for (const field of [f['ctrl.flags2.r'], f['ctrl.flags2.error'], f['ctrl.flags2.more'], f['ctrl.flags2.opcode']]) p.peek(field, start);
  p.close();
  return value;
}

type StatusKind = 'error' | 'system' | 'peer' | 'clock' | '';

function statusKind(second: number, opcode: number, association: number): StatusKind {
  if (second & 0x40) return 'error';
  if (opcode === 1 || opcode === 2 || opcode === 3 || opcode === 7) return association === 0 ? 'system' : 'peer';
  return opcode === 4 || opcode === 5 ? 'clock' : '';
}

/** Below the line emitted last. */
function statusWord(p: Layer, f: NtpFields, at: number, word: number, kind: StatusKind): void {
  if (kind === '') return;
  if (p.inTree) p.last.append = statusText(word, kind);
  p.open();
  if (kind === 'error') p.peek(f['ctrl.err_status'], at);
  else if (kind === 'clock') {
    p.peek(f['ctrl.clock_status.status'], at);
    p.peek(f['ctrl.clock_status.code'], at);
  } else if (kind === 'system') {
    for (const field of [f['ctrl.sys_status.li'], f['ctrl.sys_status.clksrc'], f['ctrl.sys_status.count'], f['ctrl.sys_status.code']]) p.peek(field, at);
  } else {
    p.flags(word, [f['ctrl.peer_status.config'], f['ctrl.peer_status.authenable'], f['ctrl.peer_status.authentic'], f['ctrl.peer_status.reach'], f['ctrl.peer_status.bcast']], at, 2);
    for (const field of [f['ctrl.peer_status.selection'], f['ctrl.peer_status.count'], f['ctrl.peer_status.code']]) p.peek(field, at);
  }
  p.close();
}

function statusText(word: number, kind: StatusKind): string {
  const high = word >> 8;
  if (kind === 'error') return `, Error Status Word: ${CONTROL_ERRORS[high] ?? 'Unknown'}`;
  if (kind === 'clock') return `, Clock Status: ${CLOCK_STATUS[high] ?? 'Unknown'}`;
  if (kind === 'system') {
    return `, Leap Indicator: ${LEAP[word >> 14]}, Clock Source: ${CLOCK_SOURCES[high & 63] ?? 'Unknown'}, System Event Code: ${SYSTEM_EVENTS[word & 15] ?? 'Unknown'}`;
  }
  let text = '';
  for (const bit of [0x8000, 0x4000, 0x2000, 0x1000]) if (word & bit) text += ', Peer Status';
  if (word & 0x800) text += ', Peer Status broadcast association';
  return `${text}, Peer Selection: ${PEER_SELECTIONS[high & 7] ?? 'Unknown'}, Peer Event Code: ${PEER_EVENTS[word & 15] ?? 'Unknown'}`;
}

function data(p: Layer, f: NtpFields, opcode: number, response: boolean, association: number, count: number): void {
  const start = p.at;
  p.put(f['ctrl.data'], undefined, start, Math.min(count, p.left));
  p.open();
  switch (opcode) {
    case READ_STATUS:
      if (response && association === 0) {
        associations(p, f, start, count);
        return;
      }
      variables(p, count);
      break;
    case 2: case 3: case 4: case 5: variables(p, count); break;
    case 7: takeAscii(p, f['ctrl.trapmsg'], count); break;
    case 8: case 9: takeAscii(p, f['ctrl.configuration'], count); break;
    case 10: takeAscii(p, f['ctrl.mru'], count); break;
    case 11: takeAscii(p, f['ctrl.ordlist'], count); break;
    case 12: takeAscii(p, f['ctrl.nonce'], count); break;
    default: p.skip(count);
  }
  p.close();
}

/** Association and status in turn. Their status words follow behind the data's lines. */
function associations(p: Layer, f: NtpFields, start: number, count: number): void {
  const items = Math.floor(count / 4);
  p.view.need(start, items * 4);
  for (let i = 0; i < items; i++) {
    p.at = start + 4 * i;
    p.put(f['ctrl.item'], undefined, p.at, 4);
    p.open();
    p.read(f['ctrl.associd']);
    p.close();
  }
  p.close();
  for (let i = 0; i < items; i++) {
    const at = start + 4 * i + 2;
    p.peek(f['ctrl.status'], at);
    if (p.emits) statusWord(p, f, at, p.view.uint16(at), 'peer');
  }
  p.at = start + items * 4;
}

/** `name=value` parts, divided by commas that are not inside quotation marks. */
function variables(p: Layer, count: number): void {
  const start = p.at;
  p.skip(count);
  if (!p.inTree) return;
  const text = asciiText(p.view.bytes, start, count);
  for (const match of text.matchAll(/(?:"[^"]*"?|[^",\s])(?:"[^"]*"?|[^",\r\n])*/g)) {
    const part = match[0].trimEnd();
    p.label(part, start + match.index, part.length);
  }
}

/** What follows the data, which is filled up to a multiple of eight octets. */
function authenticator(p: Layer, f: NtpFields): void {
  if (p.left < 4) return;
  const start = p.start;
  const filled = (8 - ((p.at - start) % 8)) % 8;
  if (filled > 0 && filled <= p.left) p.take(f.padding, filled);
  if (p.left > 0) {
    const length = p.left;
    p.label('Authenticator', p.at, length);
    p.skip(length);
  }
}
