// Names of IEEE 802.11 frames and of the elements in their management frames.

/** By type × 16 + subtype. */
export const WLAN_FRAME_NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Association Request'], [0x01, 'Association Response'], [0x02, 'Reassociation Request'], [0x03, 'Reassociation Response'], [0x04, 'Probe Request'],
  [0x05, 'Probe Response'], [0x06, 'Measurement Pilot'], [0x08, 'Beacon frame'], [0x09, 'ATIM'], [0x0a, 'Disassociate'], [0x0b, 'Authentication'],
  [0x0c, 'Deauthentication'], [0x0d, 'Action'], [0x0e, 'Action No Ack'], [0x0f, 'Aruba Management'],
  [0x12, 'Trigger'], [0x13, 'TACK'], [0x14, 'Beamforming Report Poll'], [0x15, 'VHT/HE NDP Announcement'], [0x17, 'Control Wrapper'],
  [0x18, '802.11 Block Ack Req'], [0x19, '802.11 Block Ack'], [0x1a, 'Power-Save poll'], [0x1b, 'Request-to-send'], [0x1c, 'Clear-to-send'],
  [0x1d, 'Acknowledgement'], [0x1e, 'CF-End (Control-frame)'], [0x1f, 'CF-End + CF-Ack (Control-frame)'],
  [0x20, 'Data'], [0x21, 'Data + CF-Ack'], [0x22, 'Data + CF-Poll'], [0x23, 'Data + CF-Ack + CF-Poll'], [0x24, 'Null function (No data)'],
  [0x25, 'Acknowledgement (No data)'], [0x26, 'CF-Poll (No data)'], [0x27, 'CF-Ack/Poll (No data)'], [0x28, 'QoS Data'], [0x29, 'QoS Data + CF-Acknowledgment'],
  [0x2a, 'QoS Data + CF-Poll'], [0x2b, 'QoS Data + CF-Ack + CF-Poll'], [0x2c, 'QoS Null function (No data)'], [0x2e, 'QoS CF-Poll (No Data)'],
  [0x2f, 'QoS CF-Ack + CF-Poll (No data)'], [0x30, 'DMG Beacon'], [0x31, 'S1G Beacon'],
]);

export const WLAN_TAG_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'SSID parameter set'], [1, 'Supported Rates'], [2, 'FH Parameter set'], [3, 'DS Parameter set'], [4, 'CF Parameter set'], [5, 'Traffic Indication Map (TIM)'],
  [6, 'IBSS Parameter set'], [7, 'Country Information'], [11, 'QBSS Load Element'], [16, 'Challenge text'], [32, 'Power Constraint'], [33, 'Power Capability'],
  [35, 'TPC Report'], [36, 'Supported Channels'], [37, 'Channel Switch Announcement'], [40, 'Quiet'], [42, 'ERP Information'], [45, 'HT Capabilities'],
  [46, 'QoS Capability'], [48, 'RSN Information'], [50, 'Extended Supported Rates'], [51, 'AP Channel Report'], [54, 'Mobility Domain'], [55, 'Fast BSS Transition'],
  [59, 'Supported Operating Classes'], [61, 'HT Information'], [70, 'RM Enabled Capabilities'], [74, 'Overlapping BSS Scan Parameters'], [107, 'Interworking'],
  [90, 'BSS Max Idle Period'], [113, 'Mesh Configuration'], [114, 'Mesh ID'], [127, 'Extended Capabilities'], [191, 'VHT Capabilities'], [192, 'VHT Operation'], [195, 'Tx Power Envelope'],
  [221, 'Vendor Specific'], [244, 'RSN eXtension'], [255, 'Element ID Extension'],
]);

/** Rates in units of 500 kb/s, as Mb/s; the top bit says that every station must support it. */
const RATES = [2, 3, 4, 5, 6, 9, 11, 12, 18, 22, 24, 27, 36, 44, 48, 54, 66, 72, 96, 108];
const MUST = 0x80;
export const WLAN_RATE_NAMES: ReadonlyMap<number, string> = new Map([
  ...RATES.map((rate): [number, string] => [rate, String(rate / 2)]), ...RATES.map((rate): [number, string] => [rate | MUST, `${rate / 2}(B)`]),
  [251, 'SAE Hash to Element Only'], [252, 'EPD'], [253, 'GLK'], [254, 'VHT PHY'], [255, 'HT PHY'],
]);
