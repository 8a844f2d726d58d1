// What a run ends with: as tshark, editcap and mergecap have it. `dump` ends with 1 whatever went wrong, as tcpdump, and `capture` as dumpcap.

/** The command line is wrong. */
export const WRONG_WORDS = 1;
/** A capture could not be read to its end, the output not be written, or a display filter (-Y, -R) is wrong. */
export const FAILED = 2;
/** A fault of the program. */
export const FAULT = 3;

/** Of a run of this verb that could not write what it prints. */
export function unwritten(verb: string | undefined): number {
  return verb === 'dump' || verb === 'capture' ? WRONG_WORDS : FAILED;
}
