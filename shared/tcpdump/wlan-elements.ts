// The information elements of an 802.11 management frame that tcpdump looks at.
import type { Printout } from './printout';

interface Part {
  readonly at: number;
  readonly length: number;
}

export interface WlanElements {
  readonly ssid: Part | null;
  readonly rates: Part | null;
  readonly channel: number | null;
  /** False where an element is cut or too long: what stood in front of it counts. */
  readonly isWhole: boolean;
}

const SSID = 0;
const RATES = 1;
const CHANNEL = 3;
const TIM = 5;
const CHALLENGE = 16;
/** Longer ones are refused. */
const LONGEST: Readonly<Record<number, number>> = { [SSID]: 32, [RATES]: 16, [TIM]: 254, [CHALLENGE]: 253 };

/** Of each kind the first counts. */
export function elements(out: Printout, start: number, length: number): WlanElements {
  const found: { ssid: Part | null; rates: Part | null; channel: number | null } = { ssid: null, rates: null, channel: null };
  for (let at = start, left = length; left > 0; ) {
    if (!out.has(at, 2) || left < 2) return { ...found, isWhole: false };
    const kind = out.u8(at);
    const size = out.u8(at + 1);
    const part = { at: at + 2, length: size };
    if (!out.has(at + 2, size) || left < size + 2 || size > (LONGEST[kind] ?? size)) return { ...found, isWhole: false };
    if (kind === SSID) found.ssid ??= part;
    else if (kind === RATES && size > 0) found.rates ??= part;
    else if (kind === CHANNEL && size === 1) found.channel ??= out.u8(at + 2);
    at += size + 2;
    left -= size + 2;
  }
  return { ...found, isWhole: true };
}
