// The cryptography that addresses are replaced with: keys from what a user types, AES and a keyed hash from Node.
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

interface KeyedCrypto {
  readonly crypto: { readonly encryptBlock: (block: Uint8Array) => Uint8Array; readonly hash: (bytes: Uint8Array) => Uint8Array };
  readonly padSeed: Uint8Array;
}

/** '' = a key that nobody knows. */
export function cryptoOfKey(text: string): KeyedCrypto {
  return cryptoOf(text === '' ? randomBytes(32) : createHash('sha256').update(`netloupe anonymise ${text}`).digest());
}

/** @param key 32 bytes: Crypto-PAn's */
export function cryptoOf(key: Uint8Array): KeyedCrypto {
  const cipher = createCipheriv('aes-128-ecb', key.subarray(0, 16), null).setAutoPadding(false);
  return {
    crypto: { encryptBlock: (block) => cipher.update(block), hash: (bytes) => createHmac('sha256', key).update(bytes).digest() },
    padSeed: key.subarray(16, 32),
  };
}
