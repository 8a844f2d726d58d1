// Statistics of a whole capture, as `netloupe read -z NAME,…` prints them: the one table of their names.
import type { Registry } from '../../shared/dissect/registry';
import type { DissectOptions } from '../../shared/dissect/frame-context';
import { framesFound } from '../../shared/session/filtered-frames';
import type { Session } from '../../shared/session/session';
import { findBytes } from '../engine/find-bytes';
import { CONVERSATION_TAPS, ENDPOINT_TAPS } from './conversation-tap';
import { displayFilter } from './display-filter';
import { followTap } from './follow-tap';
import { EXPERT_TAPS } from './expert-tap';
import { HIERARCHY_TAPS } from './hierarchy-tap';
import { IO_STAT_TAPS } from './io-stat-tap';
import { FLOW_TAP } from './flow-tap';
import { TREE_TAPS } from './tree-tap';
import { UsageError } from './options';
import type { Output } from './output';

/** The capture is read to its end, or to the last frame that was asked for, and TCP segments were looked at together. */
export interface TapContext {
  readonly session: Session;
  /** Frames 1 … this are looked at. */
  readonly frames: number;
  readonly dissect: DissectOptions;
  /** Numbers of the frames that a display filter shows, ascending. */
  framesOf(filter: CheckedTapFilter): Iterable<number>;
}

/** A display filter of a tap; null = every frame. */
export type CheckedTapFilter = ReturnType<typeof displayFilter>;

/** Prints what was counted. */
export type Tap = (context: TapContext, out: Output) => void;

export interface TapSpec {
  /** As it is typed in front of further arguments: `conv,tcp`. */
  readonly name: string;
  /** What may follow the name, for the help. */
  readonly argument: string;
  readonly help: string;
  /** @param args what stands behind the name, separated by commas @throws UsageError */
  make(args: readonly string[], registry: Registry): Tap;
}

/** In the order of the help. A tap is a file of its own, `<name>-tap.ts`, and a line here. */
const TAPS: readonly TapSpec[] = [
  ...CONVERSATION_TAPS,
  ...ENDPOINT_TAPS,
  followTap,
  ...IO_STAT_TAPS,
  ...HIERARCHY_TAPS,
  ...EXPERT_TAPS,
  ...TREE_TAPS,
  FLOW_TAP,
];

/** What -z may say, a line each. */
export function listTaps(): string {
  return TAPS.map(({ name, argument, help }) => `  -z ${`${name}${argument}`.padEnd(44)} ${help}\n`).join('');
}

/** The tap that `-z TEXT` asks for. The longest name that fits wins. @throws UsageError */
export function tapOf(text: string, registry: Registry): Tap {
  const fits = TAPS.filter(({ name }) => text === name || text.startsWith(`${name},`)).sort((a, b) => b.name.length - a.name.length);
  const spec = fits[0];
  if (spec === undefined) throw new UsageError(`-z ${text}: there is no such statistic\n${listTaps().trimEnd()}`);
  const rest = text.slice(spec.name.length + 1);
  return spec.make(rest === '' ? [] : rest.split(','), registry);
}

export function runTaps(taps: readonly Tap[], session: Session, frames: number, dissect: DissectOptions, out: Output): void {
  const context: TapContext = {
    session, frames, dissect,
    framesOf(filter) {
      if (filter === null) return Array.from({ length: frames }, (_, i) => i + 1);
      return framesFound(session, filter, dissect, findBytes).filter((frame) => frame <= frames);
    },
  };
  // As tshark does: what was asked for last comes first.
  for (const tap of taps.toReversed()) tap(context, out);
}
