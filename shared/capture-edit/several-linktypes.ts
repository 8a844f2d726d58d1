// What is said where frames of several link types are to go into a pcap file, which holds one.
import { linktype } from '../frame/linktype';
import { english, say } from '../live/phrase';
import { problem, ProblemError } from '../problem';

/** @param file its name @param first @param second LINKTYPE numbers */
export function severalLinktypes(file: string, first: number, second: number): ProblemError {
  const values = { file, first: linktype(first).name, second: linktype(second).name };
  const said = say('writing.linktypes', values);
  return new ProblemError(problem('NL-FILE-06', english(said), { say: said.say, ...values }));
}
