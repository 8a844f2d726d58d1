// Domain names as tcpdump writes them (RFC 1035 4.1.4): labels with a dot behind each, compressed names followed, what is wrong told in the text.
import type { Printout } from './printout';

const KIND = 0xc0;
const POINTER = 0xc0;
const EXTENDED = 0x40;
const BIT_LABEL = 0x41;
/** Characters of a name that are printed; what goes beyond is read over. */
const LONGEST = 255;

/** The place behind the name at `at`, or undefined where it is cut off or of a kind that is not known. */
export function skipName(out: Printout, at: number): number | undefined {
  let next = at;
  for (;;) {
    if (!out.has(next)) return undefined;
    const first = out.u8(next++);
    if (first === 0) return next;
    if ((first & KIND) === POINTER) return next + 1;
    if ((first & KIND) === EXTENDED) {
      if (first !== BIT_LABEL || !out.has(next)) return undefined;
      const bits = out.u8(next++) || 256;
      next += Math.ceil(bits / 8);
    } else if ((first & KIND) === 0) next += first;
    else return undefined;
  }
}

/** How long the label at `at` is, or undefined with the reason in the text. */
function labelLength(out: Printout, at: number): number | undefined {
  if (!out.has(at)) return undefined;
  const first = out.u8(at);
  if ((first & KIND) === EXTENDED) {
    if (first !== BIT_LABEL) {
      out.print(`<ELT ${first & ~KIND}>`);
      return undefined;
    }
    return out.has(at + 1) ? Math.ceil((out.u8(at + 1) || 256) / 8) + 1 : undefined;
  }
  if ((first & KIND) === POINTER || (first & KIND) === 0) return first;
  out.print('<BAD LABEL TYPE>');
  return undefined;
}

function printBits(out: Printout, at: number): boolean {
  if (!out.has(at)) return false;
  const bits = out.u8(at) || 256;
  let left = bits;
  let next = at + 1;
  out.print('\\[x');
  const cut = () => {
    out.print(`.../${bits}]`);
    return false;
  };
  for (; left > 7; left -= 8, next++) {
    if (!out.has(next)) return cut();
    out.print(out.u8(next).toString(16).padStart(2, '0'));
  }
  if (left > 0 && !out.has(next)) return cut();
  if (left > 4) out.print((out.u8(next) & (0xff << (8 - left)) & 0xff).toString(16).padStart(2, '0'));
  else if (left > 0) out.print(((out.u8(next) >> 4) & (0x0f << (4 - left)) & 0x0f).toString(16));
  out.print(`/${bits}]`);
  return true;
}

/** @returns false where it is cut */
function printLabel(out: Printout, at: number, length: number): boolean {
  const there = Math.min(length, out.left(at));
  out.printBytes(at, there);
  return there === length;
}

/** Prints the name at `at` of the message that begins at `message`; the place behind it, or undefined where nothing can follow. */
export function printName(out: Printout, at: number, message: number): number | undefined {
  let length = labelLength(out, at);
  if (length === undefined) return undefined;
  let bound = at - message;
  let next = at + 1;
  let first = out.u8(at);
  let behind: number | undefined;
  let taken = 0;
  if (first === 0) {
    out.print('.');
    return next;
  }
  while (first !== 0 && next < out.end) {
    if ((first & KIND) === POINTER) {
      behind ??= next + 1;
      if (!out.has(next)) return undefined;
      const offset = ((first << 8) | out.u8(next)) & 0x3fff;
      if (offset >= bound) {
        out.print('<BAD PTR>');
        return undefined;
      }
      bound = offset;
      next = message + offset;
    } else {
      if ((first & KIND) === EXTENDED) {
        if (!printBits(out, next)) return undefined;
      } else if (taken <= LONGEST && !printLabel(out, next, Math.min(length, LONGEST - taken))) return undefined;
      if (taken <= LONGEST) {
        taken += length;
        if (taken++ <= LONGEST) out.print('.');
      }
      next += length;
    }
    length = labelLength(out, next);
    if (length === undefined) return undefined;
    first = out.u8(next++);
  }
  if (taken > LONGEST) out.print('<DOMAIN NAME TOO LONG>');
  return behind ?? next;
}
