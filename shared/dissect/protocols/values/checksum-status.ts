// What came of checking a checksum, as Wireshark numbers it.

export const CHECKSUM_STATUS = { bad: 0, good: 1, unverified: 2, notPresent: 3, illegal: 4 } as const;

export const CHECKSUM_STATUS_NAMES = { 0: 'Bad', 1: 'Good', 2: 'Unverified', 3: 'Not present', 4: 'Illegal' } as const;
