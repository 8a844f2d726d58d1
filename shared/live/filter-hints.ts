// What is wrong with a capture filter: libpcap mostly says "syntax error"; this finds the place, says it in words, and offers what was probably meant.
import type { CaptureFilterError, FilterFix } from './capture-filter';
import { isWord, QUALIFIERS, TAKES_VALUE, WORDS } from './capture-filter-words';
import { bareProtocol, captureFilterFor, looksLikeDisplayFilter } from './display-to-capture';

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a rule finds; `fixes` are whole filters with what was changed. */
type Found = Omit<CaptureFilterError, 'libpcap' | 'word'>;

const CONNECTIVES: ReadonlySet<string> = new Set(['and', 'or', '&&', '||']);
const NEGATIONS: ReadonlySet<string> = new Set(['not', '!']);

/** The rules in the order in which they are tried. */
const RULES: readonly ((filter: string, tokens: readonly Token[]) => Found | null)[] = [displayFilter, quotes, capitals, missingSpace, parentheses, order, dangling, twoValues, unknownWord];

/**
 * @param libpcap its message for this filter
 * @returns the error with likely fixes, which the caller is to compile before it offers them
 */
export function explainFilterError(filter: string, libpcap: string): CaptureFilterError {
  const tokens = [...filter.matchAll(/[^\s()[\]!&|<>=]+|&&|\|\||[()[\]!&|<>=]+/g)].map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }));
  const found = named(filter, libpcap) ?? firstFound(filter, tokens) ?? somewhere(filter, libpcap);
  return { ...found, word: filter.slice(found.start, found.end), libpcap };
}

function firstFound(filter: string, tokens: readonly Token[]): Found | null {
  for (const rule of RULES) {
    const found = rule(filter, tokens);
    if (found !== null) return found;
  }
  return null;
}

function somewhere(filter: string, libpcap: string): Found {
  return { start: 0, end: filter.length, kind: 'other', message: `This is not a capture filter: ${libpcap}.`, fixes: [] };
}

function replaced(filter: string, { start, end }: { start: number; end: number }, text: string): string {
  return filter.slice(0, start) + text + filter.slice(end);
}

/** Messages in which libpcap names what it does not like. */
function named(filter: string, libpcap: string): Found | null {
  if (libpcap.includes('rejects all packets')) {
    return { start: 0, end: filter.length, kind: 'rejects-all', message: 'No packet can match all of this at once. Is an "and" meant to be an "or"?', fixes: fixesOf(filter.replaceAll(/\band\b|&&/g, 'or'), 'or', filter) };
  }
  const text = (/['"]([^'"]+)['"]/.exec(libpcap) ?? /(?:number|address|tag) (\S+)/.exec(libpcap))?.[1];
  const start = text === undefined ? -1 : filter.indexOf(text);
  if (text === undefined || start < 0) return null;
  const place = { start, end: start + (/^\S*/.exec(filter.slice(start))?.[0].length ?? text.length), kind: 'value' as const };
  if (/IPv4 address/.test(libpcap)) return { ...place, message: `${text} is not an IPv4 address: four numbers from 0 to 255.`, fixes: [] };
  if (/illegal port/.test(libpcap)) return { ...place, message: `${text} is not a port: they end at 65535.`, fixes: [] };
  if (/unknown port/.test(libpcap)) return { ...place, message: `No service is called ${text}. Give the port's number.`, fixes: [] };
  if (/unknown host/.test(libpcap)) return { ...place, message: `The name ${text} has no address here. Give the address.`, fixes: [] };
  if (/ethernet address/.test(libpcap)) return { ...place, message: `${filter.slice(place.start, place.end)} is not a hardware address: six pairs of digits, as in 02:42:ac:11:00:02.`, fixes: [] };
  if (/non-network bits/.test(libpcap)) return { ...place, message: `${text} is an address with a mask, not a network: bits behind the mask are set.`, fixes: networkFix(filter, place, text) };
  return { ...place, message: `${text}: ${libpcap}.`, fixes: [] };
}

function networkFix(filter: string, place: { start: number; end: number }, text: string): FilterFix[] {
  const [address = '', bits = ''] = text.split('/');
  const parts = address.split('.').map(Number);
  if (parts.length !== 4) return [];
  const mask = bits === '0' ? 0 : (0xffff_ffff << (32 - Number(bits))) >>> 0;
  const network = (parts.reduce((sum, part) => sum * 256 + part, 0) & mask) >>> 0;
  const made = `${[24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join('.')}/${bits}`;
  return [{ filter: replaced(filter, place, made), change: made }];
}

function fixesOf(filter: string, change: string, before: string): FilterFix[] {
  return filter === before ? [] : [{ filter, change }];
}

/** Quotes and backslashes that were the shell's. */
function quotes(filter: string): Found | null {
  const at = filter.search(/['"`]|\\[()[\]!&|<>*]/);
  if (at < 0) return null;
  const bare = filter.replaceAll(/['"`]/g, '').replaceAll(/\\([()[\]!&|<>*])/g, '$1').trim();
  const what = filter[at] === '\\' ? 'A backslash before a bracket is for the shell' : 'Quotes are for the shell';
  return { start: at, end: at + 1, kind: 'quote', message: `${what}: here the filter stands by itself.`, fixes: [{ filter: bare, change: bare }] };
}

function displayFilter(filter: string, tokens: readonly Token[]): Found | null {
  const protocol = bareProtocol(filter);
  if (!looksLikeDisplayFilter(filter)) return null;
  const field = tokens.find(({ text }) => /^[a-z]\w*(\.[a-z_]\w*)+$/i.test(text)) ?? tokens.find(({ text }) => /^(==|contains|matches)$/.test(text));
  const place = field ?? (protocol && { start: protocol.start, end: protocol.start + protocol.word.length }) ?? { start: 0, end: filter.length };
  const made = captureFilterFor(filter);
  const word = filter.slice(place.start, place.end);
  const end = made === null ? 'No capture filter says the same: capture more, and filter what is shown.' : 'Capture filters are another language.';
  return { start: place.start, end: place.end, kind: 'display-filter', message: `${word} belongs to display filters. ${end}`, fixes: made === null ? [] : [{ filter: made, change: made }] };
}

function capitals(filter: string, tokens: readonly Token[]): Found | null {
  const wrong = tokens.filter(({ text }) => !isWord(text) && isWord(text.toLowerCase()));
  const first = wrong[0];
  if (!first) return null;
  const made = wrong.reduceRight((text, token) => replaced(text, token, token.text.toLowerCase()), filter);
  return { ...placeOf(first), kind: 'capitals', message: `${first.text} must be written ${first.text.toLowerCase()}: the words of capture filters have no capitals.`, fixes: [{ filter: made, change: first.text.toLowerCase() }] };
}

/** `port80`, `host10.0.0.1`, `portrange1-2`. */
function missingSpace(filter: string, tokens: readonly Token[]): Found | null {
  for (const token of tokens) {
    if (isWord(token.text)) continue;
    const word = [...TAKES_VALUE, ...QUALIFIERS, 'vlan', 'mpls'].find((w) => token.text.startsWith(w) && /^[\d.:]/.test(token.text.slice(w.length)));
    if (word === undefined) continue;
    const made = `${word} ${token.text.slice(word.length)}`;
    return { ...placeOf(token), kind: 'missing-space', message: `A space is missing in ${token.text}.`, fixes: [{ filter: replaced(filter, token, made), change: made }] };
  }
  return null;
}

function parentheses(filter: string): Found | null {
  const open: number[] = [];
  for (let i = 0; i < filter.length; i++) {
    if (filter[i] === '(') open.push(i);
    else if (filter[i] === ')' && open.pop() === undefined) {
      return { start: i, end: i + 1, kind: 'parenthesis', message: 'This bracket closes nothing.', fixes: fixesOf(filter.slice(0, i) + filter.slice(i + 1), 'no bracket', filter) };
    }
  }
  const at = open.at(-1);
  if (at === undefined) return null;
  return { start: at, end: at + 1, kind: 'parenthesis', message: 'This bracket is not closed.', fixes: [{ filter: `${filter.trimEnd()})`, change: ')' }] };
}

/** `80 port` */
function order(filter: string, tokens: readonly Token[]): Found | null {
  for (let i = 0; i + 1 < tokens.length; i++) {
    const [value, word] = [tokens[i]!, tokens[i + 1]!];
    const before = tokens[i - 1]?.text ?? '';
    if (!/^\d[\d.:/-]*$/.test(value.text) || !TAKES_VALUE.has(word.text) || TAKES_VALUE.has(before) || QUALIFIERS.has(before)) continue;
    const made = `${word.text} ${value.text}`;
    return { start: value.start, end: word.end, kind: 'order', message: `The value stands behind the word: ${made}.`, fixes: [{ filter: replaced(filter, { start: value.start, end: word.end }, made), change: made }] };
  }
  return null;
}

/** An `and`, `or`, `not`, `port` … with nothing to go with. */
function dangling(filter: string, tokens: readonly Token[]): Found | null {
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1];
    const joins = CONNECTIVES.has(token.text);
    const ends = next === undefined || next.text.startsWith(')') || CONNECTIVES.has(next.text);
    if (joins && (i === 0 || ends)) return alone(filter, token, `Something is missing ${i === 0 ? 'before' : 'behind'} ${token.text}.`);
    if (NEGATIONS.has(token.text) && ends) return alone(filter, token, `${token.text} needs something that is not to be.`);
    if ((TAKES_VALUE.has(token.text) || QUALIFIERS.has(token.text)) && ends) return { ...placeOf(token), kind: 'dangling', message: `${token.text} needs a value behind it${EXAMPLES[token.text] ?? ''}.`, fixes: [] };
  }
  return null;
}

const EXAMPLES: Readonly<Record<string, string>> = { port: ', as in port 80', host: ', as in host 10.0.0.1', net: ', as in net 10.0.0.0/8', src: ', as in src 10.0.0.1', dst: ', as in dst 10.0.0.1', portrange: ', as in portrange 8000-8080' };

function alone(filter: string, token: Token, message: string): Found {
  const made = (filter.slice(0, token.start) + filter.slice(token.end)).replaceAll(/\s+/g, ' ').trim();
  return { ...placeOf(token), kind: 'dangling', message, fixes: made === '' ? [] : [{ filter: made, change: made }] };
}

/** `src port 80 443` */
function twoValues(filter: string, tokens: readonly Token[]): Found | null {
  for (let i = 1; i < tokens.length; i++) {
    const [a, b] = [tokens[i - 1]!, tokens[i]!];
    if (!/^[\d.:/]+$/.test(a.text) || !/^[\d.:/]+$/.test(b.text)) continue;
    return { ...placeOf(b), kind: 'order', message: `Between ${a.text} and ${b.text} stands nothing that says how they belong together.`, fixes: [{ filter: replaced(filter, { start: a.end, end: b.start }, ' or '), change: `${a.text} or ${b.text}` }] };
  }
  return null;
}

/** A word that is none, and is no value either. */
function unknownWord(filter: string, tokens: readonly Token[]): Found | null {
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1]?.text ?? '';
    const isValue = TAKES_VALUE.has(before) || QUALIFIERS.has(before) || before.startsWith('[');
    if (isWord(token.text) || isValue || !/^[A-Za-z]/.test(token.text) || CONNECTIVES.has(token.text)) continue;
    const fixes = nearWords(token.text).map((word) => ({ filter: replaced(filter, token, word), change: word }));
    return { ...placeOf(token), kind: 'unknown-word', message: `${shortened(token.text)} is not a word of the capture filter language.`, fixes };
  }
  return null;
}

/** A word that fits into a sentence. */
function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function placeOf({ start, end }: Token): { start: number; end: number } {
  return { start, end };
}

const LONGEST_WORD = Math.max(...WORDS.map((word) => word.length));
const FREQUENT = ['port', 'host', 'net', 'src', 'dst', 'tcp', 'udp', 'ip', 'ip6', 'icmp', 'arp', 'and', 'or', 'not', 'ether', 'vlan', 'portrange', 'proto', 'broadcast', 'multicast'];

/** Words two edits away at most, the nearest and the most frequent first. */
function nearWords(text: string): string[] {
  if (text.length > LONGEST_WORD + 2) return [];
  const lower = text.toLowerCase();
  const rank = (word: string): number => (FREQUENT.includes(word) ? 0 : 0.5);
  return WORDS.map((word) => ({ word, distance: editDistance(lower, word) }))
    .filter(({ word, distance }) => distance <= (Math.min(word.length, lower.length) < 4 ? 1 : 2))
    .sort((a, b) => a.distance + rank(a.word) - b.distance - rank(b.word))
    .slice(0, 3)
    .map(({ word }) => word);
}

/** Edits (a letter more, less, another, or two neighbours swapped) that lead from one to the other. */
export function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = least;
    }
  }
  return rows[a.length]![b.length]!;
}
