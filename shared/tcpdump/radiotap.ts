// The radiotap header in front of 802.11 frames as tcpdump prints it (radiotap.org).
import { Truncated, valueName, type Printout } from './printout';
import { wlan } from './wlan';
import { HT_RATES } from './wlan-values';

const MORE = 0x80000000;
const NAMESPACE = 29;
const RADIOTAP_NAMESPACE = 0x20000000;
const VENDOR_NAMESPACE = 0x40000000;
const EXTENDED_CHANNEL = 18;
const MCS = 19;
const FLAGS = [[1, 'cfp'], [2, 'short preamble'], [4, 'wep'], [8, 'fragmented'], [0x40, 'bad-fcs']] as const;
const HAS_CHECKSUM = 0x10;
const HAS_PADDING = 0x20;
const BANDWIDTHS: Readonly<Record<number, string>> = {
  0: '20 MHz', 1: '40 MHz', 2: '20 MHz (L)', 3: '20 MHz (U)', 4: '80 MHz', 5: '80 MHz (L)', 6: '80 MHz (U)', 7: '80 MHz (LL)', 8: '80 MHz (LU)', 9: '80 MHz (UL)', 10: '80 MHz (UU)', 11: '160 MHz', 12: '160 MHz (L)',
  13: '160 MHz (U)', 14: '160 MHz (LL)', 15: '160 MHz (LU)', 16: '160 MHz (UL)', 17: '160 MHz (UU)', 18: '160 MHz (LLL)', 19: '160 MHz (LLU)', 20: '160 MHz (LUL)',
  21: '160 MHz (UUU)', 22: '160 MHz (ULL)', 23: '160 MHz (ULU)', 24: '160 MHz (UUL)', 25: '160 MHz (UUU)',
};

/** Fields in the order of their bits, each aligned to its own size from the header's begin. */
class Fields {
  flags = 0;
  at: number;

  constructor(readonly out: Printout, readonly start: number, readonly end: number) {
    this.at = start + 8;
  }

  /** Where the next field of so many bytes stands. @throws Truncated beyond the header */
  take(align: number, size = align): number {
    const at = this.start + Math.ceil((this.at - this.start) / align) * align;
    if (at + size > this.end) throw new Truncated(true);
    this.at = at + size;
    return at;
  }
}

export function radiotapLink(out: Printout, at: number, length: number): void {
  out.protocol = '802.11_radio';
  out.linkLength = out.left(at);
  if (!out.has(at, 8)) return out.truncated();
  const size = out.le16(at + 2);
  if (size < 8) return out.truncated();
  if (!out.has(at, size)) return out.truncated();
  const words = presence(out, at, size);
  if (words === null) return out.truncated();
  const fields = new Fields(out, at, at + size);
  fields.at += (words.length - 1) * 4;
  try {
    printAll(fields, words);
  } catch (error) {
    if (!(error instanceof Truncated)) throw error;
    out.truncated();
  }
  wlan(out, at + size, length - size, { isPadded: (fields.flags & HAS_PADDING) !== 0, checksum: (fields.flags & HAS_CHECKSUM) !== 0 ? 4 : 0, before: size });
}

/** The words that say which fields there are; null where they do not fit. */
function presence(out: Printout, at: number, size: number): number[] | null {
  const words = [out.le32(at + 4)];
  while ((words.at(-1)! & MORE) !== 0) {
    const next = 4 + words.length * 4;
    if (next + 4 > size) return null;
    words.push(out.le32(at + next));
  }
  return words;
}

function printAll(fields: Fields, words: readonly number[]): void {
  let first = 0;
  let skipped = -1;
  for (const word of words) {
    if (skipped >= 0) fields.take(1, skipped);
    else if (!printWord(fields, word, first)) return;
    if ((word & VENDOR_NAMESPACE) !== 0) {
      const at = fields.take(2, 6);
      skipped = fields.out.le16(at + 4);
      first = 0;
    } else if ((word & RADIOTAP_NAMESPACE) !== 0) {
      skipped = -1;
      first = 0;
    } else first += 32;
  }
}

/** @returns false where nothing can follow */
function printWord(fields: Fields, word: number, first: number): boolean {
  for (let bit = 0; bit < NAMESPACE; bit++) {
    if ((word & (1 << bit)) !== 0 && !printField(fields, first + bit, word)) {
      fields.out.print(`[bit ${first + bit}] `);
      return false;
    }
  }
  return true;
}

/** @returns false where nobody knows the field's length */
function printField(fields: Fields, bit: number, word: number): boolean {
  const { out } = fields;
  switch (bit) {
    case 0: out.print(`${out.le64(fields.take(8))}us tsft `); break;
    case 1: printFlags(fields); break;
    case 2: out.print(rateText(out.u8(fields.take(1)))); break;
    case 3: {
      const at = fields.take(2, 4);
      // The extended channel says it better.
      if ((word & (1 << EXTENDED_CHANNEL)) === 0) printChannel(out, out.le16(at), out.le16(at + 2), isHt(word));
      break;
    }
    case 4: {
      const at = fields.take(1, 2);
      out.print(`fhset ${out.u8(at)} fhpat ${out.u8(at + 1)} `);
      break;
    }
    case 5: out.print(`${out.i8(fields.take(1))}dBm signal `); break;
    case 6: out.print(`${out.i8(fields.take(1))}dBm noise `); break;
    case 7: out.print(`${out.le16(fields.take(2))} sq `); break;
    case 8: out.print(`${negative(out.le16(fields.take(2)), 16)} tx power `); break;
    case 9: out.print(`${negative(out.u8(fields.take(1)), 8)}dB tx attenuation `); break;
    case 10: out.print(`${out.i8(fields.take(1))}dBm tx power `); break;
    case 11: out.print(`antenna ${out.u8(fields.take(1))} `); break;
    case 12: out.print(`${out.u8(fields.take(1))}dB signal `); break;
    case 13: out.print(`${out.u8(fields.take(1))}dB noise `); break;
    case 14: fields.take(2); break;
    default: return printLaterField(fields, bit, isHt(word));
  }
  return true;
}

function isHt(word: number): boolean {
  return (word & (1 << MCS)) !== 0;
}

/** What is sent is so much below the most. */
function negative(value: number, bits: number): number {
  return 0 - ((value << (32 - bits)) >> (32 - bits));
}

function printLaterField(fields: Fields, bit: number, isHtFrame: boolean): boolean {
  const { out } = fields;
  switch (bit) {
    case EXTENDED_CHANNEL: {
      const at = fields.take(4, 8);
      printChannel(out, out.le16(at + 4), out.le32(at), isHtFrame);
      return true;
    }
    case MCS: printMcs(out, fields.take(1, 3)); return true;
    case 20: fields.take(4, 8); return true;
    case 21: printVht(out, fields.take(2, 12)); return true;
    default: return false;
  }
}

function printFlags(fields: Fields): void {
  fields.flags = fields.out.u8(fields.take(1));
  for (const [bit, name] of FLAGS) if ((fields.flags & bit) !== 0) fields.out.print(`${name} `);
}

function rateText(rate: number): string {
  return rate >= 0x80 && rate <= 0x8f ? `MCS ${rate & 0x7f} ` : `${(rate / 2).toFixed(1)} Mb/s `;
}

const CCK = 0x20;
const OFDM = 0x40;
const BAND_2 = 0x80;
const BAND_5 = 0x100;
const DYNAMIC = 0x400;
const GFSK = 0x800;

function printChannel(out: Printout, frequency: number, flags: number, isHtFrame: boolean): void {
  const all = (bits: number): boolean => (flags & bits) === bits;
  const narrow = all(0x4000) ? '/10Mhz' : all(0x8000) ? '/5Mhz' : '';
  out.print(`${frequency} MHz`);
  if (isHtFrame) out.print(' 11n');
  else {
    if (all(BAND_2 | GFSK)) out.print(' FHSS');
    if (all(BAND_5 | OFDM)) out.print(` 11a${narrow}`);
    if (all(BAND_2 | DYNAMIC) || all(BAND_2 | OFDM)) out.print(` 11g${narrow}`);
    else if (all(BAND_2 | CCK)) out.print(' 11b');
    if (all(0x10)) out.print(' Turbo');
  }
  if (all(0x10000)) out.print(' ht/20');
  else if (all(0x40000)) out.print(' ht/40-');
  else if (all(0x20000)) out.print(' ht/40+');
  out.print(' ');
}

function printMcs(out: Printout, at: number): void {
  const [known, flags, index] = [out.u8(at), out.u8(at + 1), out.u8(at + 2)];
  if ((known & 2) !== 0) out.print(`${(known & 5) === 5 ? htRate(index, (flags & 3) === 1, (flags & 4) !== 0) : ''}MCS ${index} `);
  if ((known & 1) !== 0) out.print(`${BANDWIDTHS[flags & 3]!} `);
  if ((known & 4) !== 0) out.print(`${(flags & 4) !== 0 ? 'short' : 'long'} GI `);
  if ((known & 8) !== 0) out.print((flags & 8) !== 0 ? 'greenfield ' : 'mixed ');
  if ((known & 0x10) !== 0) out.print(`${(flags & 0x10) !== 0 ? 'LDPC' : 'BCC'} FEC `);
  if ((known & 0x20) !== 0) out.print(`RX-STBC${(flags >> 5) & 3} `);
}

function htRate(index: number, isWide: boolean, isShort: boolean): string {
  const rate = HT_RATES[index];
  if (rate === undefined) return '';
  const wide = index === 32 ? (isWide ? 6 : 0) : rate * (isWide ? 108 / 52 : 1);
  return `${(wide * (isShort ? 10 / 9 : 1)).toFixed(1)} Mb/s `;
}

function printVht(out: Printout, at: number): void {
  const [known, flags] = [out.le16(at), out.u8(at + 2)];
  for (let user = 0; user < 4; user++) {
    const coded = out.u8(at + 4 + user);
    if ((coded & 15) === 0) continue;
    out.print(`User ${user} MCS ${coded >> 4} ${(out.u8(at + 8) & (1 << user)) !== 0 ? 'LDPC' : 'BCC'} FEC `);
  }
  if ((known & 0x40) !== 0) out.print(`${valueName(BANDWIDTHS, out.u8(at + 3) & 0x1f, 'unknown (%u)')} `);
  if ((known & 4) !== 0) out.print(`${(flags & 4) !== 0 ? 'short' : 'long'} GI `);
}
