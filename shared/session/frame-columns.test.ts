// The narrow columns give back what was put in, also where the numbers do not fit the narrow form.
import { describe, expect, it } from 'vitest';
import { CHUNK_FRAMES, FrameColumns } from './frame-columns';
import { FramePiece } from './frame-piece';

interface Frame {
  readonly position: number;
  readonly seconds: number;
  readonly caplen: number;
  readonly len: number;
  readonly interfaceIndex: number;
  readonly payload: number;
}

function pieceOf(frames: readonly Frame[]): FramePiece {
  const piece = new FramePiece(1);
  for (const frame of frames) {
    piece.reserve(1);
    const i = piece.count++;
    for (const name of ['position', 'seconds', 'caplen', 'len', 'interfaceIndex', 'payload'] as const) piece.columns[name][i] = frame[name];
  }
  return piece;
}

function read(columns: FrameColumns, slot: number): Frame {
  return {
    position: columns.position.get(slot), seconds: columns.seconds.get(slot), caplen: columns.caplen[slot]!, len: columns.len[slot]!,
    interfaceIndex: columns.interfaceIndex(slot), payload: columns.payload[slot]!,
  };
}

const plain: Frame = { position: 40, seconds: 1_700_000_000, caplen: 60, len: 60, interfaceIndex: 0, payload: 6 };

const cases: Record<string, readonly Frame[]> = {
  'all alike': [plain, { ...plain, position: 116 }, { ...plain, position: 2_000_000_000 }],
  'a file beyond 4 GiB': [plain, { ...plain, position: 8_589_934_592 }, { ...plain, position: 9_007_199_254_740_000 }],
  'a clock that jumps': [plain, { ...plain, seconds: 0 }, { ...plain, seconds: -62_135_596_800 }, { ...plain, seconds: 18_446_744_073 }],
  'times before 1970': [{ ...plain, seconds: -3 }, { ...plain, seconds: -4 }],
  'a cut frame': [plain, { ...plain, caplen: 64, len: 1514 }, plain],
  'a frame longer than most': [plain, { ...plain, caplen: 65_600, len: 65_600 }, plain, { ...plain, caplen: 96, len: 65_601 }],
  'a frame longer than most that was cut': [plain, { ...plain, caplen: 96, len: 262_144 }, plain, { ...plain, caplen: 262_144, len: 262_144 }],
  'a segment that the device will cut up': [plain, { ...plain, payload: 65_536 }, { ...plain, payload: 524_280 }],
  'several interfaces': [plain, { ...plain, interfaceIndex: 3 }, plain, { ...plain, interfaceIndex: 70_000 }],
};

describe('frame columns', () => {
  for (const [what, frames] of Object.entries(cases)) {
    it(`hold ${what}, in one piece or one by one`, () => {
      const [whole, single] = [new FrameColumns(), new FrameColumns()];
      whole.set(pieceOf(frames), 0, frames.length, 0);
      frames.forEach((frame, slot) => single.set(pieceOf([frame]), 0, 1, slot));
      frames.forEach((frame, slot) => {
        expect(read(whole, slot)).toEqual(frame);
        expect(read(single, slot)).toEqual(frame);
      });
    });
  }

  it('fill to the last slot from the middle of a piece', () => {
    const columns = new FrameColumns();
    columns.set(pieceOf([plain, { ...plain, position: 77 }, { ...plain, position: 99, len: 61 }]), 1, 3, CHUNK_FRAMES - 2);
    expect(read(columns, CHUNK_FRAMES - 2)).toEqual({ ...plain, position: 77 });
    expect(read(columns, CHUNK_FRAMES - 1)).toEqual({ ...plain, position: 99, len: 61 });
  });

  it('know whether times go back, also when frames come one by one', () => {
    const times = (...seconds: number[]): FrameColumns => {
      const columns = new FrameColumns();
      seconds.forEach((second, slot) => columns.set(pieceOf([{ ...plain, seconds: second }]), 0, 1, slot));
      return columns;
    };
    const back = times(5, 6, 6, 4);
    expect([2, 3, 4, 4].map((to) => back.timeSpan(to).isInOrder)).toEqual([true, true, false, false]);
    expect(back.timeSpan(4)).toMatchObject({ isGiven: true, earliest: 3, latest: 1 });
    expect(back.secondsSpan(4)).toEqual({ least: 4, most: 6 });
    const late = times(5, 9, 6, 9, 4, 9, 10, 9);
    late.timeSpan(4);
    expect([...late.timeSpan(8).late.data.subarray(0, late.timeSpan(8).late.length)]).toEqual([2, 4, 7]);
    expect(late.timeSpan(8)).toMatchObject({ earliest: 4, latest: 6 });
    const ahead = times(5, 5, 9);
    expect(ahead.timeSpan(3).isInOrder).toBe(true);
    expect(ahead.secondsSpan(3)).toEqual({ least: 5, most: 9 });
    const nanos = times(5, 5);
    nanos.nanos.set([7, 6]);
    expect(nanos.timeSpan(2)).toMatchObject({ isGiven: true, isInOrder: false });
    const missing = times(5, 5);
    missing.nanos.set([7, -1]);
    expect(missing.timeSpan(2)).toMatchObject({ isGiven: false, isInOrder: false });
  });
});
