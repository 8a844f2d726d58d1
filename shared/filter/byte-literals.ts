// Bytes as they are typed: `00:1b:2c`, `00-1b-2c`, `001b.2c00`, `001b2c`, `:ff`, `0x2a`; GUIDs and object identifiers.

/** null: these are no bytes. */
export function bytesLiteral(text: string): Uint8Array | null {
  const body = text.startsWith(':') ? text.slice(1) : text;
  if (/^0x[0-9a-f]{1,2}$/i.test(body)) return Uint8Array.of(parseInt(body, 16));
  if (/^[0-9a-f]+$/i.test(body)) return pairs(body.length % 2 === 0 ? body : body.slice(0, -1) + '0' + body.slice(-1));
  const separator = /[:.-]/.exec(body)?.[0];
  if (separator === undefined) return null;
  const parts = body.split(separator);
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  if (parts.every((part) => /^[0-9a-f]{1,2}$/i.test(part))) return Uint8Array.from(parts, (part) => parseInt(part, 16));
  return parts.every((part) => /^[0-9a-f]{4}$/i.test(part)) ? pairs(parts.join('')) : null;
}

function pairs(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function guidLiteral(text: string): Uint8Array | null {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? pairs(text.replaceAll('-', '')) : null;
}

/** `1.2.840.113549` as BER has it (X.690 section 8.19). */
export function oidLiteral(text: string): Uint8Array | null {
  if (!/^\d+(\.\d+)+$/.test(text) || text.length > 500) return null;
  const [first, second, ...rest] = text.split('.').map(BigInt) as [bigint, bigint, ...bigint[]];
  if (first > 2n || (first < 2n && second > 39n)) return null;
  return Uint8Array.from([first * 40n + second, ...rest].flatMap(baseOf128));
}

function baseOf128(arc: bigint): number[] {
  const digits = [Number(arc & 127n)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) digits.unshift(Number(left & 127n) | 128);
  return digits;
}
