// A command line as a POSIX shell splits it, without running or expanding anything; and a word quoted so that a shell takes it as it is.

export interface ShellLine {
  readonly words: readonly string[];
  /** What a shell would have done and this does not: pipes, redirections, substitutions, as they stand in the text. */
  readonly ignored: readonly string[];
  /** Column from 0 of a quote that is not closed; -1 = all are. */
  readonly openQuote: number;
}

const ENDS = /^(?:\||;|&&|\|\||&)$/;

/** Ends at the first pipe, `;`, `&` or redirection outside quotes; what follows is `ignored`. */
export function splitShellLine(line: string): ShellLine {
  const words: string[] = [];
  let word: string | null = null;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (/\s/.test(c)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (c === '\\' && i + 1 < line.length) {
      // A backslash at the line's end joins it with the next.
      if (line[i + 1] !== '\n') word = (word ?? '') + line[i + 1]!;
      i++;
    } else if (c === "'" || c === '"') {
      const end = closingQuote(line, i);
      if (end < 0) return { words: word === null ? words : [...words, word], ignored: [], openQuote: i };
      word = (word ?? '') + unquoted(line.slice(i + 1, end), c);
      i = end;
    } else if (ENDS.test(c) || c === '>' || c === '<') {
      const rest = line.slice(i);
      return { words: word === null || /^\d$/.test(word) ? words : [...words, word], ignored: [rest.trim()], openQuote: -1 };
    } else word = (word ?? '') + c;
  }
  const all = word === null ? words : [...words, word];
  return { words: all, ignored: all.filter((w) => /\$\(|`/.test(w)), openQuote: -1 };
}

function closingQuote(line: string, open: number): number {
  const quote = line[open];
  for (let i = open + 1; i < line.length; i++) {
    if (quote === '"' && line[i] === '\\') i++;
    else if (line[i] === quote) return i;
  }
  return -1;
}

/** Inside double quotes a backslash keeps its sense before these only. */
function unquoted(text: string, quote: string): string {
  return quote === '"' ? text.replaceAll(/\\(["\\$`])/g, '$1') : text;
}

export function shellQuoted(word: string): string {
  return word !== '' && /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
