// Undoes the compression of an HTTP body with Node's own zlib; bounded, since a few octets may become any number.
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

const MOST_OCTETS = 256 * 1_048_576;

/** null = it is none of the known encodings, or the octets are not so encoded. */
export function unpackBody(encoding: string, octets: Uint8Array): Uint8Array | null {
  const options = { maxOutputLength: MOST_OCTETS };
  try {
    switch (encoding.replace(/^x-/u, '')) {
      case 'gzip': return gunzipSync(octets, options);
      case 'br': return brotliDecompressSync(octets, options);
      // Some servers send the bare stream (RFC 9110 section 8.4.1.2).
      case 'deflate': return (octets[0]! & 0x0f) === 8 ? inflateSync(octets, options) : inflateRawSync(octets, options);
      default: return null;
    }
  } catch {
    return null;
  }
}
