// Captures whose copies, or filtered copies, differ from what tshark reads or writes, and why; what is not here is not explained.

/** @type {readonly { captures: RegExp, text: RegExp, reason: string }[]} */
export const ROUND_TRIP_DIFFERENCES = [
];
