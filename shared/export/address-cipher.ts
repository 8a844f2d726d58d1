// Addresses replaced by others that keep what they have in common: Crypto-PAn (Xu, Fan, Ammar, Moon: Prefix-Preserving IP Address Anonymization, 2002).

/** AES-128 of one block of 16 bytes, and a keyed hash: what the host's cryptography gives. */
export interface AddressCrypto {
  readonly encryptBlock: (block: Uint8Array) => Uint8Array;
  /** At least 8 bytes. */
  readonly hash: (bytes: Uint8Array) => Uint8Array;
}

const MOST_KEPT = 500_000;

/** The same address becomes the same other; two that begin with the same n bits become two that do. */
export class AddressCipher {
  private readonly pad: Uint8Array;
  private readonly known = new Map<string, Uint8Array>();
  readonly counts = { ipv4: 0, ipv6: 0, ether: 0 };

  /** @param padSeed the second half of Crypto-PAn's key */
  constructor(private readonly crypto: AddressCrypto, padSeed: Uint8Array, private readonly keepsMaker: boolean) {
    // A copy: what Node gives shares its memory.
    this.pad = Uint8Array.from(crypto.encryptBlock(padSeed));
  }

  /** Unspecified, loopback, multicast and broadcast addresses stay; no other becomes one of them. */
  ipv4(address: Uint8Array): Uint8Array {
    if (isSpecial4(address)) return address;
    return this.once('ipv4', address, () => {
      let other = this.flipped(address, 0);
      // The special ones are whole prefixes: what is mapped once more keeps what it has in common.
      while (isSpecial4(other)) other = this.flipped(other, 0);
      return other;
    });
  }

  /** Of its kind (global, unique local, link-local) an address stays. */
  ipv6(address: Uint8Array): Uint8Array {
    const kept = keptBits6(address);
    if (kept === 128) return address;
    return this.once('ipv6', address, () => (kept === 96 && isMapped(address) ? Uint8Array.from([...address.subarray(0, 12), ...this.ipv4(address.subarray(12))]) : this.flipped(address, kept)));
  }

  /** Group addresses stay, but for those that hold octets of an IPv6 address; whether an address is local too. */
  ether(address: Uint8Array): Uint8Array {
    if (address.every((octet) => octet === 0)) return address;
    const isGroup = (address[0]! & 1) !== 0;
    const isSolicited = address[0] === 0x33 && address[1] === 0x33 && address[2] === 0xff;
    if (isGroup && !isSolicited) return address;
    return this.once('ether', address, () => {
      const other = Uint8Array.from(this.crypto.hash(address).subarray(0, address.length));
      other[0] = (other[0]! & ~3) | (address[0]! & 3);
      if (this.keepsMaker || isSolicited) other.set(address.subarray(0, 3));
      return other;
    });
  }

  /** Crypto-PAn itself, of 4 or 16 bytes: whether a bit is another depends on the bits before it. The first `kept` bits stay. */
  flipped(address: Uint8Array, kept: number): Uint8Array {
    const other = Uint8Array.from(address);
    const block = Uint8Array.from(this.pad);
    for (let bit = 0; bit < address.length * 8; bit++) {
      const mask = 0x80 >> (bit & 7);
      const at = bit >> 3;
      if (bit >= kept && (this.crypto.encryptBlock(block)[0]! & 0x80) !== 0) other[at] = other[at]! ^ mask;
      block[at] = (block[at]! & ~mask) | (address[at]! & mask);
    }
    return other;
  }

  private once(kind: keyof AddressCipher['counts'], address: Uint8Array, make: () => Uint8Array): Uint8Array {
    const key = kind + String.fromCharCode(...address);
    const known = this.known.get(key);
    if (known) return known;
    const made = make();
    this.counts[kind]++;
    if (this.known.size < MOST_KEPT) this.known.set(key, made);
    return made;
  }
}

function isSpecial4([first]: Uint8Array): boolean {
  return first === 0 || first === 127 || first! >= 224;
}

const isMapped = (address: Uint8Array): boolean => address.subarray(0, 10).every((octet) => octet === 0) && address[10] === 0xff && address[11] === 0xff;

function keptBits6(address: Uint8Array): number {
  const [a, b] = [address[0]!, address[1]!];
  // Solicited-node multicast ends in octets of an address.
  if (a === 0xff) return b === 2 && address[11] === 1 && address[12] === 0xff ? 104 : 128;
  if (a === 0xfe && (b & 0xc0) === 0x80) return 64;
  if ((a & 0xe0) === 0x20) return 3;
  if ((a & 0xfe) === 0xfc) return 7;
  if (isMapped(address)) return 96;
  return address.subarray(0, 15).every((octet) => octet === 0) ? 128 : 3;
}
