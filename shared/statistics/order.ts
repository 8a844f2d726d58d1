// Sorting a table by one column: each line's value is asked for once, and lines with the same value keep their order.

export function orderOf<T>(lines: readonly T[], valueOf: (line: T) => number | string, descending: boolean): T[] {
  const values = lines.map(valueOf);
  const sign = descending ? -1 : 1;
  const places = lines.map((_, i) => i).sort((x, y) => {
    const [a, b] = [values[x]!, values[y]!];
    return a === b ? x - y : a < b ? -sign : sign;
  });
  return places.map((i) => lines[i]!);
}
