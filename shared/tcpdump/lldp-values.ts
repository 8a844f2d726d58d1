// Words that tcpdump's text of LLDP uses: TLVs, subtypes, capabilities, media.

export const TLVS: Readonly<Record<number, string>> = {
  0: 'End', 1: 'Chassis ID', 2: 'Port ID', 3: 'Time to Live', 4: 'Port Description', 5: 'System Name', 6: 'System Description',
  7: 'System Capabilities', 8: 'Management Address', 127: 'Organization specific',
};

export const CHASSIS_SUBTYPES: Readonly<Record<number, string>> = {
  1: 'Chassis component', 2: 'Interface alias', 3: 'Port component', 4: 'MAC address', 5: 'Network address', 6: 'Interface name', 7: 'Local',
};

export const PORT_SUBTYPES: Readonly<Record<number, string>> = {
  1: 'Interface alias', 2: 'Port component', 3: 'MAC address', 4: 'Network Address', 5: 'Interface Name', 6: 'Agent circuit ID', 7: 'Local',
};

export const NUMBERINGS: Readonly<Record<number, string>> = {
  2: 'Interface Index', 3: 'System Port Number',
};

export const SUBTYPES_8021: Readonly<Record<number, string>> = {
  1: 'Port VLAN Id', 2: 'Port and Protocol VLAN ID', 3: 'VLAN name', 4: 'Protocol Identity', 7: 'Link aggregation', 8: 'Congestion Notification',
  9: 'ETS Configuration', 10: 'ETS Recommendation', 11: 'Priority Flow Control Configuration', 12: 'Application Priority', 13: 'EVB', 14: 'CDCP',
};

export const SUBTYPES_8023: Readonly<Record<number, string>> = {
  1: 'MAC/PHY configuration/status', 2: 'Power via MDI', 3: 'Link aggregation', 4: 'Max frame size',
};

export const MEDIA: Readonly<Record<number, string>> = {
  0: 'Unknown', 1: 'AUI', 2: '10BASE_5', 3: 'FOIRL', 4: '10BASE2', 5: '10BASET duplex mode unknown', 6: '10BASEFP', 7: '10BASEFB',
  8: '10BASEFL duplex mode unknown', 9: '10BROAD36', 10: '10BASET hdx', 11: '10BASET fdx', 12: '10BASEFL hdx', 13: '10BASEFL fdx', 14: '100BASET4',
  15: '100BASETX hdx', 16: '100BASETX fdx', 17: '100BASEFX hdx', 18: '100BASEFX fdx', 19: '100BASET2 hdx', 20: '100BASET2 fdx', 21: '1000BASEX hdx',
  22: '1000BASEX fdx', 23: '1000BASELX hdx', 24: '1000BASELX fdx', 25: '1000BASESX hdx', 26: '1000BASESX fdx', 27: '1000BASECX hdx',
  28: '1000BASECX fdx', 29: '1000BASET hdx', 30: '1000BASET fdx', 31: '10GBASEX', 32: '10GBASELX4', 33: '10GBASER', 34: '10GBASEER', 35: '10GBASELR',
  36: '10GBASESR', 37: '10GBASEW', 38: '10GBASEEW', 39: '10GBASELW', 40: '10GBASESW',
};

export const POWER_CLASSES: Readonly<Record<number, string>> = {
  1: 'class0', 2: 'class1', 3: 'class2', 4: 'class3', 5: 'class4',
};

export const POWER_PAIRS: Readonly<Record<number, string>> = {
  1: 'signal', 2: 'spare',
};

export const EVB_MODES: Readonly<Record<number, string>> = {
  0: 'Not Supported', 1: 'EVB Bridge', 2: 'EVB Station', 3: 'Reserved for future Standardization',
};

export const ADDRESS_FAMILIES: Readonly<Record<number, string>> = {
  0: 'Reserved', 1: 'IPv4', 2: 'IPv6', 3: 'NSAP', 4: 'HDLC', 5: 'BBN 1822', 6: '802', 7: 'E.163', 8: 'E.164', 9: 'F.69', 10: 'X.121',
  11: 'Novell IPX', 12: 'Appletalk', 13: 'Decnet IV', 14: 'Banyan Vines', 15: 'E.164 with NSAP subaddress', 196: 'Layer-2 VPN', 25: 'VPLS',
};

export const CAPABILITIES: readonly (readonly [number, string])[] = [
  [0x1, 'Other'], [0x2, 'Repeater'], [0x4, 'Bridge'], [0x8, 'WLAN AP'], [0x10, 'Router'], [0x20, 'Telephone'], [0x40, 'Docsis'],
  [0x80, 'Station Only'],
];

export const MODES: readonly (readonly [number, string])[] = [
  [0x4000, '10BASE-T hdx'], [0x2000, '10BASE-T fdx'], [0x1000, '100BASE-T4'], [0x800, '100BASE-TX hdx'], [0x400, '100BASE-TX fdx'],
  [0x200, '100BASE-T2 hdx'], [0x100, '100BASE-T2 fdx'], [0x80, 'Pause for fdx links'], [0x40, 'Asym PAUSE for fdx'], [0x20, 'Sym PAUSE for fdx'],
  [0x10, 'Asym and Sym PAUSE for fdx'], [0x8, '1000BASE-{X LX SX CX} hdx'], [0x4, '1000BASE-{X LX SX CX} fdx'], [0x2, '1000BASE-T hdx'],
  [0x1, '1000BASE-T fdx'],
];

export const POWER: readonly (readonly [number, string])[] = [
  [0x1, 'PSE'], [0x2, 'supported'], [0x4, 'enabled'], [0x8, 'can be controlled'],
];
