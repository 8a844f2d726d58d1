// A colouring rule: frames that a display filter selects get a pair of colours. The first rule that fits wins.
import type { FilterProblem } from '../filter/filter-problem';
import type { ColourPair } from './readable-colours';

/** Pairs that catch the eye, of the themes (theme/tokens.css: `--rule-<name>`, `--rule-<name>-text`). */
export const STRONG_COLOURS = ['problem', 'change', 'unreachable', 'reset', 'ttl', 'checksum'] as const;
/** Faint grounds under the theme's text (`--rule-<name>`). */
export const FAINT_COLOURS = ['opening', 'arp', 'icmp', 'routing', 'files', 'web', 'calls', 'names', 'secure', 'stream', 'datagram', 'broadcast', 'system'] as const;
export const RULE_PALETTE = [...STRONG_COLOURS, ...FAINT_COLOURS] as const;
export type PaletteName = (typeof RULE_PALETTE)[number];

export interface ColourRule {
  readonly name: string;
  /** A display filter. */
  readonly filter: string;
  readonly enabled: boolean;
  /** A named pair of the themes, or the user's own. */
  readonly colours: PaletteName | ColourPair;
}

/** Colours by which conversations are told apart (`--mine-1` …). */
export const CONVERSATION_COLOURS = 10;

/** What is kept of a list of rules, and of a rule's texts. */
export const MOST_RULES = 300;
export const MOST_FILTER_LENGTH = 4096;
export const MOST_NAME_LENGTH = 200;

/** Why a rule's filter is no display filter, with the sentence in English. */
export interface RuleProblem extends FilterProblem {
  readonly message: string;
}

/** What the engine makes of a rule. `partly`: some of what it asks for is never there; `unusable`: it can colour no frame here. */
export interface ColourRuleState {
  readonly state: 'used' | 'partly' | 'unusable';
  /** Fields and protocols of it that Netloupe does not decode. */
  readonly missing: readonly string[];
  readonly problem: RuleProblem | null;
}
