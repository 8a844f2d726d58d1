// NTP as tcpdump writes it: time, control and private messages.
import { ntpDifference, ntpTime, shortNumber } from './ntp-times';
import type { Printer, Printout } from './printout';

const MODES: Readonly<Record<number, string>> = {
  0: 'unspecified', 1: 'symmetric active', 2: 'symmetric passive', 3: 'Client', 4: 'Server', 5: 'Broadcast', 6: 'Control Message', 7: 'Reserved',
};
const LEAPS: Readonly<Record<number, string>> = { 0: '', 0x40: '+1s', 0x80: '-1s', 0xc0: 'clock unsynchronized' };
const CONTROL = 6;
const PRIVATE = 7;
const TIME_LENGTH = 48;
const CONTROL_LENGTH = 12;
/** Values of the stratum by which two hosts ask each other and answer. */
const INFO_QUERY = 62;
const INFO_REPLY = 63;

export const ntp: Printer = (out, at, length) => {
  out.protocol = 'ntp';
  const first = out.u8(at);
  const mode = first & 7;
  out.print(`NTPv${(first >> 3) & 7}, ${MODES[mode]!}, length ${length}`);
  if (out.options.verbose === 0) return;
  out.print(`\n\tLeap indicator: ${LEAPS[first & 0xc0]!} (${first & 0xc0})`);
  if (mode === CONTROL) printControl(out, at, length);
  else if (mode !== PRIVATE) printTime(out, at, length);
};

function invalidMessage(out: Printout, at: number, length: number): void {
  out.invalid();
  out.need(at, length);
}

function printControl(out: Printout, at: number, length: number): void {
  if (length < CONTROL_LENGTH) return invalidMessage(out, at, length);
  const control = out.u8(at + 1);
  const words = [control & 0x80 ? 'Response' : 'Request', control & 0x40 ? 'Error' : 'OK', control & 0x20 ? 'More' : 'Last'];
  out.print(`, ${words.join(', ')}, OpCode=${control & 0x1f}\n`);
  out.print(`\tSequence=${out.u16(at + 2)}`);
  const status = out.u16(at + 4);
  out.print(`, Status=${status === 0 ? '0' : `0x${status.toString(16)}`}`);
  out.print(`, Assoc.=${out.u16(at + 6)}`);
  out.print(`, Offset=${out.u16(at + 8)}`);
  const count = out.u16(at + 10);
  out.print(`, Count=${count}`);
  if (CONTROL_LENGTH + count > length) return invalidMessage(out, at, length);
  if (count === 0) return;
  out.need(at + CONTROL_LENGTH, count);
  // tcpdump's own words: it does not look into the data of these messages.
  out.print(`\n\t${['TO', 'BE', 'DONE'].join('-')}: data not interpreted`);
}

function stratumName(stratum: number): string {
  if (stratum === 0) return 'unspecified';
  if (stratum === 1) return 'primary reference';
  return stratum < 16 ? 'secondary reference' : 'reserved';
}

function pollText(poll: number): string {
  if (poll <= -32 || poll >= 32) return '';
  return poll >= 0 ? ` (${2 ** poll}s)` : ` (1/${2 ** -poll}s)`;
}

function printTime(out: Printout, at: number, length: number): void {
  if (length < TIME_LENGTH) return invalidMessage(out, at, length);
  const stratum = out.u8(at + 1);
  out.print(`, Stratum ${stratum} (${stratumName(stratum)})`);
  const poll = out.i8(at + 2);
  out.print(`, poll ${poll}${pollText(poll)}`);
  out.print(`, precision ${out.i8(at + 3)}`);
  out.print(`\n\tRoot Delay: ${shortNumber(out, at + 4)}`);
  out.print(`, Root dispersion: ${shortNumber(out, at + 8)}`);
  out.need(at + 12, 4);
  out.print(', Reference-ID: ');
  if (stratum === 0) out.print('(unspec)');
  else if (stratum === 1) out.printBytes(at + 12, 4);
  else if (stratum === INFO_QUERY || stratum === INFO_REPLY) {
    return out.print(`${out.host4(at + 12)} ${stratum === INFO_QUERY ? 'INFO_QUERY' : 'INFO_REPLY'}`);
  } else out.print(`0x${out.hex(at + 12, 4)}`);
  printTimestamps(out, at);
  printKey(out, at + TIME_LENGTH, length - TIME_LENGTH);
}

function printTimestamps(out: Printout, at: number): void {
  for (const [name, offset] of [['Reference Timestamp:  ', 16], ['Originator Timestamp: ', 24], ['Receive Timestamp:    ', 32], ['Transmit Timestamp:   ', 40]] as const) {
    out.print(`\n\t  ${name}${ntpTime(out, at + offset)}`);
  }
  out.print(`\n\t    Originator - Receive Timestamp:  ${ntpDifference(out, at + 24, at + 32)}`);
  out.print(`\n\t    Originator - Transmit Timestamp: ${ntpDifference(out, at + 24, at + 40)}`);
}

function printKey(out: Printout, at: number, length: number): void {
  if (length === 0) return;
  if (length !== 4 && length !== 20 && length !== 24) return out.print(`\n\t(${length} more bytes after the header)`);
  out.print(`\n\tKey id: ${out.u32(at)}`);
  if (length === 4) return;
  out.need(at + 4, length - 4);
  out.print(`\n\tAuthentication: ${out.hex(at + 4, length - 4)}`);
}
