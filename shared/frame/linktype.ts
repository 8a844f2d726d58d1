// Link types: what a frame begins with. One table for names, Wireshark's numbers and sizes.
// Numbers and names: https://www.tcpdump.org/linktypes.html; encapsulation numbers: observed in frame.encap_type of tshark 4.0.

export interface Linktype {
  /** Value in pcap and pcapng files. */
  readonly number: number;
  /** Name without LINKTYPE_, as tcpdump prints it. */
  readonly name: string;
  readonly description: string;
  /** `frame.encap_type` as Wireshark 4.0 numbers it; -1: it has none. */
  readonly encapType: number;
}

/** Frames of a pcapng file that are no packets; numbers above what a file can hold (16 bits). */
export const LINKTYPE_CUSTOM_BLOCK = 0x1_0bad;
export const LINKTYPE_SYSTEMD_JOURNAL = 0x1_0009;

type Row = readonly [number: number, name: string, description: string, encapType: number];

const ROWS: readonly Row[] = [
  [0, 'NULL', 'BSD loopback', 15],
  [1, 'EN10MB', 'Ethernet', 1],
  [2, 'EXP_ETHERNET', 'Xerox experimental 3 Mb Ethernet', 184],
  [3, 'AX25', 'AX.25', 148],
  [4, 'PRONET', 'Proteon ProNET Token Ring', -1],
  [5, 'CHAOS', 'MIT Chaosnet', -1],
  [6, 'IEEE802', 'Token ring', 2],
  [7, 'ARCNET', 'BSD ARCNET', 8],
  [8, 'SLIP', 'SLIP', 3],
  [9, 'PPP', 'PPP', 4],
  [10, 'FDDI', 'FDDI', 6],
  [32, 'REDBACK_SMARTEDGE', 'Redback SmartEdge', 69],
  [50, 'PPP_SERIAL', 'PPP over serial', 4],
  [51, 'PPP_ETHER', 'PPPoE', 139],
  [99, 'SYMANTEC_FIREWALL', 'Symantec Firewall', 61],
  [100, 'ATM_RFC1483', 'RFC 1483 LLC-encapsulated ATM', 10],
  [101, 'RAW', 'Raw IP', 7],
  [102, 'SLIP_BSDOS', 'BSD/OS SLIP', -1],
  [103, 'PPP_BSDOS', 'BSD/OS PPP', -1],
  [104, 'C_HDLC', 'Cisco HDLC', 28],
  [105, 'IEEE802_11', '802.11', 20],
  [106, 'ATM_CLIP', 'Linux Classical IP over ATM', 11],
  [107, 'FRELAY', 'Frame Relay', 26],
  [108, 'LOOP', 'OpenBSD loopback', 174],
  [109, 'ENC', 'OpenBSD encapsulated IP', 38],
  [113, 'LINUX_SLL', 'Linux cooked v1', 25],
  [114, 'LTALK', 'Localtalk', 30],
  [117, 'PFLOG', 'OpenBSD pflog file', 39],
  [118, 'CISCO_IOS', 'Cisco IOS internal', 29],
  [119, 'PRISM_HEADER', '802.11 plus Prism header', 21],
  [121, 'HHDLC', 'HiPath HDLC', 32],
  [122, 'IP_OVER_FC', 'RFC 2625 IP-over-Fibre Channel', 18],
  [123, 'SUNATM', 'Sun raw ATM', 13],
  [127, 'IEEE802_11_RADIO', '802.11 plus radiotap header', 23],
  [128, 'TZSP', 'Tazmen sniffer protocol', 37],
  [129, 'ARCNET_LINUX', 'Linux ARCNET', 9],
  [130, 'JUNIPER_MLPPP', 'Juniper Multi-Link PPP', 81],
  [131, 'JUNIPER_MLFR', 'Juniper Multi-Link Frame Relay', 82],
  [132, 'JUNIPER_ES', 'Juniper Encryption Services PIC', -1],
  [133, 'JUNIPER_GGSN', 'Juniper GGSN PIC', 87],
  [134, 'JUNIPER_MFR', 'Juniper FRF.16 Frame Relay', -1],
  [135, 'JUNIPER_ATM2', 'Juniper ATM2 PIC', 68],
  [136, 'JUNIPER_SERVICES', 'Juniper Advanced Services PIC', 151],
  [137, 'JUNIPER_ATM1', 'Juniper ATM1 PIC', 67],
  [138, 'APPLE_IP_OVER_IEEE1394', 'Apple IP-over-IEEE 1394', 62],
  [139, 'MTP2_WITH_PHDR', 'SS7 MTP2 with Pseudo-header', 75],
  [140, 'MTP2', 'SS7 MTP2', 42],
  [141, 'MTP3', 'SS7 MTP3', 43],
  [142, 'SCCP', 'SS7 SCCP', 101],
  [143, 'DOCSIS', 'DOCSIS', 33],
  [144, 'LINUX_IRDA', 'Linux IrDA', 44],
  [147, 'USER0', 'Reserved for private use 0', 45],
  [148, 'USER1', 'Reserved for private use 1', 46],
  [149, 'USER2', 'Reserved for private use 2', 47],
  [150, 'USER3', 'Reserved for private use 3', 48],
  [151, 'USER4', 'Reserved for private use 4', 49],
  [152, 'USER5', 'Reserved for private use 5', 50],
  [153, 'USER6', 'Reserved for private use 6', 51],
  [154, 'USER7', 'Reserved for private use 7', 52],
  [155, 'USER8', 'Reserved for private use 8', 53],
  [156, 'USER9', 'Reserved for private use 9', 54],
  [157, 'USER10', 'Reserved for private use 10', 55],
  [158, 'USER11', 'Reserved for private use 11', 56],
  [159, 'USER12', 'Reserved for private use 12', 57],
  [160, 'USER13', 'Reserved for private use 13', 58],
  [161, 'USER14', 'Reserved for private use 14', 59],
  [162, 'USER15', 'Reserved for private use 15', 60],
  [163, 'IEEE802_11_RADIO_AVS', '802.11 plus AVS radio information header', 24],
  [164, 'JUNIPER_MONITOR', 'Juniper Passive Monitor PIC', -1],
  [165, 'BACNET_MS_TP', 'BACnet MS/TP', 63],
  [166, 'PPP_PPPD', 'PPP for pppd, with direction flag', -1],
  [167, 'JUNIPER_PPPOE', 'Juniper PPPoE', 76],
  [168, 'JUNIPER_PPPOE_ATM', 'Juniper PPPoE/ATM', -1],
  [169, 'GPRS_LLC', 'GPRS LLC', 66],
  [170, 'GPF_T', 'GPF-T', 178],
  [171, 'GPF_F', 'GPF-F', 179],
  [172, 'GCOM_T1E1', 'GCOM TIE1', 77],
  [173, 'GCOM_SERIAL', 'GCOM Serial', 78],
  [174, 'JUNIPER_PIC_PEER', 'Juniper PIC Peer', -1],
  [175, 'ERF_ETH', 'Ethernet with Endace ERF header', -1],
  [176, 'ERF_POS', 'Packet-over-SONET with Endace ERF header', -1],
  [177, 'LINUX_LAPD', 'Linux vISDN LAPD', -1],
  [178, 'JUNIPER_ETHER', 'Juniper Ethernet', 83],
  [179, 'JUNIPER_PPP', 'Juniper PPP', 84],
  [180, 'JUNIPER_FRELAY', 'Juniper Frame Relay', 85],
  [181, 'JUNIPER_CHDLC', 'Juniper C-HDLC', 86],
  [182, 'MFR', 'FRF.16 Frame Relay', -1],
  [183, 'JUNIPER_VP', 'Juniper Voice PIC', 91],
  [184, 'A429', 'Arinc 429', 181],
  [185, 'A653_ICM', 'Arinc 653 Interpartition Communication', -1],
  [186, 'USB_FREEBSD', 'USB with FreeBSD header', 92],
  [187, 'BLUETOOTH_HCI_H4', 'Bluetooth HCI UART transport layer', 41],
  [188, 'IEEE802_16_MAC_CPS', 'IEEE 802.16 MAC Common Part Sublayer', 93],
  [189, 'USB_LINUX', 'USB with Linux header', 95],
  [190, 'CAN20B', 'Controller Area Network (CAN) v. 2.0B', 109],
  [191, 'IEEE802_15_4_LINUX', 'IEEE 802.15.4 with Linux padding', -1],
  [192, 'PPI', 'Per-Packet Information', 97],
  [193, 'IEEE802_16_MAC_CPS_RADIO', 'IEEE 802.16 MAC Common Part Sublayer plus radiotap header', -1],
  [194, 'JUNIPER_ISM', 'Juniper Integrated Service Module', -1],
  [195, 'IEEE802_15_4', 'IEEE 802.15.4 with FCS', 104],
  [196, 'SITA', 'SITA pseudo-header', 100],
  [197, 'ERF', 'Endace ERF header', 98],
  [198, 'RAIF1', 'Ethernet with u10 Networks pseudo-header', -1],
  [199, 'IPMB_KONTRON', 'IPMB with Kontron pseudo-header', 103],
  [200, 'JUNIPER_ST', 'Juniper Secure Tunnel', 197],
  [201, 'BLUETOOTH_HCI_H4_WITH_PHDR', 'Bluetooth HCI UART transport layer plus pseudo-header', 99],
  [202, 'AX25_KISS', 'AX.25 with KISS header', 147],
  [203, 'LAPD', 'LAPD', 131],
  [204, 'PPP_WITH_DIR', 'PPP with Directional Info', 19],
  [205, 'C_HDLC_WITH_DIR', 'Cisco HDLC with direction', -1],
  [206, 'FRELAY_WITH_DIR', 'Frame Relay with direction', -1],
  [207, 'LAPB_WITH_DIR', 'LAPB with direction', -1],
  [209, 'IPMB_LINUX', 'IPMB with Linux/Pigeon Point pseudo-header', 112],
  [210, 'FLEXRAY', 'FlexRay', 106],
  [211, 'MOST', 'Media Oriented Systems Transport', 108],
  [212, 'LIN', 'Local Interconnect Network', 107],
  [213, 'X2E_SERIAL', 'X2E serial line capture', 111],
  [214, 'X2E_XORAYA', 'X2E Xoraya', 105],
  [215, 'IEEE802_15_4_NONASK_PHY', 'IEEE 802.15.4 with non-ASK PHY data', 113],
  [216, 'LINUX_EVDEV', 'Linux evdev events', -1],
  [219, 'MPLS', 'MPLS with label as link-layer header', -1],
  [220, 'USB_LINUX_MMAPPED', 'USB with padded Linux header', 115],
  [221, 'DECT', 'DECT', -1],
  [222, 'AOS', 'AOS Space Data Link protocol', -1],
  [223, 'WIHART', 'Wireless HART', -1],
  [224, 'FC_2', 'Fibre Channel FC-2', 121],
  [225, 'FC_2_WITH_FRAME_DELIMS', 'Fibre Channel FC-2 with frame delimiters', 122],
  [226, 'IPNET', 'Solaris ipnet', 124],
  [227, 'CAN_SOCKETCAN', 'CAN-bus with SocketCAN headers', 125],
  [228, 'IPV4', 'Raw IPv4', 129],
  [229, 'IPV6', 'Raw IPv6', 130],
  [230, 'IEEE802_15_4_NOFCS', 'IEEE 802.15.4 without FCS', 127],
  [231, 'DBUS', 'D-Bus', 146],
  [232, 'JUNIPER_VS', 'Juniper Virtual Server', -1],
  [233, 'JUNIPER_SRX_E2E', 'Juniper SRX E2E', -1],
  [234, 'JUNIPER_FIBRECHANNEL', 'Juniper Fibre Channel', -1],
  [235, 'DVB_CI', 'DVB-CI', 132],
  [236, 'MUX27010', 'MUX27010', 133],
  [237, 'STANAG_5066_D_PDU', 'STANAG 5066 D_PDUs', 157],
  [238, 'JUNIPER_ATM_CEMIC', 'Juniper ATM CEMIC', -1],
  [239, 'NFLOG', 'Linux netfilter log messages', 141],
  [240, 'NETANALYZER', 'Ethernet with Hilscher netANALYZER pseudo-header', 135],
  [241, 'NETANALYZER_TRANSPARENT', 'Ethernet with Hilscher netANALYZER pseudo-header and with preamble and SFD', 136],
  [242, 'IPOIB', 'RFC 4391 IP-over-Infiniband', 180],
  [243, 'MPEG_2_TS', 'MPEG-2 transport stream', 138],
  [244, 'NG40', 'ng40 protocol tester Iub/Iur', -1],
  [245, 'NFC_LLCP', 'NFC LLCP PDUs with pseudo-header', 140],
  [246, 'PFSYNC', 'Packet filter state syncing', -1],
  [247, 'INFINIBAND', 'InfiniBand', -1],
  [248, 'SCTP', 'SCTP', 149],
  [249, 'USBPCAP', 'USB with USBPcap header', 152],
  [250, 'RTAC_SERIAL', 'Schweitzer Engineering Laboratories RTAC packets', 153],
  [251, 'BLUETOOTH_LE_LL', 'Bluetooth Low Energy air interface', 154],
  [252, 'WIRESHARK_UPPER_PDU', 'Wireshark Upper PDU export', 155],
  [253, 'NETLINK', 'Linux netlink', 158],
  [254, 'BLUETOOTH_LINUX_MONITOR', 'Bluetooth Linux Monitor', 159],
  [255, 'BLUETOOTH_BREDR_BB', 'Bluetooth Basic Rate/Enhanced Data Rate baseband packets', 160],
  [256, 'BLUETOOTH_LE_LL_WITH_PHDR', 'Bluetooth Low Energy air interface with pseudo-header', 161],
  [257, 'PROFIBUS_DL', 'PROFIBUS data link layer', -1],
  [258, 'PKTAP', 'Apple DLT_PKTAP', 171],
  [259, 'EPON', 'Ethernet with 802.3 Clause 65 EPON preamble', 172],
  [260, 'IPMI_HPM_2', 'IPMI trace packets', 173],
  [261, 'ZWAVE_R1_R2', 'Z-Wave RF profile R1 and R2 packets', -1],
  [262, 'ZWAVE_R3', 'Z-Wave RF profile R3 packets', -1],
  [263, 'WATTSTOPPER_DLM', 'WattStopper Digital Lighting Management (DLM) and Legrand Nitoo Open protocol', -1],
  [264, 'ISO_14443', 'ISO 14443 messages', 177],
  [265, 'RDS', 'IEC 62106 Radio Data System groups', -1],
  [266, 'USB_DARWIN', 'USB with Darwin header', 182],
  [267, 'OPENFLOW', 'OpenBSD DLT_OPENFLOW', -1],
  [268, 'SDLC', 'IBM SDLC frames', 36],
  [269, 'TI_LLN_SNIFFER', 'TI LLN sniffer frames', -1],
  [270, 'LORATAP', 'LoRaTap', 183],
  [271, 'VSOCK', 'Linux vsock', 185],
  [272, 'NORDIC_BLE', 'Nordic Semiconductor Bluetooth LE sniffer frames', 186],
  [273, 'DOCSIS31_XRA31', 'Excentis XRA-31 DOCSIS 3.1 RF sniffer frames', 199],
  [274, 'ETHERNET_MPACKET', '802.3br mPackets', 198],
  [275, 'DISPLAYPORT_AUX', 'DisplayPort AUX channel monitoring data', 200],
  [276, 'LINUX_SLL2', 'Linux cooked v2', 210],
  [278, 'OPENVIZSLA', 'OpenVizsla USB', -1],
  [279, 'EBHSCR', 'Elektrobit High Speed Capture and Replay (EBHSCR)', 204],
  [280, 'VPP_DISPATCH', 'VPP graph dispatch tracer', 205],
  [281, 'DSA_TAG_BRCM', 'Broadcom tag', -1],
  [282, 'DSA_TAG_BRCM_PREPEND', 'Broadcom tag (prepended)', -1],
  [283, 'IEEE802_15_4_TAP', 'IEEE 802.15.4 with pseudo-header', 206],
  [284, 'DSA_TAG_DSA', 'Marvell DSA', -1],
  [285, 'DSA_TAG_EDSA', 'Marvell EDSA', -1],
  [286, 'ELEE', 'ELEE lawful intercept packets', -1],
  [287, 'Z_WAVE_SERIAL', 'Z-Wave serial frames between host and chip', 211],
  [288, 'USB_2_0', 'USB 2.0/1.1/1.0 as transmitted over the cable', 208],
  [289, 'ATSC_ALP', 'ATSC Link-Layer Protocol packets', -1],
  [290, 'ETW', 'Event Tracing for Windows messages', 212],
  [291, 'NETANALYZER_NG', 'Hilscher netANALYZER NG', -1],
  [292, 'ZBOSS_NCP', 'ZBOSS NCP', 214],
  [293, 'USB_2_0_LOW_SPEED', 'Low-Speed USB 2.0/1.1/1.0 packets', 215],
  [294, 'USB_2_0_FULL_SPEED', 'Full-Speed USB 2.0/1.1/1.0 packets', 216],
  [295, 'USB_2_0_HIGH_SPEED', 'High-Speed USB 2.0 packets', 217],
  [296, 'AUERSWALD_LOG', 'Auerswald decoder log', -1],
  [297, 'ZWAVE_TAP', 'Z-Wave TAP', -1],
  [298, 'SILABS_DEBUG_CHANNEL', 'Silicon Labs debug channel', -1],
  [299, 'FIRA_UCI', 'FiRa UWB command interface', -1],
  [300, 'MDB', 'Multi-Drop Bus', -1],
  [301, 'DECT_NR', 'DECT-2020 New Radio', -1],
  [LINKTYPE_SYSTEMD_JOURNAL, 'SYSTEMD_JOURNAL', 'systemd journal entry (pcapng block)', -1],
  [LINKTYPE_CUSTOM_BLOCK, 'CUSTOM_BLOCK', 'pcapng Custom Block', -1],
];

const BY_NUMBER: ReadonlyMap<number, Linktype> = new Map(
  ROWS.map(([number, name, description, encapType]) => [number, { number, name, description, encapType }]),
);
const BY_NAME: ReadonlyMap<string, Linktype> = new Map([...BY_NUMBER.values()].map((type) => [type.name, type]));

/** The row of a LINKTYPE number; for a number that nobody assigned, one with its number as name. */
export function linktype(number: number): Linktype {
  return BY_NUMBER.get(number) ?? { number, name: String(number), description: `Link type ${number}`, encapType: 0 };
}

/** The row of a name such as `EN10MB`. */
export function linktypeNamed(name: string): Linktype | undefined {
  return BY_NAME.get(name);
}

export function allLinktypes(): readonly Linktype[] {
  return [...BY_NUMBER.values()];
}

/**
 * Some programs wrote the DLT_ value of their system where the LINKTYPE_ value belongs: those are mapped (12 and 14 both were
 * DLT_RAW, by system; 11 ATM_RFC1483; 13 OpenBSD's ENC; 18 Linux's ATM_CLIP; 15 and 16 as libpcap maps them; 112 Cisco HDLC).
 */
export function linktypeOfDlt(value: number): number {
  return DLT_ALIASES.get(value) ?? value;
}

const DLT_ALIASES: ReadonlyMap<number, number> = new Map([
  [11, 100], [12, 101], [13, 109], [14, 101], [15, 102], [16, 103], [18, 106], [19, 106], [112, 104],
]);

const MIB = 1_048_576;
const CAPTURE_LIMITS: ReadonlyMap<number, number> = new Map([
  [186, 128 * MIB], [189, 128 * MIB], [220, 128 * MIB], [249, 128 * MIB], [266, 128 * MIB], // USB_FREEBSD, USB_LINUX, …_MMAPPED, USBPCAP, USB_DARWIN
  [231, 128 * MIB], // DBUS
  [279, 8 * MIB], // EBHSCR
]);

/** Most bytes that a captured frame of this link type can have; more means that the file is damaged. Wireshark's limits. */
export function captureLimit(number: number): number {
  return CAPTURE_LIMITS.get(number) ?? 262_144;
}

/**
 * Bytes at the start of each record that Wireshark takes as capture information and leaves out of `frame.len` and
 * `frame.cap_len`. Our frames keep them: subtract for the same figures.
 */
export function pseudoHeaderBytes(number: number): number {
  return PSEUDO_HEADERS.get(number) ?? 0;
}

const PSEUDO_HEADERS: ReadonlyMap<number, number> = new Map([
  [123, 4], // SUNATM
  [139, 4], // MTP2_WITH_PHDR
  [144, 16], // LINUX_IRDA
  [177, 16], // LINUX_LAPD
  [196, 5], // SITA
  [201, 4], // BLUETOOTH_HCI_H4_WITH_PHDR
  [204, 1], [205, 1], [206, 1], [207, 1], // …_WITH_DIR
  [209, 5], // IPMB_LINUX
]);
