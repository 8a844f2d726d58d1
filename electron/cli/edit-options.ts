// Options of `netloupe edit` and `netloupe merge`, with editcap's and mergecap's letters, and what they mean.
import { randomInt } from 'node:crypto';
import { chopTyped } from '../../shared/capture-edit/chop-typed';
import type { Chop, EditPlan, SplitRule } from '../../shared/capture-edit/edit-plan';
import { momentTyped, secondsTyped } from '../../shared/capture-edit/exact-time';
import { negatedTime } from '../../shared/capture-edit/edit-steps';
import { allLinktypes, linktypeNamed } from '../../shared/frame/linktype';
import { TIME_ZERO, type TimeNs } from '../../shared/frame/time';
import { zoneMinutes } from '../engine/zone';
import { UsageError, type OptionSpec, type Parsed } from './options';

export const EDIT_OPTIONS = {
  keep: { names: ['-r'], argument: '', help: 'keep the frames that are named; without it they are deleted' },
  after: { names: ['-A'], argument: 'TIME', help: 'only frames from this time on: 2026-11-26T13:00:00[.nnn][Z|+hh:mm] or seconds since 1970' },
  before: { names: ['-B'], argument: 'TIME', help: 'only frames before this time' },
  split: { names: ['-c'], argument: 'N', help: 'into files of N frames each: OUT_00000_20261126130000.pcapng, …' },
  splitTime: { names: ['-i'], argument: 'SECONDS', help: 'into files of so much time each' },
  splitBytes: { names: ['--split-bytes'], argument: 'N', help: 'into files of at most about N bytes each' },
  duplicate: { names: ['-d'], argument: '', help: 'leave out frames equal to one of the four before' },
  duplicates: { names: ['-D'], argument: 'N', help: 'leave out frames equal to one before, in a window of N frames with the frame itself (up to 1000000)' },
  duplicateTime: { names: ['-w'], argument: 'SECONDS', help: 'leave out frames equal to one not more than so long before' },
  noVlan: { names: ['--novlan'], argument: '', help: 'take VLAN tags out of frames of Linux cooked captures (SLL)' },
  noRadiotap: { names: ['--skip-radiotap-header'], argument: '', help: 'with -d, -D: the radiotap header of a frame does not count' },
  unused: { names: ['--set-unused'], argument: '', help: 'set to zero what Linux cooked captures leave unused of an address' },
  ignored: { names: ['-I'], argument: 'N', help: 'with -d, -D, -w: the first N bytes of a frame do not count' },
  snaplen: { names: ['-s'], argument: 'N', help: 'keep at most N bytes of each frame' },
  chop: { names: ['-C'], argument: '[OFFSET:]N', help: 'cut N bytes out of each frame, from its beginning or OFFSET; N < 0 from its end or back from OFFSET', many: true },
  lengths: { names: ['-L'], argument: '', help: 'with -s, -C: frames are as long as what is left of them' },
  shift: { names: ['-t'], argument: 'SECONDS', help: 'add to each time, -0.5 for half a second earlier' },
  strict: { names: ['-S'], argument: 'SECONDS', help: 'times that go back become the time before and so much more; negative: every time does' },
  linktype: { names: ['-T'], argument: 'TYPE', help: 'another link type: ether, rawip, a name such as EN10MB, or a number' },
  fileType: { names: ['-F'], argument: 'pcapng|pcap|nsecpcap', help: 'form of the file (default pcapng); gzip where the name ends in .gz' },
  damage: { names: ['-E'], argument: 'PROBABILITY', help: 'change each byte at random with this probability, 0 to 1, as editcap does for the same seed' },
  damageOffset: { names: ['-o'], argument: 'N', help: 'with -E: leave alone the first N bytes of each frame' },
  seed: { names: ['--seed'], argument: 'N', help: 'with -E: what the random bytes follow from; without it one is chosen and said' },
  comment: { names: ['-a'], argument: 'FRAME:TEXT', help: 'the frame gets this comment instead of its own', many: true },
  captureComment: { names: ['--capture-comment'], argument: 'TEXT', help: 'add a comment to the capture', many: true },
  discardComments: { names: ['--discard-capture-comment'], argument: '', help: "leave out the capture's comments" },
  discardSecrets: { names: ['--discard-all-secrets'], argument: '', help: 'leave out the decryption secrets of the capture' },
  secrets: { names: ['--inject-secrets'], argument: 'tls|ssh|wg,FILE', help: 'put decryption secrets (a key log) into the pcapng file', many: true },
  repair: { names: ['--repair'], argument: '', help: 'go on behind damage where frames are found again; what is lost is said' },
  verbose: { names: ['-V'], argument: '', help: 'say what was done' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

/** Wireshark's short names of link types, where they are not ours in small letters. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  ether: 'EN10MB', rawip: 'RAW', 'ieee-802-11': 'IEEE802_11', 'ieee-802-11-radiotap': 'IEEE802_11_RADIO', 'linux-sll': 'LINUX_SLL', 'linux-sll2': 'LINUX_SLL2', wpan: 'IEEE802_15_4_WITHFCS',
};

export function editPlan(options: Parsed<typeof EDIT_OPTIONS>, ranges: readonly string[]): EditPlan {
  return {
    ranges: ranges.length === 0 ? null : ranges.map(rangeTyped),
    rangesMean: options.keep.length > 0 ? 'keep' : 'delete',
    after: moment('-A', options.after.at(-1)),
    before: moment('-B', options.before.at(-1)),
    shift: span('-t', options.shift.at(-1)),
    strict: strict(options.strict.at(-1)),
    snaplen: options.snaplen.length === 0 ? 0 : whole('-s', options.snaplen.at(-1)!, 1),
    chops: options.chop.map(chop),
    adjustsLength: options.lengths.length > 0,
    linktype: options.linktype.length === 0 ? null : linktypeTyped(options.linktype.at(-1)!),
    duplicates: duplicates(options),
    dropsVlan: options.noVlan.length > 0,
    clearsUnused: options.unused.length > 0,
    damage: damage(options),
  };
}

/** @throws UsageError */
export function splitRule(options: Parsed<typeof EDIT_OPTIONS>): SplitRule | null {
  const rules: SplitRule[] = [
    ...options.split.map((text) => ({ by: 'frames' as const, frames: whole('-c', text, 1) })),
    ...options.splitTime.map((text) => ({ by: 'time' as const, span: span('-i', text)! })),
    ...options.splitBytes.map((text) => ({ by: 'bytes' as const, bytes: whole('--split-bytes', text, 1) })),
  ];
  if (rules.length > 1) throw new UsageError('one of -c, -i and --split-bytes');
  const rule = rules[0] ?? null;
  if (rule?.by === 'time' && (rule.span.seconds < 0 || (rule.span.seconds === 0 && rule.span.nanos === 0))) throw new UsageError('-i: more than 0 seconds');
  return rule;
}

export function frameComments(texts: readonly string[]): Map<number, string> {
  return new Map(texts.map((text) => {
    const found = /^(\d+):([^]*)$/.exec(text);
    if (!found) throw new UsageError(`-a ${text}: FRAME:TEXT`);
    return [Number(found[1]), found[2]!] as const;
  }));
}

export function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) throw new UsageError(`${name} ${text}: a whole number from ${least} on`);
  return value;
}

/** `5`, `5-10`, `5-` and `5-0` to the end. */
function rangeTyped(text: string): [number, number] {
  const found = /^(\d+)(?:-(\d*))?$/.exec(text);
  const first = Number(found?.[1] ?? 0);
  const last = found?.[2] === undefined ? first : Number(found[2]) || Number.MAX_SAFE_INTEGER;
  if (!found || last < first) throw new UsageError(`${text}: a frame's number or a range such as 5-10`);
  return [first, last];
}

function moment(name: string, text: string | undefined): TimeNs | null {
  if (text === undefined) return null;
  const found = momentTyped(text, zoneMinutes);
  if (found === null) throw new UsageError(`${name} ${text}: a time such as 2026-11-26T13:00:00`);
  return found;
}

function span(name: string, text: string | undefined): TimeNs | null {
  if (text === undefined) return null;
  const found = secondsTyped(text);
  if (found === null) throw new UsageError(`${name} ${text}: seconds, with up to nine digits behind the point`);
  return found;
}

/** `-0` is negative too. */
function strict(text: string | undefined): EditPlan['strict'] {
  const step = span('-S', text);
  if (step === null) return null;
  const each = text!.trim().startsWith('-');
  return { step: each ? negatedTime(step) : step, each };
}

function chop(text: string): Chop {
  const found = chopTyped(text);
  if (!found) throw new UsageError(`-C ${text}: [OFFSET:]N`);
  return found;
}

export function linktypeTyped(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 0xffff) return Number(text);
  const found = linktypeNamed((SHORT_NAMES[text] ?? text).toUpperCase().replace(/^(LINKTYPE|DLT)_/, ''));
  if (!found || found.number > 0xffff) throw new UsageError(`${text} is no link type: a number, or one of\n  ${allLinktypes().map(({ name }) => name).join(' ')}`);
  return found.number;
}

function duplicates(options: Parsed<typeof EDIT_OPTIONS>): EditPlan['duplicates'] {
  const ignoredBytes = options.ignored.length === 0 ? 0 : whole('-I', options.ignored.at(-1)!, 0);
  const within = span('-w', options.duplicateTime.at(-1));
  const skipsRadiotap = options.noRadiotap.length > 0;
  if (skipsRadiotap && ignoredBytes > 0) throw new UsageError('--skip-radiotap-header or -I, not both');
  if (within !== null) return { frames: 0, within: within.seconds < 0 ? TIME_ZERO : within, ignoredBytes, skipsRadiotap };
  if (options.duplicates.length > 0) return { frames: whole('-D', options.duplicates.at(-1)!, 0), within: null, ignoredBytes, skipsRadiotap };
  return options.duplicate.length > 0 ? { frames: 5, within: null, ignoredBytes, skipsRadiotap } : null;
}

const MOST_SEED = 0xffff_ffff;

/** A seed that is not given is chosen. */
function damage(options: Parsed<typeof EDIT_OPTIONS>): EditPlan['damage'] {
  const text = options.damage.at(-1);
  if (text === undefined) return null;
  const probability = /^\d*\.?\d+(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(probability >= 0 && probability <= 1)) throw new UsageError(`-E ${text}: a probability from 0 to 1`);
  const seed = options.seed.length === 0 ? randomInt(MOST_SEED) : whole('--seed', options.seed.at(-1)!, 0);
  if (seed > MOST_SEED) throw new UsageError(`--seed ${seed}: at most ${MOST_SEED}`);
  return { probability, offset: options.damageOffset.length === 0 ? 0 : whole('-o', options.damageOffset.at(-1)!, 0), seed };
}
