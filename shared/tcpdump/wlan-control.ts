// Control frames of IEEE 802.11 as tcpdump prints them.
import type { Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = {
  7: 'Control Wrapper', 8: 'BAR', 9: 'BA', 10: 'Power Save-Poll', 11: 'Request-To-Send', 12: 'Clear-To-Send', 13: 'Acknowledgment', 14: 'CF-End', 15: 'CF-End+CF-Ack',
};
const LENGTHS: Readonly<Record<number, number>> = { 7: 16, 8: 20, 9: 10, 10: 16, 11: 16, 12: 10, 13: 10, 14: 16, 15: 16 };
const BAR = 8;
const PS_POLL = 10;
const RTS = 11;
const CTS = 12;

/** 0 where there is no such frame. */
export function controlLength(subtype: number): number {
  return LENGTHS[subtype] ?? 0;
}

/** With -e: the addresses in front. */
export function controlHeader(out: Printout, subtype: number, at: number): void {
  if (subtype === BAR) return request(out, at);
  if (subtype === PS_POLL) return out.print(`BSSID:${out.mac(at + 4)} TA:${out.mac(at + 10)} `);
  if (subtype < BAR) return;
  out.print(`RA:${out.mac(at + 4)} `);
  if (subtype === RTS) out.print(`TA:${out.mac(at + 10)} `);
  else if (subtype > CTS + 1) out.print(`BSSID:${out.mac(at + 10)} `);
}

export function controlBody(out: Printout, subtype: number, at: number): void {
  out.print(NAMES[subtype]!);
  if (subtype === PS_POLL) return out.print(` AID(${out.le16(at + 2).toString(16)})`);
  if (out.options.link || subtype < BAR) return;
  if (subtype === BAR) request(out, at);
  else out.print(subtype === RTS ? ` TA:${out.mac(at + 10)} ` : ` RA:${out.mac(at + 4)} `);
}

function request(out: Printout, at: number): void {
  out.print(` RA:${out.mac(at + 4)} TA:${out.mac(at + 10)} CTL(${out.le16(at + 16).toString(16)}) SEQ(${out.le16(at + 18)}) `);
}
