// Sorting a table by one column: each line's value is asked for once, and lines with the same value keep their order.

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

/** By their bits, eight at a time from the last: a sort that compares would call back for each of them many times. */
function orderOfNumbers(values: Float64Array, descending: boolean): Uint32Array {
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
  let order = Uint32Array.from({ length: count }, (_, i) => i);
  let next = new Uint32Array(count);
  for (let digit = 0; digit < 8; digit++) {
    if (sortByDigit(words, order, next, digit)) [order, next] = [next, order];
  }
  return order;
}

/** False where all have the same digit. */
function sortByDigit(words: Uint32Array, from: Uint32Array, to: Uint32Array, digit: number): boolean {
  const [word, shift] = [digit >> 2, (digit & 3) * 8];
  const places = new Uint32Array(257);
  for (const line of from) places[((words[2 * line + word]! >>> shift) & 0xff) + 1]!++;
  if (places.includes(from.length, 1)) return false;
  for (let i = 1; i < 256; i++) places[i]! += places[i - 1]!;
  for (const line of from) to[places[(words[2 * line + word]! >>> shift) & 0xff]!++] = line;
  return true;
}
