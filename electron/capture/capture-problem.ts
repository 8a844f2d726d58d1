// Why a capture cannot start, or ended: the capture program's and other programs' words as problems that a user can be told of.
import type { CaptureOptions } from '../../shared/live/capture-options';
import type { Problem, ProblemCode } from '../../shared/problem';
import { saidProblem } from './said-problem';

/** By the words of the capture program. */
const CODES = {
  permission: 'NL-CAP-02', nodevice: 'NL-CAP-03', gone: 'NL-CAP-03', down: 'NL-CAP-04', filter: 'NL-CAP-05', linktype: 'NL-CAP-06', monitor: 'NL-CAP-06', timestamp: 'NL-CAP-06',
  buffer: 'NL-CAP-06', netns: 'NL-CAP-09', write: 'NL-CAP-07',
} as const satisfies Readonly<Record<string, ProblemCode>>;

/** @param code the word by which the capture program calls it; `index` -1 = no interface in particular */
export function captureProblem(code: string, index: number, text: string, options: CaptureOptions): Problem {
  const device = options.interfaces[index]?.name ?? options.interfaces[0]?.name ?? '';
  const values = { interface: device, text, filter: options.interfaces[index]?.filter ?? '' };
  return isKnown(code) ? saidProblem(CODES[code], `failure.${code}`, values) : saidProblem('NL-CAP-08', 'failure.ended', values);
}

function isKnown(code: string): code is keyof typeof CODES {
  return Object.hasOwn(CODES, code);
}

export function notBuilt(): Problem {
  return saidProblem('NL-CAP-01', 'failure.notBuilt');
}

/** A program that was to send packets ended without a word of its own kind. */
export function endedByItself(name: string, status: string, words: string): Problem {
  const said = words.trim().split('\n').slice(-3).join(' ');
  return saidProblem('NL-CAP-08', said === '' ? 'failure.commandEnded' : 'failure.commandEndedSaying', { command: name, status, text: said });
}
