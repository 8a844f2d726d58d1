// Numbers as printf(3) writes them.

/** %04x and its kin. */
export function hexNumber(value: number, digits = 1): string {
  return value.toString(16).padStart(digits, '0');
}

/** Seconds as tcpdump spells a span: 1w2d3h4m5s. */
export function spanText(seconds: number): string {
  if (seconds === 0) return '0s';
  let text = seconds < 0 ? '-' : '';
  let left = Math.abs(seconds);
  for (const [unit, name] of [[31_536_000, 'y'], [604_800, 'w'], [86_400, 'd'], [3600, 'h'], [60, 'm'], [1, 's']] as const) {
    if (left >= unit) text += `${Math.floor(left / unit)}${name}`;
    left %= unit;
  }
  return text;
}
