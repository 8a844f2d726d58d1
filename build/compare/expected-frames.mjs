// What tshark said of a capture's frames: the columns, the fields, and which frames need more than themselves to be read.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const PDU_PART = 'TCP segment of a reassembled PDU';
/** What TLS carries is only seen with its keys. */
const DECRYPTED = /:tls:(http|http2|data)\b/;

/**
 * @typedef {object} ExpectedFrame
 * @property {string[]} cells as the columns of frames.tsv
 * @property {string[]} layers
 * @property {string} column the Protocol column once the whole file is known
 * @property {Record<string, string | string[]> | undefined} fields only of a capture's first 2,000 frames
 * @property {boolean} isAnalysed TCP analysis had something to say
 * @property {boolean} isPieced part of a PDU over several segments, or of a fragmented datagram
 * @property {boolean} isDecrypted TLS in a capture whose secrets tshark has
 */

/** @returns {ExpectedFrame[]} */
export function expectedFrames(dir, capture) {
  const path = join(dir, `${capture}.frames.tsv.gz`);
  if (!existsSync(path)) return [];
  const fields = expectedFields(dir, capture);
  const pieces = new Set([...fields.values()].flatMap((f) => [f['tcp.segment'] ?? [], f['ip.fragment'] ?? []].flat()));
  const rows = lines(path).slice(1).map((line) => line.split('\t'));
  const hasSecrets = rows.some((cells) => DECRYPTED.test(cells[8]));
  return rows.map((cells) => {
    const own = fields.get(cells[0]);
    const layers = cells[8].split(':');
    return { cells, layers, column: cells[14] || cells[4], fields: own, isAnalysed: cells[11] !== '', isPieced: pieces.has(cells[0]) || isPieced(cells, layers, own), isDecrypted: hasSecrets && layers.includes('tls') };
  });
}

/** @returns {Map<string, Record<string, string | string[]>>} frame number → field → value */
export function expectedFields(dir, capture) {
  const path = join(dir, `${capture}.fields.jsonl.gz`);
  if (!existsSync(path)) return new Map();
  return new Map(lines(path).map((line) => JSON.parse(line)).map(({ n, f }) => [String(n), f]));
}

function isPieced(cells, layers, fields = {}) {
  if (cells[6].includes(PDU_PART) || (cells[15] ?? '').includes(PDU_PART)) return true;
  if (layers.at(-1) === 'tcp' && / Len=[1-9]/.test(cells[6])) return true;
  if (layers.includes('ipv6.fraghdr') || cells[6].startsWith('Fragmented IP protocol')) return true;
  const any = (name, test) => [fields[name] ?? []].flat().some(test);
  return ['tcp.segment', 'tcp.reassembled_in', 'ip.fragment', 'ip.reassembled_in'].some((name) => name in fields)
    || any('ip.flags.mf', (v) => v === '1' || v === 'True') || any('ip.frag_offset', (v) => Number(v) !== 0);
}

const lines = (path) => gunzipSync(readFileSync(path)).toString().split('\n').filter((l) => l !== '');
