// Short names of the differentiated services field: DSCP (IANA) and ECN (RFC 3168), as Wireshark abbreviates them.

const DSCP: ReadonlyMap<number, string> = new Map([
  [0, 'CS0'], [1, 'LE'], [8, 'CS1'], [10, 'AF11'], [12, 'AF12'], [14, 'AF13'], [16, 'CS2'], [18, 'AF21'], [20, 'AF22'], [22, 'AF23'], [24, 'CS3'],
  [26, 'AF31'], [28, 'AF32'], [30, 'AF33'], [32, 'CS4'], [34, 'AF41'], [36, 'AF42'], [38, 'AF43'], [40, 'CS5'], [44, 'VOICE-ADMIT'], [46, 'EF PHB'],
  [48, 'CS6'], [56, 'CS7'],
]);
const ECN = ['Not-ECT', 'ECT(1)', 'ECT(0)', 'CE'] as const;

/** `DSCP: CS0, ECN: Not-ECT` */
export function dsfieldText(field: number): string {
  return `DSCP: ${DSCP.get(field >>> 2) ?? 'Unknown'}, ECN: ${ECN[field & 3]}`;
}
