// The two ends of a view: which of them a read names, however wide it is and however it is put together.
import { describe, expect, it } from 'vitest';
import { ByteView, MALFORMED, TRUNCATED } from './byte-view';

function thrown(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

describe('ByteView', () => {
  const view = new ByteView();
  const widths: readonly (readonly [number, (at: number) => unknown])[] = [
    [1, (at) => view.uint8(at)], [2, (at) => view.uint16(at)], [2, (at) => view.uint16le(at)], [3, (at) => view.uint24(at)],
    [4, (at) => view.uint32(at)], [4, (at) => view.uint32le(at)], [5, (at) => view.uintLe(at, 5)], [6, (at) => view.uint48(at)],
    [8, (at) => view.uint64(at)], [8, (at) => view.uint64le(at)],
  ];

  it('a read past the reported end is malformed, one past the captured end only is truncated', () => {
    for (const [width, read] of widths) {
      for (let captured = 0; captured <= 10; captured++) {
        for (let reported = captured; reported <= 12; reported++) {
          view.reset(new Uint8Array(16), captured, reported);
          const expected = width <= captured ? undefined : width <= reported ? TRUNCATED : MALFORMED;
          const got = thrown(() => read(0));
          expect(got === TRUNCATED || got === MALFORMED ? got : undefined, `${width} of ${captured}/${reported}`).toBe(expected);
        }
      }
    }
  });

  it('reads both byte orders', () => {
    view.reset(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 8, 8);
    expect([view.uint48(0), view.uint64(0), view.uint64le(0)]).toEqual([0x0102_0304_0506, 0x0102_0304_0506_0708n, 0x0807_0605_0403_0201n]);
  });
});
