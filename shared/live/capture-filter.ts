// What is said of a capture filter: its program, or what is wrong with it and the likely fix.

/** A replacement that probably says what was meant. */
export interface FilterFix {
  /** The whole filter, corrected. */
  readonly filter: string;
  /** What was changed, as the end of "Change it to …": `port 80`. */
  readonly change: string;
}

export interface CaptureFilterError {
  /** Columns from 0 in the filter's text: what is wrong; start = end: something is missing there. */
  readonly start: number;
  readonly end: number;
  /** The text between them. */
  readonly word: string;
  /** Plain words: what is wrong there, and what to do. */
  readonly message: string;
  /** The same in Chinese. */
  readonly messageZh: string;
  /** libpcap's own words. */
  readonly libpcap: string;
  readonly kind: 'missing-space' | 'capitals' | 'quote' | 'display-filter' | 'dangling' | 'unknown-word' | 'parenthesis' | 'order' | 'operator' | 'value' | 'rejects-all' | 'linktype' | 'too-long' | 'timeout' | 'other';
  readonly fixes: readonly FilterFix[];
}

/** How many frames of the open capture some capture filters would have kept. */
export interface CaptureFilterCounts {
  readonly frames: number;
  /** One a filter; -1 where it does not compile. */
  readonly counts: readonly number[];
  /** How often each instruction of the first one ran; empty where link types differ, or it does not compile. */
  readonly hits: readonly number[];
}

export interface CaptureFilterCheck {
  readonly filter: string;
  /** null where it compiles. */
  readonly error: CaptureFilterError | null;
  /** The compiled program as `tcpdump -d`, `-dd` and `-ddd` print it; '' with an error. */
  readonly program: string;
  readonly c: string;
  readonly decimal: string;
  readonly instructions: number;
  /** Nothing can match (the optimizer says so: `expression rejects all packets`). */
  readonly rejectsAll: boolean;
}
