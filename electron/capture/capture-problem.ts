// Why a capture cannot start, or ended: the capture program's and other programs' words as problems that a user can be told of.
import type { CaptureOptions } from '../../shared/live/capture-options';
import { problem, type Problem, type ProblemCode } from '../../shared/problem';

interface Sentence {
  readonly code: ProblemCode;
  /** `device`: the interface; `text`: libpcap's or the system's own words, which end the sentence. */
  readonly say: (device: string, text: string) => string;
}

const SENTENCES: Readonly<Record<string, Sentence>> = {
  permission: {
    code: 'NL-CAP-02',
    say: (device) => `${device} cannot be opened: the capture program may not capture (it lacks CAP_NET_RAW). Help → Permission doctor, or netloupe doctor, says what to do.`,
  },
  nodevice: { code: 'NL-CAP-03', say: (device, text) => `There is no interface ${device}. netloupe interfaces lists those that there are (${text}).` },
  gone: { code: 'NL-CAP-03', say: (device) => `The interface ${device} is gone: it was removed while it was captured from. What came before is kept.` },
  down: { code: 'NL-CAP-04', say: (device) => `The interface ${device} is down. Capturing goes on when it is up again: ip link set ${device} up` },
  filter: { code: 'NL-CAP-05', say: (_, text) => `The capture filter is wrong: ${text}` },
  linktype: { code: 'NL-CAP-06', say: (device, text) => `${device} has no such link type: ${text}` },
  monitor: { code: 'NL-CAP-06', say: (device, text) => `${device} has no monitor mode: ${text}` },
  timestamp: { code: 'NL-CAP-06', say: (device, text) => `${device} has no such time stamps: ${text}` },
  buffer: { code: 'NL-CAP-06', say: (device, text) => `The kernel gives ${device} no buffer of that size: ${text}` },
  netns: { code: 'NL-CAP-09', say: (device, text) => `The network namespace of ${device} cannot be entered: ${text}. It takes root (CAP_SYS_ADMIN).` },
  write: { code: 'NL-CAP-07', say: (_, text) => `The capture file cannot be written: ${text}. Capturing has stopped; what was written before is whole and can be read.` },
};

/** @param code the word by which the capture program calls it; `index` -1 = no interface in particular */
export function captureProblem(code: string, index: number, text: string, options: CaptureOptions): Problem {
  const device = options.interfaces[index]?.name ?? options.interfaces[0]?.name ?? '';
  const sentence = SENTENCES[code];
  const values = { interface: device, text, filter: options.interfaces[index]?.filter ?? '' };
  if (sentence) return problem(sentence.code, sentence.say(device, text), values);
  return problem('NL-CAP-08', `Capturing ended: ${text}`, values);
}

export function notBuilt(): Problem {
  const message =
    'There is nothing to capture with: the capture program is not built, and neither dumpcap nor tcpdump is installed. On Debian: apt-get install gcc libc6-dev libpcap-dev, then npm run build; or apt-get install tcpdump.';
  return problem('NL-CAP-01', message);
}

/** A program that was to send packets ended without a word of its own kind. */
export function endedByItself(name: string, status: string, words: string): Problem {
  const said = words.trim().split('\n').slice(-3).join(' ');
  return problem('NL-CAP-08', `${name} ended (${status})${said === '' ? '.' : `: ${said}`}`, { command: name, status, text: said });
}
