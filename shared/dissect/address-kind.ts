// Kinds of address that the offsets of a frame's facts point at.
/** What kind of address the offsets of a frame's facts point at. */
export const AddressKind = { None: 0, Ether: 1, Ipv4: 2, Ipv6: 3 } as const;
export type AddressKind = (typeof AddressKind)[keyof typeof AddressKind];
