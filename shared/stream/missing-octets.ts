// What stands in a followed stream where octets were never captured.

/** As tshark says it, with the NUL that it writes behind it. */
export function missingText(octets: number): string {
  return `[${octets} bytes missing in capture file]\0`;
}
