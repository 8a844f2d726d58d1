// Looks up a number among numbers that ascend, as tables by frame do.

/**
 * Index of the first of `length` records that is `value` or more; `length` = none is.
 * @param words numbers of a record, the first of which ascends
 */
export function firstFrom(sorted: Uint32Array, length: number, value: number, words = 1): number {
  let low = 0;
  for (let high = length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (sorted[middle * words]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first of `length` ascending numbers that is more than `value`; `length` = none is. */
export function firstAbove(sorted: ArrayLike<number>, length: number, value: number): number {
  let low = 0;
  for (let high = length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
