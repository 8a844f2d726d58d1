// What a file that is no capture of ours looks like: for a message that helps.

interface ForeignFormat {
  /** Hex of the first bytes. */
  readonly magic: string;
  readonly name: string;
  /** capture: editcap can turn it into pcapng; packed: decompress it first; other: no capture at all. */
  readonly kind: 'capture' | 'packed' | 'other';
}

const FORMATS: readonly ForeignFormat[] = [
  { magic: '54525343', name: 'NetXRay or Sniffer', kind: 'capture' },
  { magic: '58434f00', name: 'NetXRay', kind: 'capture' },
  { magic: '474d4255', name: 'Microsoft Network Monitor 2', kind: 'capture' },
  { magic: '52545353', name: 'Microsoft Network Monitor 1', kind: 'capture' },
  { magic: '4c4f4747', name: 'Vector BLF', kind: 'capture' },
  { magic: '000002000512', name: 'K12', kind: 'capture' },
  { magic: '6274736e6f6f7000', name: 'Bluetooth btsnoop', kind: 'capture' },
  { magic: '9a78', name: 'Symbian btsnoop', kind: 'capture' },
  { magic: '7f454c46', name: 'ELF program', kind: 'other' },
  { magic: '504b0304', name: 'ZIP archive', kind: 'packed' },
  { magic: '28b52ffd', name: 'zstd-compressed', kind: 'packed' },
  { magic: '04224d18', name: 'LZ4-compressed', kind: 'packed' },
  { magic: 'fd377a585a00', name: 'xz-compressed', kind: 'packed' },
  { magic: '425a68', name: 'bzip2-compressed', kind: 'packed' },
  { magic: '377abcaf271c', name: '7z archive', kind: 'packed' },
  { magic: '526172211a07', name: 'RAR archive', kind: 'packed' },
  { magic: '25504446', name: 'PDF', kind: 'other' },
  { magic: '89504e47', name: 'PNG picture', kind: 'other' },
  { magic: 'ffd8ff', name: 'JPEG picture', kind: 'other' },
  { magic: '4d5a', name: 'Windows program', kind: 'other' },
  { magic: '53514c69746520', name: 'SQLite database', kind: 'other' },
];

export interface ForeignGuess {
  readonly name: string;
  readonly kind: ForeignFormat['kind'];
}

/** A guess from a file's first bytes (64 are plenty), or null. */
export function foreignFormat(head: Uint8Array): ForeignGuess | null {
  for (const { magic, name, kind } of FORMATS) if (startsWith(head, magic)) return { name, kind };
  if (looksLikeText(head)) return { name: 'text', kind: 'other' };
  if (looksLikeErf(head)) return { name: 'Endace ERF', kind: 'capture' };
  return null;
}

function startsWith(head: Uint8Array, hex: string): boolean {
  if (head.length < hex.length / 2) return false;
  for (let i = 0; i < hex.length / 2; i++) if (head[i] !== Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16)) return false;
  return true;
}

function looksLikeText(head: Uint8Array): boolean {
  if (head.length < 4) return false;
  return head.every((byte) => byte >= 0x20 ? byte !== 0x7f : byte === 9 || byte === 10 || byte === 13);
}

/** ERF has no magic: a record of 8 bytes time, type, flags, 16-bit record length, loss counter, wire length. */
function looksLikeErf(head: Uint8Array): boolean {
  if (head.length < 16) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const type = view.getUint8(8) & 0x7f;
  const recordLength = view.getUint16(10);
  const seconds = view.getUint32(4, true);
  return type >= 1 && type <= 48 && recordLength >= 16 && view.getUint16(14) <= recordLength && seconds > 631_152_000 && seconds < 4_102_444_800;
}
