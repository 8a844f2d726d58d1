// Spans of whole seconds in words.

const UNITS = [[86400, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second']] as const;

/** `1 day, 10 hours, 3 seconds`; `0 seconds`. */
export function durationText(seconds: number): string {
  let rest = seconds;
  let text = '';
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${text === '' ? '' : ', '}${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return text === '' ? '0 seconds' : text;
}
