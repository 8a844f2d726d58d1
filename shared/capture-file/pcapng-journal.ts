// A systemd journal entry inside a pcapng block: systemd's Journal Export Format.

const TIMESTAMP_FIELD = '__REALTIME_TIMESTAMP=';

/** Bytes of the entry without the block's NUL padding (at most 3). */
export function journalLength(bytes: Uint8Array, at: number, padded: number): number {
  let length = padded;
  while (length > 0 && padded - length < 3 && bytes[at + length - 1] === 0) length--;
  return length;
}

/** Microseconds since 1970 from the entry's __REALTIME_TIMESTAMP, -1 if it has none. */
export function journalTime(bytes: Uint8Array, at: number, length: number): number {
  const end = at + length;
  for (let line = at; line < end; ) {
    const value = fieldValue(bytes, line, end);
    if (value >= 0) return decimal(bytes, value, end);
    const newline = bytes.indexOf(10, line);
    if (newline < 0) break;
    line = newline + 1;
  }
  return -1;
}

function fieldValue(bytes: Uint8Array, line: number, end: number): number {
  if (line + TIMESTAMP_FIELD.length > end) return -1;
  for (let i = 0; i < TIMESTAMP_FIELD.length; i++) if (bytes[line + i] !== TIMESTAMP_FIELD.charCodeAt(i)) return -1;
  return line + TIMESTAMP_FIELD.length;
}

function decimal(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  let digits = 0;
  for (; at + digits < end && digits < 16; digits++) {
    const digit = bytes[at + digits]! - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return digits === 0 || value > Number.MAX_SAFE_INTEGER ? -1 : value;
}
