// A command whose output is captured, as the window may ask for it: ssh to another host, nothing else. The command line may run any.
import { problem, ProblemError } from '../../shared/problem';

/** ssh's options that run or load nothing here: with an argument, and without. */
const WITH_ARGUMENT = new Set(['-p', '-l', '-i', '-J', '-b', '-c', '-m']);
const ALONE = new Set(['-4', '-6', '-C', '-T', '-q', '-a', '-x', '-v']);

/**
 * Words of a command line: quotes and backslashes as in a POSIX shell, nothing is expanded.
 * @throws ProblemError NL-CAP-08 where a quote is open or nothing is there
 */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (c === ' ' || c === '\t' || c === '\n') {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    word ??= '';
    if (c === '\\' && i + 1 < line.length) word += line[++i]!;
    else if (c === "'" || c === '"') {
      const end = line.indexOf(c, i + 1);
      if (end < 0) throw new ProblemError(problem('NL-CAP-08', `The command has an open quote at column ${i + 1}.`, { column: i + 1 }));
      word += line.slice(i + 1, end);
      i = end;
    } else word += c;
  }
  if (word !== null) words.push(word);
  if (words.length === 0) throw new ProblemError(problem('NL-CAP-08', 'The command is empty. For example: ssh HOST sudo tcpdump -U -w -'));
  return words;
}

/** The words of `ssh [options] HOST command …`. @throws ProblemError NL-CAP-08 for any other command, and for options by which ssh would run something here */
export function remoteCommand(line: string): string[] {
  const words = shellWords(line);
  if (words[0] !== 'ssh') {
    throw new ProblemError(problem('NL-CAP-08', `The window captures from ssh commands only, not from ${words[0]!.slice(0, 80)}. On a command line: netloupe capture --remote '…'`));
  }
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    // Without a terminal ssh cannot ask for a password: it fails and says so.
    if (!word.startsWith('-')) return ['ssh', '-o', 'BatchMode=yes', ...words.slice(1)];
    if (WITH_ARGUMENT.has(word)) i++;
    else if (!ALONE.has(word)) throw new ProblemError(problem('NL-CAP-08', `The window does not pass ssh's option ${word.slice(0, 80)} on. Put it into ~/.ssh/config instead.`));
  }
  throw new ProblemError(problem('NL-CAP-08', 'The ssh command names no host. For example: ssh HOST sudo tcpdump -U -w -'));
}
