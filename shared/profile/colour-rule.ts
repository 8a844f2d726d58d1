// A colouring rule: frames that a display filter selects get a pair of colours. The first rule that fits wins.
import type { ColourPair } from './readable-colours';

/** The named pairs of the themes (theme/tokens.css: `--rule-<name>`, `--rule-<name>-text`). */
export const RULE_PALETTE = [
  'problem', 'change', 'unreachable', 'reset', 'ttl', 'checksum', 'opening',
  'arp', 'icmp', 'routing', 'files', 'web', 'calls', 'names', 'secure', 'stream', 'datagram', 'broadcast', 'system',
] as const;
export type PaletteName = (typeof RULE_PALETTE)[number];

export interface ColourRule {
  readonly name: string;
  /** A display filter. */
  readonly filter: string;
  readonly enabled: boolean;
  /** A named pair of the themes, or the user's own. */
  readonly colours: PaletteName | ColourPair;
}

/** What is kept of a list of rules, and of a rule's texts. */
export const MOST_RULES = 300;
export const MOST_FILTER_LENGTH = 4096;
export const MOST_NAME_LENGTH = 200;
