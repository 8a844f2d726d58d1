// The text of a display filter → its tree. Precedence, tightest first: `#`, slices, sign, `* / %`, `+ -`, `&`, comparisons, not, and, xor, or.
import type { ArithmeticOperator, CompareOperator, LayerRange, Quantifier } from './expression';
import { FilterError, type FilterFix } from './filter-problem';
import { tokens, type Token } from './lexer';
import { layerRanges, sliceParts } from './ranges';
import type { Clause, SetItem, Span, Term } from './syntax-tree';
import { strayToken, wrongToken } from './syntax-problem';

/** Parentheses, functions and `not` within each other. */
const DEEPEST = 200;

const COMPARISONS: ReadonlyMap<string, readonly [CompareOperator, Quantifier]> = new Map([
  ['==', ['==', 'any']], ['!=', ['!=', 'all']], ['===', ['==', 'all']], ['!==', ['!=', 'any']],
  ['<', ['<', 'any']], ['<=', ['<=', 'any']], ['>', ['>', 'any']], ['>=', ['>=', 'any']],
] as const);
/** Weakest first. */
const CALCULATIONS: readonly (readonly ArithmeticOperator[])[] = [['&'], ['+', '-'], ['*', '/', '%']];

const between = (left: Span, right: Span): Span => ({ from: left.from, to: right.to });

/** null: nothing is asked for. @throws FilterError */
export function parseFilter(text: string): Clause | null {
  const parser = new Parser(text, tokens(text));
  return parser.filter();
}

class Parser {
  private index = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly all: readonly Token[],
  ) {
    const wrong = all.find((token) => token.kind === 'wrong');
    if (wrong) throw wrongToken(wrong, all, text);
  }

  filter(): Clause | null {
    if (this.is('end')) return null;
    const clause = this.or();
    if (!this.is('end')) throw this.stray();
    return clause;
  }

  private get token(): Token {
    return this.all[this.index]!;
  }
  private next(): Token {
    return this.all[this.index++]!;
  }
  private is(kind: Token['kind'], text?: string): boolean {
    return this.token.kind === kind && (text === undefined || this.token.text === text);
  }
  private take(kind: Token['kind'], text?: string): boolean {
    if (!this.is(kind, text)) return false;
    this.index++;
    return true;
  }
  private stray(): FilterError {
    return strayToken(this.all, this.index, this.text);
  }

  /** Of what is read in a loop, but makes a deeper tree each time. */
  private longer(count: number): void {
    if (count > DEEPEST) throw new FilterError(this.token, 'too-deep', { most: DEEPEST });
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > DEEPEST) throw new FilterError(this.token, 'too-deep', { most: DEEPEST });
    const result = read();
    this.depth--;
    return result;
  }

  private or(): Clause {
    return this.joined('or', () => this.joined('xor', () => this.joined('and', () => this.not())));
  }

  private joined(word: 'and' | 'or' | 'xor', part: () => Clause): Clause {
    const parts = [part()];
    while (this.take('keyword', word)) parts.push(part());
    return balanced(word, parts);
  }

  private not(): Clause {
    const start = this.token;
    if (!this.take('keyword', 'not')) return this.relation();
    const of = this.deeper(() => this.not());
    return { kind: 'not', of, ...between(start, of) };
  }

  /** A test, a comparison, or a chain of them: `1 <= tcp.port < 1024`. */
  private relation(): Clause {
    const start = this.token;
    const quantifier = this.take('keyword', 'any') ? 'any' : this.take('keyword', 'all') ? 'all' : null;
    if (quantifier === null && this.is('(')) {
      const inside = this.parenthesis();
      if (inside.kind !== 'test' || !this.goesOn()) return inside;
      return this.compared(this.calculation(0, inside.of), null, start);
    }
    return this.compared(this.calculation(0), quantifier, start);
  }

  /** Behind a parenthesis around a calculation: `(tcp.len + 1) * 2 == 4`. */
  private goesOn(): boolean {
    return this.token.kind === 'operator' || ['in', 'contains', 'matches'].includes(this.token.kind === 'keyword' ? this.token.text : '');
  }

  private parenthesis(): Clause {
    const open = this.next();
    const inside = this.deeper(() => this.or());
    const close = this.token;
    if (!this.take(')')) throw this.is('end') ? new FilterError(open, 'open-parenthesis', {}, [{ from: this.text.length, to: this.text.length, text: ')' }]) : this.stray();
    return { ...inside, ...between(open, close) };
  }

  private compared(first: Term, quantifier: Quantifier | null, start: Span): Clause {
    let left = first;
    const chain: Clause[] = [];
    for (;;) {
      const comparison = this.token.kind === 'operator' ? COMPARISONS.get(this.token.text) : undefined;
      if (comparison === undefined) break;
      const operatorSpan = this.next();
      const right = this.calculation(0);
      const [operator, usual] = comparison;
      const one: Clause = { kind: 'compare', operator, quantifier: quantifier ?? usual, spelling: operatorSpan.text, operatorSpan, left, right, from: chain.length === 0 ? start.from : left.from, to: right.to };
      chain.push(one);
      left = right;
    }
    return chain.length > 0 ? balanced('and', chain) : this.worded(first, quantifier, start);
  }

  private worded(left: Term, quantifier: Quantifier | null, start: Span): Clause {
    const operatorSpan = this.token;
    const negated = this.is('keyword', 'not') && this.all[this.index + 1]?.text === 'in';
    if (negated) this.index++;
    if (this.take('keyword', 'in')) {
      const set = this.set();
      const clause: Clause = { kind: 'in', quantifier: quantifier ?? 'any', left, set, from: start.from, to: this.all[this.index - 1]!.to };
      return negated ? { kind: 'not', of: clause, from: clause.from, to: clause.to } : clause;
    }
    if (this.is('keyword', 'contains') || this.is('keyword', 'matches')) {
      const kind = this.next().text as 'contains' | 'matches';
      const right = this.calculation(0);
      return { kind, quantifier: quantifier ?? 'any', operatorSpan, left, right, from: start.from, to: right.to };
    }
    if (quantifier !== null) throw this.stray();
    return { kind: 'test', of: left, ...between(start, left) };
  }

  private set(): SetItem[] {
    const open = this.token;
    if (!this.take('{')) throw this.is('end') ? this.stray() : new FilterError(this.token, 'set-needs-braces', {}, inBraces(this.token, this.text));
    const items: SetItem[] = [];
    if (this.is('}')) throw new FilterError({ from: open.from, to: this.token.to }, 'empty-set');
    for (;;) {
      items.push(this.item());
      if (this.take('}')) return items;
      const after = this.token;
      if (!this.take(',')) throw after.kind === 'end' || after.kind === ')' || after.kind === 'operator' || after.kind === 'keyword' ? this.stray() : new FilterError(after, 'set-needs-comma', {}, [{ from: items.at(-1)!.to, to: after.from, text: ', ' }]);
    }
  }

  private item(): SetItem {
    const start = this.token;
    const low = this.is('..') ? null : this.calculation(1);
    if (!this.take('..')) return { low, high: low, ...between(start, low!) };
    const open = this.is(',') || this.is('}');
    if (open && low === null) throw this.stray();
    const high = open ? null : this.calculation(1);
    return { low, high, from: start.from, to: this.all[this.index - 1]!.to };
  }

  private calculation(level: number, first?: Term): Term {
    const operators = CALCULATIONS[level];
    if (operators === undefined) return first ?? this.signed();
    let left = this.calculation(level + 1, first);
    for (let count = 0; this.token.kind === 'operator' && operators.includes(this.token.text as ArithmeticOperator); count++) {
      this.longer(count);
      const operator = this.next().text as ArithmeticOperator;
      const right = this.calculation(level + 1);
      left = { kind: 'arithmetic', operator, left, right, ...between(left, right) };
    }
    return left;
  }

  private signed(): Term {
    const sign = this.token;
    if (this.take('operator', '+')) return this.deeper(() => this.signed());
    if (!this.take('operator', '-')) return this.postfix();
    const of = this.deeper(() => this.signed());
    return { kind: 'negated', of, ...between(sign, of) };
  }

  private postfix(): Term {
    let term = this.primary();
    for (let count = 0; ; count++) {
      this.longer(count);
      if (this.is('slice')) {
        const token = this.next();
        term = { kind: 'slice', of: term, parts: sliceParts(token), ...between(term, token) };
      } else if (this.take('#')) {
        const token = this.next();
        term = { kind: 'layer', of: term, ranges: layers(token, this.all[this.index - 2]!), ...between(term, token) };
      } else return term;
    }
  }

  private primary(): Term {
    const token = this.next();
    switch (token.kind) {
      case 'word': return this.is('(') && token.to === this.token.from ? this.call(token) : { kind: 'word', text: token.text, from: token.from, to: token.to };
      case 'string':
      case 'raw-string': return { kind: 'string', text: token.text, raw: token.kind === 'raw-string', from: token.from, to: token.to };
      case 'character': return { kind: 'character', text: token.text, from: token.from, to: token.to };
      case 'reference': return reference(token);
      case '@': {
        const of = this.deeper(() => this.postfix());
        return { kind: 'raw', of, ...between(token, of) };
      }
      case '{': return this.grouped('}', token);
      case '(': return this.grouped(')', token);
      default:
        this.index--;
        throw this.stray();
    }
  }

  private grouped(close: '}' | ')', open: Token): Term {
    const inside = this.deeper(() => this.calculation(0));
    const end = this.token;
    if (!this.take(close)) throw this.is('end') ? new FilterError(open, 'open-parenthesis', {}, [{ from: this.text.length, to: this.text.length, text: close }]) : this.stray();
    return { ...inside, ...between(open, end) };
  }

  private call(name: Token): Term {
    this.next();
    const args: Term[] = [];
    if (!this.is(')')) do args.push(this.deeper(() => this.calculation(0))); while (this.take(','));
    const close = this.token;
    if (!this.take(')')) throw this.stray();
    return { kind: 'call', name: name.text, nameSpan: name, arguments: args, ...between(name, close) };
  }
}

/** Thousands of parts in a tree that is only as deep as it must be. */
function balanced(kind: 'and' | 'or' | 'xor', parts: readonly Clause[]): Clause {
  if (parts.length === 1) return parts[0]!;
  const middle = parts.length >> 1;
  const [left, right] = [balanced(kind, parts.slice(0, middle)), balanced(kind, parts.slice(middle))];
  return { kind, left, right, ...between(left, right) };
}

/** `#2`, `#-1` and `#[…]`. */
function layers(token: Token, sign: Token): LayerRange[] {
  if (token.kind === 'slice') return layerRanges(token);
  const number = token.kind === 'word' && /^-?\d+$/.test(token.text) ? Number(token.text) : 0;
  if (number === 0) throw new FilterError({ from: sign.from, to: token.to }, 'bad-layer', { text: token.text });
  return [{ first: number, last: number }];
}

/** `${ip.src}`, `${@ip.src}`, `${ip.src#2}`: a reference holds a field. */
function reference(token: Token): Term {
  const inside = /^(@?)\s*([\w.\u0080-\uffff-]+)\s*(?:#\s*(-?\d+|\[[^\]]*\]))?$/.exec(token.text);
  if (!inside) throw new FilterError(token, 'not-a-reference', { text: token.text });
  const [, raw, name, layer] = inside;
  const span = { from: token.from, to: token.to };
  let of: Term = { kind: 'word', text: name!, ...span };
  if (layer !== undefined) of = { kind: 'layer', of, ranges: layer.startsWith('[') ? layerRanges({ ...token, text: layer.slice(1, -1) }) : layers({ ...token, kind: 'word', text: layer }, token), ...span };
  if (raw === '@') of = { kind: 'raw', of, ...span };
  return { kind: 'reference', of, ...span };
}

/** `tcp.port in 80` → `tcp.port in {80}` */
function inBraces(token: Token, text: string): FilterFix[] {
  return token.kind === 'word' || token.kind === 'string' ? [{ from: token.from, to: token.to, text: `{${text.slice(token.from, token.to)}}` }] : [];
}
