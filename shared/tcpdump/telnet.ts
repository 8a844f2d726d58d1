// Telnet (RFC 854) as tcpdump writes it: the commands that a segment begins with.
import type { Printer, Printout } from './printout';

const IAC = 0xff;
const SB = 0xfa;
const SE = 0xf0;
const FIRST_COMMAND = 236;
const COMMANDS = ['EOF', 'SUSP', 'ABORT', 'EOR', 'SE', 'NOP', 'DMARK', 'BRK', 'IP', 'AO', 'AYT', 'EC', 'EL', 'GA', 'SB', 'WILL', 'WONT', 'DO', 'DONT', 'IAC'];
const OPTIONS = [
  'BINARY', 'ECHO', 'RCP', 'SUPPRESS GO AHEAD', 'NAME', 'STATUS', 'TIMING MARK', 'RCTE', 'NAOL', 'NAOP', 'NAOCRD', 'NAOHTS', 'NAOHTD', 'NAOFFD', 'NAOVTS', 'NAOVTD', 'NAOLFD',
  'EXTEND ASCII', 'LOGOUT', 'BYTE MACRO', 'DATA ENTRY TERMINAL', 'SUPDUP', 'SUPDUP OUTPUT', 'SEND LOCATION', 'TERMINAL TYPE', 'END OF RECORD', 'TACACS UID', 'OUTPUT MARKING',
  'TTYLOC', '3270 REGIME', 'X.3 PAD', 'NAWS', 'TSPEED', 'LFLOW', 'LINEMODE', 'XDISPLOC', 'OLD-ENVIRON', 'AUTHENTICATION', 'ENCRYPT', 'NEW-ENVIRON',
];
const GENERAL = ['IS', 'SEND', 'INFO'];
/** What the first bytes of a subnegotiation mean, by option. */
const WORDS: Readonly<Record<number, readonly (readonly string[])[]>> = {
  37: [['IS', 'SEND', 'REPLY', 'NAME'], ['NULL', 'KERBEROS_V4', 'KERBEROS_V5', 'SPX', 'MINK', 'SRP', 'RSA', 'SSL', '', '', 'LOKI', 'SSA', 'KEA_SJ', 'KEA_SJ_INTEG', 'DSS', 'NTLM']],
  38: [
    ['IS', 'SUPPORT', 'REPLY', 'START', 'END', 'REQUEST-START', 'REQUEST-END', 'END_KEYID', 'DEC_KEYID'],
    ['NULL', 'DES_CFB64', 'DES_OFB64', 'DES3_CFB64', 'DES3_OFB64', '', '', '', 'CAST5_40_CFB64', 'CAST5_40_OFB64', 'CAST128_CFB64', 'CAST128_OFB64'],
  ],
};

interface Command {
  readonly text: string;
  readonly next: number;
}

/** %#x */
function hex(value: number): string {
  return value === 0 ? '0' : `0x${value.toString(16)}`;
}

/** The command that begins at `at`, undefined where the segment ends before it does. */
function command(out: Printout, at: number, end: number): Command | undefined {
  if (at + 1 >= end) return undefined;
  const code = out.u8(at + 1);
  if (code === IAC) return { text: 'IAC IAC', next: at + 2 };
  if (code < FIRST_COMMAND) return undefined;
  const name = COMMANDS[code - FIRST_COMMAND]!;
  if (code < SB) return { text: name, next: at + 2 };
  if (at + 2 >= end) return undefined;
  const option = out.u8(at + 2);
  const text = `${name} ${OPTIONS[option] ?? hex(option)}`;
  return code === SB ? subnegotiation(out, text, at + 3, end, option) : { text, next: at + 3 };
}

function subnegotiation(out: Printout, begin: string, at: number, end: number, option: number): Command | undefined {
  let close = at;
  while (close + 1 < end && !(out.u8(close) === IAC && out.u8(close + 1) === SE)) close++;
  if (out.u8(close) !== IAC) return undefined;
  let text = begin;
  const words = WORDS[option] ?? [GENERAL];
  for (let i = at; i < close; i++) {
    const value = out.u8(i);
    text += ` ${words[i - at]?.[value] || hex(value)}`;
  }
  return { text: `${text} SE`, next: close + 2 };
}

export const telnet: Printer = (out, at, length) => {
  out.protocol = 'telnet';
  const end = at + length;
  const isLong = out.options.verbose > 2 && out.options.hex.startsWith('X');
  let first = true;
  for (let next = at; next < end && out.u8(next) === IAC; ) {
    const found = command(out, next, end);
    if (found === undefined) break;
    if (isLong) row(out, at, next, found, first);
    else out.print(`${first ? ' [telnet ' : ', '}${found.text}`);
    first = false;
    next = found.next;
  }
  if (!first) out.print(isLong ? '\n' : ']');
};

/** With -vvv and -X: each command with its bytes. */
function row(out: Printout, start: number, at: number, { text, next }: Command, first: boolean): void {
  if (first) out.print('\nTelnet:');
  const size = next - at;
  for (let i = 0; i < size; i += 16) {
    let hex = '';
    for (let j = at + i; j < Math.min(at + i + 16, next); j++) hex += ((j - at - i) % 2 === 0 ? ' ' : '') + out.hex(j, 1);
    out.print(`\n0x${(at - start + i).toString(16).padStart(4, '0')}: ${hex}`);
  }
  out.print(size > 8 ? `\n\t\t\t\t${text}` : `${' '.repeat((8 - size) * 3)}\t${text}`);
}
