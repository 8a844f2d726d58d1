// A command whose output is captured, as the window may ask for it: ssh to another host, nothing else. The command line may run any.
import { splitShellLine } from '../../shared/live/shell-words';
import type { PhraseKey } from '../../shared/live/phrase';
import { ProblemError, type Problem } from '../../shared/problem';
import { saidProblem } from './said-problem';

/** ssh's options that run or load nothing here: with an argument, and without. */
const WITH_ARGUMENT = new Set(['-p', '-l', '-i', '-J', '-b', '-c', '-m']);
const ALONE = new Set(['-4', '-6', '-C', '-T', '-q', '-a', '-x', '-v']);

/**
 * Words of a command line: quotes and backslashes as in a POSIX shell, nothing is expanded.
 * @throws ProblemError NL-CAP-08 where a quote is open, nothing is there, or a shell would do more than run one program
 */
export function shellWords(line: string): readonly string[] {
  const { words, ignored, expansions, openQuote } = splitShellLine(line);
  if (openQuote >= 0) throw refused('failure.openQuote', { column: openQuote + 1 });
  const [needsShell] = [...ignored, ...expansions];
  if (needsShell !== undefined) throw refused('failure.needsShell', { word: needsShell.slice(0, 80) });
  if (words.length === 0) throw refused('failure.noCommand');
  return words;
}

/** The words of `ssh [options] HOST command …`. @throws ProblemError NL-CAP-08 for any other command, and for options by which ssh would run something here */
export function remoteCommand(line: string): string[] {
  const words = shellWords(line);
  if (words[0] !== 'ssh') {
    throw refused('failure.onlySsh', { word: words[0]!.slice(0, 80) });
  }
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    // Without a terminal ssh cannot ask for a password: it fails and says so.
    // ssh reads options behind the host too: what follows is the other host's command, and nothing else.
    if (!word.startsWith('-')) return ['ssh', '-o', 'BatchMode=yes', ...words.slice(1, i + 1), '--', ...words.slice(i + 1).filter((w, n) => n > 0 || w !== '--')];
    if (WITH_ARGUMENT.has(word)) i++;
    else if (!ALONE.has(word)) throw refused('failure.sshOption', { word: word.slice(0, 80) });
  }
  throw refused('failure.noHost');
}

function refused(say: PhraseKey, values: Problem['values'] = {}): ProblemError {
  return new ProblemError(saidProblem('NL-CAP-08', say, values));
}
