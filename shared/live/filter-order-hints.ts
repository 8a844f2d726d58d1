// Slips of order in a capture filter: the value before its word, two conditions with nothing between them, a value whose word is missing.
import { PROTOCOLS, QUALIFIERS, TAKES_VALUE } from './capture-filter-words';
import { CONNECTIVES, found, NEGATIONS, replaced, wholeFix, type Found, type Token } from './filter-token';

const PORTS_OF: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp']);
const takes = (text: string): boolean => TAKES_VALUE.has(text) || QUALIFIERS.has(text);
const isNumeric = (text: string): boolean => /^[\d.:/-]*\d[\d.:/-]*$/.test(text);

/** `80 port`, `443 tcp` */
export function valueOutOfPlace(filter: string, tokens: readonly Token[]): Found | null {
  for (let i = 0; i + 1 < tokens.length; i++) {
    const [value, word] = [tokens[i]!, tokens[i + 1]!];
    if (!isNumeric(value.text) || !(TAKES_VALUE.has(word.text) || PORTS_OF.has(word.text)) || takes(tokens[i - 1]?.text ?? '') || isNumeric(tokens[i + 2]?.text ?? '')) continue;
    const made = PORTS_OF.has(word.text) ? `${word.text} port ${value.text}` : `${word.text} ${value.text}`;
    return found(filter, { start: value.start, end: word.end }, 'order', `The value stands behind the word: ${made}.`, `值应写在词的后面：${made}。`, made);
  }
  return null;
}

/** `src port 80 443`, `port 80, 443`, `host 10.0.0.1 port 80`: nothing says how the parts belong together. */
export function joined(filter: string, tokens: readonly Token[]): Found | null {
  for (let i = 1; i < tokens.length; i++) {
    const [a, b] = [tokens[i - 1]!, tokens[i]!];
    if (/^[,;]/.test(b.text)) return listed(filter, b, tokens[i + 1]);
    const ended = isNumeric(a.text) || takes(tokens[i - 2]?.text ?? '');
    if (!ended || takes(a.text)) continue;
    const values = isNumeric(a.text) && isNumeric(b.text);
    if (!values && (b.text === 'mask' || !(PROTOCOLS.has(b.text) || takes(b.text) || b.text === 'vlan'))) continue;
    const ways = values || sameWord(tokens, i) ? ['or', 'and'] : ['and', 'or'];
    const hint = found(filter, b, 'order', `Between ${a.text} and ${b.text} stands nothing that says how they belong together.`, `${a.text} 与 ${b.text} 之间没有说明二者的关系。`);
    return { ...hint, fixes: ways.map((way) => ({ filter: replaced(filter, { start: a.end, end: b.start }, ` ${way} `), change: `${a.text} ${way} ${b.text}` })) };
  }
  return null;
}

/** A comma or semicolon: a list of values means "or", two conditions mean "and". */
function listed(filter: string, sign: Token, next: Token | undefined): Found {
  const hint = found(filter, sign, 'order', `${sign.text} joins nothing in a capture filter: write or, or and.`, `捕获过滤器不用 ${sign.text} 连接条件：请写 or 或 and。`);
  if (next === undefined) return { ...hint, fixes: [wholeFix(filter.slice(0, sign.start).trim())] };
  const way = isNumeric(next.text) ? 'or' : 'and';
  return { ...hint, fixes: [{ filter: replaced(filter, { start: sign.start, end: next.start }, ` ${way} `), change: way }] };
}

/** Whether the condition that begins at `i` asks for what the one before it asks for: both cannot be meant at once. */
function sameWord(tokens: readonly Token[], i: number): boolean {
  const next = tokens.slice(i).find(({ text }) => takes(text));
  return next !== undefined && tokens[i - 2]?.text === next.text;
}

/** `10.0.0.1`, `tcp 80`, `tcp:80`, `80/tcp`, `10.0.0.1:80`: the word that says what the value is. */
export function missingWord(filter: string, tokens: readonly Token[]): Found | null {
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1]?.text ?? '';
    if (!(before === '' || before.endsWith('(') || takes(before) || PROTOCOLS.has(before) || CONNECTIVES.has(before) || NEGATIONS.has(before))) continue;
    if (takes(before) && !/^\d+\/(tcp|udp|sctp)$/.test(token.text)) continue;
    // Behind a first condition a bare value is one: port 80 or 443.
    if (!PROTOCOLS.has(before) && tokens.slice(0, i).some(({ text }) => takes(text)) && isNumeric(token.text)) continue;
    const made = conditionOf(token.text, before);
    if (made === null) continue;
    const start = takes(before) ? tokens[i - 1]!.start : token.start;
    return found(filter, { start, end: token.end }, 'order', `What is ${token.text}? A word before it says so: ${made}.`, `${token.text} 是什么？前面需要一个词来说明：${made}。`, made);
  }
  return null;
}

function conditionOf(text: string, before: string): string | null {
  const glued = /^(tcp|udp|sctp)[:/]?(\d+)$/.exec(text) ?? /^(\d+)\/(tcp|udp|sctp)$/.exec(text);
  if (glued) return /^\d/.test(glued[1]!) ? `${glued[2]!} port ${glued[1]!}` : `${glued[1]!} port ${glued[2]!}`;
  if (/^(?:[\da-f]{1,2}:){5}[\da-f]{1,2}$/i.test(text)) return before === 'ether' ? `host ${text}` : `ether host ${text}`;
  const made = addressOrPort(text);
  // tcp host … is none: an address belongs to the layer below.
  return made !== null && /^(host|net)/.test(made) && PORTS_OF.has(before) ? `and ${made}` : made;
}

function addressOrPort(text: string): string | null {
  const endpoint = /^(\d+(?:\.\d+){3}):(\d+)$/.exec(text);
  if (endpoint) return `host ${endpoint[1]!} and port ${endpoint[2]!}`;
  if (/^\d+(\.\d+){3}$/.test(text) || /^[\da-f]*:[\da-f:]*:[\da-f:.]*$/i.test(text)) return `host ${text}`;
  if (/^\d+(\.\d+){3}\/\d+$/.test(text)) return `net ${text}`;
  if (/^\d+-\d+$/.test(text)) return `portrange ${text}`;
  return /^:?\d+$/.test(text) ? `port ${text.replace(':', '')}` : null;
}
