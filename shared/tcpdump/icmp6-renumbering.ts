// ICMPv6 router renumbering (RFC 2894) as tcpdump prints it.
import { bitNames, valueName, type Printout } from './printout';

const COMMAND = 0;
const CODES: Readonly<Record<number, string>> = { 0: 'command', 1: 'result', 255: 'sequence number reset' };
const MATCHES: Readonly<Record<number, string>> = { 1: 'add', 2: 'change', 3: 'setglobal' };
const FLAGS = [[0x80, 'T'], [0x40, 'R'], [0x20, 'A'], [0x10, 'S'], [0x08, 'P']] as const;
const LIFETIME_FLAGS = [[0x80, 'V'], [0x40, 'P']] as const;
const HEADER = 16;
const MATCH = 24;
const USE = 32;

export function renumbering(out: Printout, at: number): void {
  if (!out.has(at, HEADER)) return out.truncated();
  const { verbose } = out.options;
  const code = out.u8(at + 1);
  out.print(`, ${valueName(CODES, code, 'code-#%u')}, seq=${out.u32(at + 4)}`);
  if (verbose > 0) {
    const flags = out.u8(at + 9);
    const reserved = out.u32(at + 12);
    out.print(`[${flags === 0 ? '' : `${bitNames(FLAGS, flags, '', '')},`}seg=${out.u8(at + 8)},maxdelay=${out.u16(at + 10)}${reserved === 0 ? '' : `rsvd=0x${reserved.toString(16)}`}]`);
  }
  if (code === COMMAND && !prefixes(out, at + HEADER)) out.truncated();
}

/** @returns false where they are cut or do not fit */
function prefixes(out: Printout, at: number): boolean {
  if (!out.has(at, MATCH)) return false;
  const { verbose } = out.options;
  const separator = verbose > 1 ? '\n\t' : ' ';
  out.print(`${separator}match(${valueName(MATCHES, out.u8(at), '#%u')}`);
  if (verbose > 0) out.print(`,ord=${out.u8(at + 2)},min=${out.u8(at + 4)},max=${out.u8(at + 5)}`);
  out.print(`,${out.ip6(at + 8)}/${out.u8(at + 3)})`);
  const words = out.u8(at + 1) - 3;
  if (words % 4 !== 0) return false;
  for (let i = 0; i < words / 4; i++) {
    const use = at + MATCH + i * USE;
    if (!out.has(use, USE)) return false;
    const flags = out.u8(use + 12);
    out.print(`${separator}use(${flags === 0 ? '' : `${bitNames(LIFETIME_FLAGS, flags, '', '')},`}`);
    if (verbose > 0) out.print(`mask=0x${out.u8(use + 2).toString(16)},raflags=0x${out.u8(use + 3).toString(16)},vltime=${lifetime(out, use + 4)},pltime=${lifetime(out, use + 8)},`);
    out.print(`${out.ip6(use + 16)}/${out.u8(use)}/${out.u8(use + 1)})`);
  }
  return true;
}

function lifetime(out: Printout, at: number): string {
  const seconds = out.u32(at);
  return seconds === 0xffffffff ? 'infty' : `${seconds}`;
}
