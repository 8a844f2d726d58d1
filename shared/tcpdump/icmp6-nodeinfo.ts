// ICMPv6 node information (RFC 4620) as tcpdump prints it.
import { safeCharacter, type Printout } from './printout';

const HEADER = 16;
const ADDRESS = 16;
const WHO_ARE_YOU = 12;
const ADDRESS_FLAGS = [[0x40, 'a'], [0x20, 'G'], [0x10, 'S'], [0x08, 'L'], [0x04, 'C'], [0x02, 'A']] as const;

/** The bytes that are there count, not the length that is claimed. */
export function nodeQuery(out: Printout, at: number): void {
  out.reach(at, 2);
  const size = out.left(at);
  if (size === WHO_ARE_YOU) return out.print(' who-are-you request');
  out.print(' node information query');
  if (size < HEADER) return out.truncated();
  const type = out.u16(at + 4);
  out.print(' (');
  out.print(queryText(type, out.u16(at + 6)));
  if (type <= 1) remark(out, size !== HEADER, ', invalid len');
  else if (size === HEADER) out.print(', 03 draft');
  else subject(out, at + HEADER, size - HEADER, out.u8(at + 1));
  out.print(')');
}

function remark(out: Printout, isTrue: boolean, text: string): void {
  if (isTrue && out.options.verbose > 0) out.print(text);
}

function queryText(type: number, flags: number): string {
  switch (type) {
    case 0: return 'noop';
    case 1: return supportedText(flags);
    case 2: return 'DNS name';
    case 3: return `node addresses${flags === 0 ? '' : ` [${flagText(flags)}]`}`;
    default: return 'unknown';
  }
}

function supportedText(flags: number): string {
  return `supported qtypes${flags === 0 ? '' : ` [${(flags & 1) !== 0 ? 'C' : ''}]`}`;
}

function flagText(flags: number): string {
  return ADDRESS_FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name).join('');
}

function subject(out: Printout, at: number, size: number, code: number): void {
  switch (code) {
    case 0: return subjectAddress(out, size, ADDRESS, () => out.host6(at));
    case 1:
      out.print(', subject=DNS name');
      return name(out, at);
    case 2: return subjectAddress(out, size, 4, () => out.host4(at));
    default: out.print(', unknown subject');
  }
}

function subjectAddress(out: Printout, size: number, wanted: number, text: () => string): void {
  if (size < wanted) return;
  if (size === wanted) out.print(`, subject=${text()}`);
  else remark(out, true, ', invalid subject len');
}

/** Up to the end: as one string with its length in front (an old draft), or in labels. */
function name(out: Printout, at: number): void {
  if (out.u8(at) === out.end - at - 1) {
    remark(out, true, ', 03 draft');
    out.print(', "');
    for (let i = at + 1; i < out.end; i++) out.print(safeCharacter(out.u8(i)));
    return out.print('"');
  }
  out.print(', "');
  labels(out, at);
  out.print('"');
}

function labels(out: Printout, start: number): void {
  for (let at = start; at < out.end; ) {
    const length = out.u8(at++);
    if (length === 0) {
      if (at === out.end) out.print('.');
      else if (at + 1 !== out.end || out.u8(at) !== 0) out.print('???');
      return;
    }
    if (length > out.end - at) return out.print('???');
    for (const end = at + length; at < end; at++) out.print(safeCharacter(out.u8(at)));
    if (at < out.end && out.u8(at) !== 0) out.print('.');
  }
}

export function nodeReply(out: Printout, at: number, length: number): void {
  out.reach(at, 2);
  const size = out.left(at);
  if (length > size || size < HEADER) return out.truncated();
  out.print(' node information reply (');
  const code = out.u8(at + 1);
  if (code === 0) {
    remark(out, true, 'success, ');
    replyData(out, at, size);
  } else {
    out.print(code === 1 ? 'refused' : code === 2 ? 'unknown' : '');
    if (code <= 2) remark(out, size !== HEADER, ', invalid length');
  }
  out.print(')');
}

function replyData(out: Printout, at: number, size: number): void {
  const flags = out.u16(at + 6);
  switch (out.u16(at + 4)) {
    case 0:
      out.print('noop');
      return remark(out, size !== HEADER, ', invalid length');
    case 1: return out.print(supportedText(flags));
    case 2:
      out.print('DNS name');
      name(out, at + HEADER + 4);
      return out.print((flags & 1) !== 0 ? ` [TTL=${out.u32(at + HEADER)}]` : '');
    case 3:
      out.print('node addresses');
      for (let i = HEADER; i + ADDRESS + 4 <= size; i += ADDRESS + 4) out.print(` ${out.host6(at + i + 4)}(${out.u32(at + i)})`);
      return out.print(flags === 0 ? '' : ` [${flagText(flags)}${(flags & 1) !== 0 ? 'T' : ''}]`);
    default: out.print('unknown');
  }
}
