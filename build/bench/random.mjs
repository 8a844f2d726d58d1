// Repeatable random numbers: the same seed gives the same traffic and the same sample.

/** @typedef {{ next(): number, below(n: number): number, of<T>(list: readonly T[]): T, bytes(n: number): Buffer }} Random */

/**
 * Mulberry32.
 * @param {number} seed
 * @returns {Random}
 */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (/** @type {number} */ n) => Math.floor(next() * n);
  return {
    next,
    below,
    of: (list) => /** @type {any} */ (list[below(list.length)]),
    bytes: (n) => Buffer.from(Uint8Array.from({ length: n }, () => below(256))),
  };
}
