// Names of files with the time in them, as strftime(3) spells it.

/** The conversions of POSIX that make sense in a file's name, in local time; an unknown one stays as it is. */
export function strftime(pattern: string, date: Date): string {
  const two = (n: number): string => `${n}`.padStart(2, '0');
  const zone = -date.getTimezoneOffset();
  const dayOfYear = Math.round((Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) - Date.UTC(date.getFullYear(), 0, 1)) / 86_400_000) + 1;
  const values: Readonly<Record<string, () => string>> = {
    Y: () => `${date.getFullYear()}`, m: () => two(date.getMonth() + 1), d: () => two(date.getDate()), H: () => two(date.getHours()), M: () => two(date.getMinutes()),
    S: () => two(date.getSeconds()), y: () => two(date.getFullYear() % 100), j: () => `${dayOfYear}`.padStart(3, '0'), s: () => `${Math.floor(date.getTime() / 1000)}`,
    F: () => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`, T: () => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`,
    R: () => `${two(date.getHours())}:${two(date.getMinutes())}`, I: () => two(date.getHours() % 12 || 12), p: () => (date.getHours() < 12 ? 'AM' : 'PM'),
    u: () => `${date.getDay() || 7}`, w: () => `${date.getDay()}`, e: () => `${date.getDate()}`.padStart(2), C: () => two(Math.floor(date.getFullYear() / 100)),
    z: () => `${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}${two(Math.abs(zone) % 60)}`,
    a: () => ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getDay()]!,
    b: () => ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][date.getMonth()]!,
    '%': () => '%',
  };
  return pattern.replace(/%([a-zA-Z%])/g, (whole, letter: string) => values[letter]?.() ?? whole);
}
