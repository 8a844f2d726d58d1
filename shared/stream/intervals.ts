// Which octets of something are there: a list of intervals start, end, start, end, … that ascend and do not touch each other.

/** Adds [start, end) to intervals that ascend and do not touch; those it touches become one with it. */
export function cover(intervals: number[], start: number, end: number): void {
  let first = 0;
  for (let high = intervals.length / 2; first < high; ) {
    const middle = (first + high) >>> 1;
    if (intervals[2 * middle + 1]! < start) first = middle + 1;
    else high = middle;
  }
  let last = first;
  while (2 * last < intervals.length && intervals[2 * last]! <= end) {
    start = Math.min(start, intervals[2 * last]!);
    end = Math.max(end, intervals[2 * last + 1]!);
    last++;
  }
  intervals.splice(2 * first, 2 * (last - first), start, end);
}
