// Findings about capturing: what is missing, or makes it lose packets; each with its fix and the way back. Plain data.

export interface Fix {
  /** Names it for `doctor.apply`; one of a closed list that the host made itself, never text from elsewhere. */
  readonly id: string;
  /** Shell command that does it, as it would be typed. */
  readonly command: string;
  readonly undo: string;
  /** What changes and what risk that has, one or two sentences. */
  readonly explanation: string;
  /** Netloupe may do it by itself (it is root, or it can ask by pkexec or sudo). */
  readonly applicable: boolean;
}

export interface Finding {
  readonly id: string;
  readonly level: 'ok' | 'note' | 'warn' | 'error';
  /** What is looked at: `CAP_NET_RAW on the capture program`. */
  readonly title: string;
  /** Value now, and what it should be; '' = nothing to compare. */
  readonly value: string;
  readonly wanted: string;
  /** What that means, in words. */
  readonly meaning: string;
  readonly fix: Fix | null;
}

/** Whether this user can capture here, and by which way. */
export interface DoctorReport {
  /** Captures can be made. */
  readonly able: boolean;
  readonly backend: 'own' | 'dumpcap' | 'tcpdump' | 'none';
  /** The one sentence for the welcome page; '' where all is well. */
  readonly summary: string;
  readonly code: '' | 'NL-CAP-01' | 'NL-CAP-02';
  readonly findings: readonly Finding[];
  /** The usual ways to the permission, with their real risk. */
  readonly ways: readonly { readonly way: string; readonly command: string; readonly risk: string; readonly undo: string }[];
}

/** Why packets may be lost: the way from the network card to the file, in that order. */
export interface HealthReport {
  readonly findings: readonly Finding[];
}
