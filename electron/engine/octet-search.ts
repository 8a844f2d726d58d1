// What the window looks for in a stream, as a search over octets: a text in its character set, or a regular expression.
import { foundPattern } from '../../shared/filter/found-pattern';
import { problemSentence } from '../../shared/filter/problem-sentence';
import { problem, ProblemError } from '../../shared/problem';
import type { Charset } from '../../shared/session/row-cutter';
import type { OctetSearch } from '../../shared/session/stream-search';

/** What a regular expression finds is taken to have no more octets than this, where it stands at the end of what was read so far. */
const MOST_MATCHED = 4096;

interface Query {
  readonly text: string;
  readonly isRegex: boolean;
  readonly caseSensitive: boolean;
  readonly charset: Charset;
}

/** @throws ProblemError NL-FIND-01 */
export function octetSearch(query: Query): OctetSearch {
  return query.isRegex ? patternSearch(query) : textSearch(query);
}

function patternSearch({ text, caseSensitive }: Query): OctetSearch {
  const found = foundPattern(text, caseSensitive);
  if (typeof found !== 'function') throw new ProblemError(problem('NL-FIND-01', problemSentence(found), { text: text.slice(0, 80), kind: 'regex' }));
  return {
    longest: MOST_MATCHED,
    match: (octets, from) => {
      const place = found(octets.slice(from));
      return place === null ? null : { start: from + place.start, length: place.length };
    },
  };
}

/** Only the letters of ASCII are alike: others stand in octets that mean something else alone. */
function textSearch({ text, caseSensitive, charset }: Query): OctetSearch {
  const sought = encoded(text, charset);
  const isAscii = /^[\0-\x7f]*$/u.test(sought);
  const alike = (octets: string): string => {
    if (caseSensitive) return octets;
    // What the quick way does to other octets makes no difference to a text that has none.
    return isAscii ? octets.toLowerCase() : octets.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
  };
  const needle = alike(sought);
  let last = '';
  let lastAlike = '';
  return {
    longest: Math.max(0, needle.length - 1),
    match: (octets, from) => {
      if (octets !== last) [last, lastAlike] = [octets, alike(octets)];
      const start = lastAlike.indexOf(needle, from);
      return start < 0 ? null : { start, length: needle.length };
    },
  };
}

/** One character an octet. */
function encoded(text: string, charset: Charset): string {
  switch (charset) {
    case 'utf-16le': return Buffer.from(text, 'utf16le').toString('latin1');
    case 'utf-16be': return Buffer.from(text, 'utf16le').swap16().toString('latin1');
    case 'latin1': case 'ascii': return Buffer.from(text, 'latin1').toString('latin1');
    case 'utf-8': return Buffer.from(text, 'utf8').toString('latin1');
    case 'gb18030': return Array.from(text, gb18030Of).join('');
  }
}

/** By the decoder, as there is no encoder: the octets of a character of two. */
let gb18030: Map<string, string> | null = null;

function gb18030Of(character: string): string {
  if (character < '\u0080') return character;
  if (gb18030 === null) {
    gb18030 = new Map();
    const decoder = new TextDecoder('gb18030');
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) gb18030.set(decoder.decode(Uint8Array.of(lead, trail)), String.fromCharCode(lead, trail));
  }
  return gb18030.get(character) ?? Buffer.from(character, 'utf8').toString('latin1');
}
