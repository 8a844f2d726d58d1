// Numbers, byte counts and durations as people read them; the same in both languages.

const THIN = '\u202f';

/** 9 412 and 184 203, with a thin space that does not break. */
export function formatCount(value: number): string {
  const digits = Math.trunc(value).toString();
  return digits.length < 4 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, THIN);
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** 755 B, 25.8 kB, 131 MB: three digits at most. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)}${THIN}${UNITS[unit] ?? 'TB'}`;
}

/** 0.2 s, 12 s, 3 min 05 s. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)}${THIN}s`;
  if (seconds < 99.5) return `${Math.round(seconds)}${THIN}s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}${THIN}min ${String(whole % 60).padStart(2, '0')}${THIN}s`;
}

/** 0.3 ms, 12 ms, 1.2 s. */
export function formatMilliseconds(ms: number): string {
  if (ms >= 999.5) return formatSeconds(ms / 1000);
  return `${ms < 9.95 ? ms.toFixed(1) : Math.round(ms)}${THIN}ms`;
}

const BITS = ['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit'] as const;

/** 483 bit, 2.2 Mbit, 131 Gbit: three digits at most. */
export function formatBits(bits: number): string {
  let value = bits;
  let unit = 0;
  while (value >= 999.5 && unit < BITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(unit === 0 || value >= 99.95 ? 0 : 1)}${THIN}${BITS[unit] ?? 'Tbit'}`;
}

/** A share of 1 in per cent: 0.01, 1.4, 56; what is more than nothing is not 0, and what is not all is not 100. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0';
  if (percent < 0.005) return '< 0.01';
  if (percent < 0.995) return percent.toFixed(2);
  if (percent < 9.95) return percent.toFixed(1);
  return String(share < 1 ? Math.min(99, Math.round(percent)) : 100);
}

/** Sizes that are powers of two, such as a buffer's, by 1024: 256 kB, 32 MB. */
export function formatBuffer(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)}${THIN}kB` : `${Math.round(bytes / 1_048_576)}${THIN}MB`;
}
