// Sorting a table by one column: each line's value is asked for once, and lines with the same value keep their order.

/** So many lines that counting 65,536 places costs less than going over them twice. */
const MANY = 1 << 14;

/** @returns numbers of the lines 0 … count - 1 in order */
export function orderOf(count: number, valueOf: (line: number) => number | string, descending: boolean): Uint32Array {
  const numbers = new Float64Array(count);
  for (let line = 0; line < count; line++) {
    const value = valueOf(line);
    if (typeof value === 'string') return orderOfTexts(Array.from({ length: count }, (_, i) => valueOf(i)), descending);
    numbers[line] = value;
  }
  return orderOfNumbers(numbers, descending);
}

function orderOfTexts(values: readonly (number | string)[], descending: boolean): Uint32Array {
  const sign = descending ? -1 : 1;
  return Uint32Array.from(values.keys()).sort((x, y) => {
    const [a, b] = [values[x]!, values[y]!];
    return a === b ? x - y : a < b ? -sign : sign;
  });
}

/** By their bits, sixteen at a time from the last, or eight where few lines would not be worth so many places: a sort that compares would call back for each of them many times. */
function orderOfNumbers(values: Float64Array<ArrayBuffer>, descending: boolean): Uint32Array {
  const count = values.length;
  const words = new Uint32Array(values.buffer);
  for (let i = 0; i < count; i++) {
    if (values[i] === 0) values[i] = 0; // -0 is no less than 0
    // Makes words whose order is that of the numbers: negative ones count down.
    const isNegative = words[2 * i + 1]! >>> 31 !== 0;
    const flip = isNegative === descending ? 0 : 0xffff_ffff;
    words[2 * i]! ^= flip;
    words[2 * i + 1]! ^= isNegative ? flip : flip ^ 0x8000_0000;
  }
  const digits = count < MANY ? new Uint8Array(values.buffer) : new Uint16Array(values.buffer);
  const each = values.BYTES_PER_ELEMENT / digits.BYTES_PER_ELEMENT;
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  let next = new Uint32Array(count);
  for (let digit = 0; digit < each; digit++) {
    const places = placesOf(digits, each, digit);
    if (places === null) continue;
    for (let i = 0; i < count; i++) next[places[digits[order[i]! * each + digit]!]!++] = order[i]!;
    [order, next] = [next, order];
  }
  return order;
}

/** By digit: the first place of the lines that have it; null where all have the same. */
function placesOf(digits: Uint8Array | Uint16Array, each: number, digit: number): Uint32Array | null {
  const places = new Uint32Array(1 << (8 * digits.BYTES_PER_ELEMENT));
  const count = digits.length / each;
  for (let at = digit; at < digits.length; at += each) places[digits[at]!]!++;
  if (count === 0 || places[digits[digit]!] === count) return null;
  for (let value = 0, before = 0; value < places.length; value++) {
    const own = places[value]!;
    places[value] = before;
    before += own;
  }
  return places;
}
