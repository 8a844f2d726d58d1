// What is wrong with a capture filter: libpcap mostly says "syntax error"; this finds the place, says it in words, and offers what was probably meant.
import type { CaptureFilterError } from './capture-filter';
import { isWord, PROTOCOLS, QUALIFIERS, TAKES_VALUE } from './capture-filter-words';
import { bareProtocol, captureFilterFor, looksLikeDisplayFilter } from './display-to-capture';
import { joined, missingWord, valueOutOfPlace } from './filter-order-hints';
import { CONNECTIVES, found, NEGATIONS, replaced, shortened, tokensOf, wholeFix, type Found, type Token } from './filter-token';
import { impossibleValue, valueHint } from './filter-value-hints';
import { nearWords } from './near-words';

/** Longer texts are not searched for slips: nobody typed them. */
const LONGEST_EXPLAINED = 4096;

/** The rules in the order in which they are tried. */
const RULES: readonly ((filter: string, tokens: readonly Token[]) => Found | null)[] = [
  typography, displayFilter, shellSigns, capitals, missingSpace, parentheses, valueOutOfPlace, equalSign, dangling, impossibleValue, joined, missingWord, unknownWord,
];

/**
 * @param libpcap its message for this filter
 * @returns the error with likely fixes, which the caller is to compile before it offers them
 */
export function explainFilterError(filter: string, libpcap: string): CaptureFilterError {
  const hint = valueHint(filter, libpcap) ?? (filter.length > LONGEST_EXPLAINED ? null : firstFound(filter)) ?? somewhere(filter, libpcap);
  return { ...hint, word: filter.slice(hint.start, hint.end), libpcap };
}

function firstFound(filter: string): Found | null {
  const tokens = tokensOf(filter);
  for (const rule of RULES) {
    const hint = rule(filter, tokens);
    if (hint !== null) return hint;
  }
  return null;
}

function somewhere(filter: string, libpcap: string): Found {
  return { start: 0, end: filter.length, kind: 'other', message: `This is not a capture filter: ${libpcap}.`, messageZh: `这不是捕获过滤器：${libpcap}`, fixes: [] };
}

/** Quotes, brackets, blanks and digits as word processors, chats and Chinese keyboards make them. */
function typography(filter: string): Found | null {
  const strange = /[\u2018-\u201f\u300c-\u300f\u00a0\u2000-\u200f\u202f\u2060\u3000\ufeff\uff01-\uff5e]/u.exec(filter);
  if (strange === null) return null;
  const plain = filter.replaceAll(/[\u2018-\u201f\u300c-\u300f\u200b-\u200f\u2060\ufeff]/gu, '').normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
  const place = { start: strange.index, end: strange.index + 1 };
  const code = `U+${strange[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  const hint = found(filter, place, 'quote', `The character ${code} here looks like one of a keyboard, but is another: only plain ASCII is a filter.`, `此处的字符（${code}）是全角字符或排版符号：过滤器只能使用半角 ASCII 字符。`);
  return { ...hint, fixes: [wholeFix(plain)] };
}

/** Quotes and backslashes that were the shell's. */
function shellSigns(filter: string): Found | null {
  const at = filter.search(/['"`]|\\[()[\]!&|<>*]/);
  if (at < 0) return null;
  const bare = filter.replaceAll(/['"`]/g, '').replaceAll(/\\([()[\]!&|<>*])/g, '$1').trim();
  const place = { start: at, end: at + 1 };
  const hint = filter[at] === '\\'
    ? found(filter, place, 'quote', 'A backslash before a bracket is for the shell: here the filter stands by itself.', '括号前的反斜杠是给 shell 用的：这里直接写过滤器即可。')
    : found(filter, place, 'quote', 'Quotes are for the shell: here the filter stands by itself.', '引号是给 shell 用的：这里直接写过滤器即可。');
  return { ...hint, fixes: [wholeFix(bare)] };
}

function displayFilter(filter: string, tokens: readonly Token[]): Found | null {
  if (!looksLikeDisplayFilter(filter)) return null;
  const protocol = bareProtocol(filter);
  const field = tokens.find(({ text }) => /^[a-z]\w*(\.[a-z_]\w*)+$/i.test(text)) ?? tokens.find(({ text }) => /^(==|contains|matches)$/.test(text));
  const place = field ?? (protocol && { start: protocol.start, end: protocol.start + protocol.word.length }) ?? { start: 0, end: filter.length };
  const made = captureFilterFor(filter);
  const word = shortened(filter.slice(place.start, place.end));
  if (made === null) {
    return found(filter, place, 'display-filter', `${word} belongs to display filters. No capture filter says the same: capture more, and filter what is shown.`, `${word} 属于显示过滤器，捕获过滤器无法表达：请先多捕获一些，再筛选显示的内容。`);
  }
  return { ...found(filter, place, 'display-filter', `${word} belongs to display filters. Capture filters are another language.`, `${word} 属于显示过滤器；捕获过滤器是另一种语言。`), fixes: [wholeFix(made)] };
}

function capitals(filter: string, tokens: readonly Token[]): Found | null {
  const wrong = tokens.filter(({ text }) => !isWord(text) && isWord(text.toLowerCase()));
  const first = wrong[0];
  if (!first) return null;
  const lower = first.text.toLowerCase();
  const made = wrong.reduceRight((text, token) => replaced(text, token, token.text.toLowerCase()), filter);
  const hint = found(filter, first, 'capitals', `${first.text} must be written ${lower}: the words of capture filters have no capitals.`, `${first.text} 必须写成 ${lower}：捕获过滤器的词没有大写字母。`);
  return { ...hint, fixes: [{ filter: made, change: lower }] };
}

const GLUED = [...TAKES_VALUE, ...QUALIFIERS, 'vlan', 'mpls'];

/** `port80`, `host10.0.0.1`, `port:80`. */
function missingSpace(filter: string, tokens: readonly Token[]): Found | null {
  for (const token of tokens) {
    if (isWord(token.text)) continue;
    const word = GLUED.find((w) => token.text.startsWith(w) && /^[\d.:/]/.test(token.text.slice(w.length)));
    if (word === undefined) continue;
    const text = shortened(token.text);
    return found(filter, token, 'missing-space', `A space is missing in ${text}.`, `${text} 中缺少空格。`, `${word} ${token.text.slice(word.length).replace(/^[:/](?!:)/, '')}`);
  }
  return null;
}

function parentheses(filter: string): Found | null {
  const open: number[] = [];
  for (let i = 0; i < filter.length; i++) {
    if (filter[i] === '(') open.push(i);
    else if (filter[i] === ')' && open.pop() === undefined) {
      const hint = found(filter, { start: i, end: i + 1 }, 'parenthesis', 'This bracket closes nothing.', '这个右括号没有对应的左括号。');
      return { ...hint, fixes: [wholeFix((filter.slice(0, i) + filter.slice(i + 1)).trim())] };
    }
  }
  const at = open.at(-1);
  if (at === undefined) return null;
  return { ...found(filter, { start: at, end: at + 1 }, 'parenthesis', 'This bracket is not closed.', '这个左括号没有闭合。'), fixes: [{ filter: `${filter.trimEnd()})`, change: ')' }] };
}

/** `port = 80`, `src == 10.0.0.1`: `=` compares numbers of a packet only. */
function equalSign(filter: string, tokens: readonly Token[]): Found | null {
  for (let i = 1; i + 1 < tokens.length; i++) {
    const [word, sign, value] = [tokens[i - 1]!, tokens[i]!, tokens[i + 1]!];
    if (!/^={1,2}$/.test(sign.text) || !(TAKES_VALUE.has(word.text) || QUALIFIERS.has(word.text) || word.text === 'vlan')) continue;
    const made = `${word.text} ${value.text}`;
    const hint = found(filter, sign, 'operator', `No ${sign.text} stands between ${word.text} and its value: ${made}.`, `${word.text} 与它的值之间不写 ${sign.text}：${made}。`);
    return { ...hint, fixes: [{ filter: replaced(filter, { start: word.start, end: value.end }, made), change: made }] };
  }
  return null;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  port: 'port 80', host: 'host 10.0.0.1', net: 'net 10.0.0.0/8', src: 'src 10.0.0.1', dst: 'dst 10.0.0.1', portrange: 'portrange 8000-8080', proto: 'ip proto 47', less: 'less 64', greater: 'greater 1000',
};

/** An `and`, `or`, `not`, `port` … with nothing to go with. */
function dangling(filter: string, tokens: readonly Token[]): Found | null {
  for (const [i, token] of tokens.entries()) {
    const { text } = token;
    const next = tokens[i + 1];
    const ends = next === undefined || next.text.startsWith(')') || CONNECTIVES.has(next.text);
    const begins = i === 0 || tokens[i - 1]!.text.endsWith('(');
    if (CONNECTIVES.has(text) && begins) return without(filter, token, `Something is missing before ${text}.`, `${text} 之前缺少条件。`);
    if (CONNECTIVES.has(text) && ends) return without(filter, token, `Something is missing behind ${text}.`, `${text} 之后缺少条件。`);
    if (NEGATIONS.has(text) && ends) return without(filter, token, `${text} needs something that is not to be.`, `${text} 之后需要写出要排除的条件。`);
    if (!ends || !(TAKES_VALUE.has(text) || QUALIFIERS.has(text))) continue;
    const example = EXAMPLES[text];
    return found(filter, token, 'dangling', `${text} needs a value behind it${example ? `, as in ${example}` : ''}.`, `${text} 之后需要一个值${example ? `，例如 ${example}` : ''}。`);
  }
  return null;
}

function without(filter: string, token: Token, message: string, messageZh: string): Found {
  const made = (filter.slice(0, token.start) + filter.slice(token.end)).replaceAll(/\s+/g, ' ').trim();
  return { ...found(filter, token, 'dangling', message, messageZh), fixes: made === '' ? [] : [wholeFix(made)] };
}

const FLAGS: ReadonlySet<string> = new Set(['syn', 'ack', 'fin', 'rst', 'push', 'urg']);

/** A word that is none, and is no value either. */
function unknownWord(filter: string, tokens: readonly Token[]): Found | null {
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1]?.text ?? '';
    const isValue = TAKES_VALUE.has(before) || QUALIFIERS.has(before) || before.startsWith('[');
    if (isWord(token.text) || isValue || !/^[A-Za-z]/.test(token.text) || CONNECTIVES.has(token.text)) continue;
    const text = shortened(token.text);
    const hint = found(filter, token, 'unknown-word', `${text} is not a word of the capture filter language.`, `${text} 不是捕获过滤器语言中的词。`);
    if (!FLAGS.has(token.text)) return { ...hint, fixes: nearWords(token.text).map((word) => ({ filter: replaced(filter, token, word), change: word })) };
    const made = `tcp[tcpflags] & tcp-${token.text} != 0`;
    const start = PROTOCOLS.has(before) ? tokens[i - 1]!.start : token.start;
    return { ...hint, fixes: [{ filter: replaced(filter, { start, end: token.end }, made), change: made }] };
  }
  return null;
}
