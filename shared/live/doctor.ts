// Findings about capturing: what is missing, or makes it lose packets; each with its fix and the way back. Plain data.
import type { Phrase } from './phrase';

export interface Fix {
  /** Names it for `doctor.apply`; one of a closed list that the host made itself, never text from elsewhere. */
  readonly id: string;
  /** Shell command that does it, as it would be typed. */
  readonly command: string;
  readonly undo: string;
  /** What changes and what risk that has, one or two sentences. */
  readonly explanation: Phrase;
  /** Netloupe may do it by itself (it is root, or it can ask by pkexec or sudo). */
  readonly applicable: boolean;
  /** It was done, and not taken back. */
  readonly done: boolean;
}

export interface Finding {
  readonly id: string;
  readonly level: 'ok' | 'note' | 'warn' | 'error';
  /** What is looked at: `CAP_NET_RAW on the capture program`. */
  readonly title: Phrase;
  /** Value now, and what it should be; '' = nothing to compare. */
  readonly value: Phrase;
  readonly wanted: Phrase;
  /** What that means, in words. */
  readonly meaning: Phrase;
  readonly fix: Fix | null;
}

/** A usual way to the permission, with its real risk. */
export interface Way {
  readonly id: string;
  readonly way: Phrase;
  /** A phrase where it is no command but something that a person does. */
  readonly command: Phrase;
  readonly risk: Phrase;
  readonly undo: Phrase;
}

/** Whether this user can capture here, and by which way. */
export interface DoctorReport {
  /** Captures can be made. */
  readonly able: boolean;
  readonly backend: 'own' | 'dumpcap' | 'tcpdump' | 'none';
  /** The one sentence for the welcome page; '' where all is well. */
  readonly summary: Phrase;
  readonly code: '' | 'NL-CAP-01' | 'NL-CAP-02';
  readonly findings: readonly Finding[];
  readonly ways: readonly Way[];
}

/** Why packets may be lost: the way from the network card to the file, in that order. */
export interface HealthReport {
  readonly findings: readonly Finding[];
}
