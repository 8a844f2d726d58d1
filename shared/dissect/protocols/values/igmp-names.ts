// Names of values in IGMP.

/** Type → name. */
export const IGMP_TYPES: ReadonlyMap<number, string> = new Map([
  [0x01, 'Create Group Request'], [0x02, 'Create Group Reply'], [0x03, 'Join Group Request'], [0x04, 'Join Group Reply'],
  [0x05, 'Leave Group Request'], [0x06, 'Leave Group Reply'], [0x07, 'Confirm Group Request'], [0x08, 'Confirm Group Reply'],
  [0x11, 'Membership Query'], [0x12, 'Membership Report'], [0x13, 'DVMRP Protocol'], [0x14, 'PIM Routing Message'], [0x16, 'Membership Report'],
  [0x17, 'Leave Group'], [0x1e, 'Traceroute Response'], [0x1f, 'Traceroute Query or Request'], [0x22, 'Membership Report'],
]);

/** Group record type → name. */
export const IGMP_RECORDS: ReadonlyMap<number, string> = new Map([
  [1, 'Mode Is Include'], [2, 'Mode Is Exclude'], [3, 'Change To Include Mode'], [4, 'Change To Exclude Mode'], [5, 'Allow New Sources'],
  [6, 'Block Old Sources'],
]);
