// A Problem made of a sentence of shared/live/phrase: English in its message, and by its values any other language.
import { english, type PhraseKey } from '../../shared/live/phrase';
import { problem, type Problem, type ProblemCode } from '../../shared/problem';

export function saidProblem(code: ProblemCode, say: PhraseKey, values: Problem['values'] = {}): Problem {
  return problem(code, english({ say, values }), { say, ...values });
}
