// Names of values in the IPv4 header.

/** Option number (5 bits) → name. */
export const IP_OPTION_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'End of Option List (EOL)'], [1, 'No-Operation (NOP)'], [2, 'Security'], [3, 'Loose source route'], [4, 'Time stamp'],
  [5, 'Extended security'], [6, 'Commercial IP security option'], [7, 'Record route'], [8, 'Stream identifier'], [9, 'Strict source route'],
  [10, 'Experimental Measurement'], [11, 'MTU probe'], [12, 'MTU Reply'], [13, 'Experimental Flow Control'], [14, 'Experimental Access Control'],
  [15, 'Ask Estrin'], [16, 'IMI Traffic Descriptor'], [17, 'Extended Internet Protocol'], [18, 'Traceroute'], [19, 'Address Extension'],
  [20, 'Router Alert'], [21, 'Selective Directed Broadcast'], [22, 'Unassigned'], [23, 'Dynamic Packet State'], [24, 'Upstream Multicast Packet'],
  [25, 'Quick-Start'], [30, 'RFC 3692-style experiment'],
]);

/** Option class → name. */
export const OPTION_CLASS_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Control'], [1, 'Reserved for future use'], [2, 'Debugging and measurement'], [3, 'Reserved for future use'],
]);

/** Security levels of RFC 791. */
export const RFC791_SECURITY_NAMES: ReadonlyMap<number, string> = new Map([
  [0x0000, 'Unclassified'], [0x135e, 'Reserved'], [0x24bd, 'Reserved'], [0x35e2, 'Reserved'], [0x4d78, 'Reserved'], [0x5e26, 'PROG'],
  [0x6bc5, 'Top secret'], [0x789a, 'EFTO'], [0x89af, 'Reserved'], [0x9af1, 'Reserved'], [0xaf13, 'Restricted'], [0xbc4d, 'MMMM'],
  [0xc4d6, 'Reserved'], [0xd788, 'Secret'], [0xe26b, 'Reserved'], [0xf135, 'Confidential'],
]);

/** Classification levels of RFC 1108. */
export const CLASSIFICATION_NAMES: ReadonlyMap<number, string> = new Map([
  [0x01, 'Reserved 4'], [0x3d, 'Top secret'], [0x5a, 'Secret'], [0x66, 'Reserved 3'], [0x96, 'Confidential'], [0xab, 'Unclassified'],
  [0xcc, 'Reserved 2'], [0xf1, 'Reserved 1'],
]);

/** Rates of RFC 4782. */
export const QUICK_START_RATES: ReadonlyMap<number, string> = new Map([
  [0, '0 bit/s'], [1, '80 Kbit/s'], [2, '160 Kbit/s'], [3, '320 Kbit/s'], [4, '640 Kbit/s'], [5, '1.28 Mbit/s'], [6, '2.56 Mbit/s'],
  [7, '5.12 Mbit/s'], [8, '10.24 Mbit/s'], [9, '20.48 Mbit/s'], [10, '40.96 Mbit/s'], [11, '81.92 Mbit/s'], [12, '163.84 Mbit/s'],
  [13, '327.68 Mbit/s'], [14, '655.36 Mbit/s'], [15, '1.31072 Gbit/s'],
]);

/** Functions of RFC 4782. */
export const QUICK_START_FUNCTIONS: ReadonlyMap<number, string> = new Map([
  [0, 'Rate request'], [8, 'Rate report'],
]);

/** Differentiated services codepoints, as the tree spells them. */
export const DSCP_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Default'], [1, 'Lower Effort'], [8, 'Class Selector 1'], [10, 'Assured Forwarding 11'], [12, 'Assured Forwarding 12'],
  [14, 'Assured Forwarding 13'], [16, 'Class Selector 2'], [18, 'Assured Forwarding 21'], [20, 'Assured Forwarding 22'],
  [22, 'Assured Forwarding 23'], [24, 'Class Selector 3'], [26, 'Assured Forwarding 31'], [28, 'Assured Forwarding 32'],
  [30, 'Assured Forwarding 33'], [32, 'Class Selector 4'], [34, 'Assured Forwarding 41'], [36, 'Assured Forwarding 42'],
  [38, 'Assured Forwarding 43'], [40, 'Class Selector 5'], [44, 'Voice Admit'], [46, 'Expedited Forwarding'], [48, 'Class Selector 6'],
  [56, 'Class Selector 7'],
]);

/** Explicit congestion notification, as the tree spells it. */
export const ECN_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Not ECN-Capable Transport'], [1, 'ECN-Capable Transport codepoint \'01\''], [2, 'ECN-Capable Transport codepoint \'10\''],
  [3, 'Congestion Experienced'],
]);
