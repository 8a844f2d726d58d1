// A command line as a POSIX shell splits it, without running or expanding anything; and a word quoted so that a shell takes it as it is.

export interface ShellLine {
  readonly words: readonly string[];
  /** What a shell would have done and this does not: pipes, redirections, further commands, comments, as they stand in the text. */
  readonly ignored: readonly string[];
  /** `$(…)`, backticks and variables: they stay in the words as they are. */
  readonly expansions: readonly string[];
  /** Column from 0 of a quote that is not closed; -1 = all are. */
  readonly openQuote: number;
}

/** Ends at the first pipe, `;` or `&` outside quotes; what follows is `ignored`, as are redirections on the way. */
export function splitShellLine(line: string): ShellLine {
  return new Splitter(line).split();
}

const REDIRECTION = /^(?:&>>?|>>|>&|<&|<<<|<<|>\||<>|>|<)\s*/;
const EXPANSION = /^\$(?:\{[^}]*\}|[A-Za-z_]\w*|[?$!#@*\d])/;

class Splitter {
  private readonly words: string[] = [];
  private readonly ignored: string[] = [];
  private readonly expansions: string[] = [];
  private word: string | null = null;
  private at = 0;
  private openQuote = -1;

  constructor(private readonly line: string) {}

  split(): ShellLine {
    while (this.at < this.line.length && this.openQuote < 0 && this.step());
    this.endWord();
    const { words, ignored, expansions, openQuote } = this;
    return { words, ignored, expansions, openQuote };
  }

  /** @returns whether the command goes on */
  private step(): boolean {
    const { line, at } = this;
    const c = line[at]!;
    if (/\s/.test(c)) {
      this.endWord();
      this.at++;
    } else if (c === '\\') this.backslash();
    else if (c === "'") this.singleQuoted();
    else if (c === '"') this.doubleQuoted();
    else if (c === '$' || c === '`') this.expansion();
    else if (REDIRECTION.test(line.slice(at, at + 4))) this.redirection();
    else if ('|;&'.includes(c) || (c === '#' && this.word === null)) {
      this.ignored.push(line.slice(at).trim());
      return false;
    } else {
      this.add(c);
      this.at++;
    }
    return true;
  }

  private add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  private endWord(): void {
    if (this.word !== null) this.words.push(this.word);
    this.word = null;
  }

  private backslash(): void {
    const next = this.line[this.at + 1];
    // At the line's end it joins it with the next.
    if (next !== undefined && next !== '\n') this.add(next);
    this.at += 2;
  }

  private singleQuoted(): void {
    const end = this.line.indexOf("'", this.at + 1);
    if (end < 0) this.openQuote = this.at;
    else this.add(this.line.slice(this.at + 1, end));
    this.at = end + 1;
  }

  private doubleQuoted(): void {
    const open = this.at;
    const { line } = this;
    this.add('');
    for (this.at++; line[this.at] !== '"'; ) {
      const c = line[this.at];
      if (c === undefined) {
        this.openQuote = open;
        return;
      }
      if (c === '$' || c === '`') this.expansion();
      else {
        // Inside double quotes a backslash keeps its sense before these only.
        if (c === '\\' && /["\\$`\n]/.test(line[this.at + 1] ?? '')) this.at++;
        if (line[this.at] !== '\n' || c !== '\\') this.add(line[this.at] ?? '');
        this.at++;
      }
    }
    this.at++;
  }

  /** `$(…)`, `` `…` ``, `$NAME`; a `$` by itself is a character, and one before a quote belongs to it. */
  private expansion(): void {
    const { line, at } = this;
    const rest = line.slice(at);
    const length = rest.startsWith('$(') ? closedAt(rest) : rest.startsWith('`') ? rest.indexOf('`', 1) + 1 : (EXPANSION.exec(rest)?.[0].length ?? 0);
    if (length > 0) {
      this.expansions.push(rest.slice(0, length));
      this.add(rest.slice(0, length));
      this.at += length;
    } else {
      if (this.word !== null || !/^\$['"]/.test(rest)) this.add(rest[0]!);
      this.at++;
    }
  }

  /** `2>/dev/null`: the number before it belongs to it. */
  private redirection(): void {
    const { line } = this;
    const digits = /^\d+$/.test(this.word ?? '') ? this.word! : '';
    if (digits !== '') this.word = null;
    this.endWord();
    const from = this.at;
    this.at += REDIRECTION.exec(line.slice(from))![0].length;
    const target = /^(?:"[^"]*"|'[^']*'|[^\s|;&<>"']+)*/.exec(line.slice(this.at))![0];
    this.at += target.length;
    this.ignored.push(digits + line.slice(from, this.at).trim());
  }
}

/** Length of `$(…)` with its brackets; 0 = it is not closed. */
function closedAt(text: string): number {
  let depth = 0;
  for (let i = 1; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return 0;
}

export function shellQuoted(word: string): string {
  return word !== '' && /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
