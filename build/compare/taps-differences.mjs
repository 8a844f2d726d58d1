// Statistics of captures that are not tshark's, and why: patterns of their names and of the statistics, and the reason.

/** @type {readonly { captures: RegExp, taps: RegExp, reason: string }[]} */
export const TAP_DIFFERENCES = [
];
