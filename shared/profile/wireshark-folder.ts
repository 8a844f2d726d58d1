// Settings of Wireshark on a machine: where they are, and the texts of those that can be taken over.

export const WIRESHARK_FILES = ['colorfilters', 'dfilters', 'dfilter_macros', 'dmacros', 'preferences'] as const;
export type WiresharkFile = (typeof WIRESHARK_FILES)[number];

/** A folder that has some. */
export interface WiresharkFolder {
  readonly path: string;
  /** The profile's name; '' = the settings outside any profile. */
  readonly name: string;
  readonly origin: 'own' | 'shipped';
  readonly files: readonly WiresharkFile[];
}

export interface WiresharkTexts {
  readonly path: string;
  readonly name: string;
  readonly files: readonly { readonly kind: WiresharkFile; readonly text: string }[];
}
