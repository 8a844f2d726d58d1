// Names of Wireshark's encapsulation numbers, as frame.encap_type shows them; where there is none, the link type's own description serves.

export const ENCAPSULATION_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'Ethernet'], [2, 'Token Ring'], [3, 'SLIP'], [4, 'PPP'], [6, 'FDDI with bit-swapped MAC addresses'], [7, 'Raw IP'], [9, 'Linux ARCNET'],
  [10, 'RFC 1483 ATM'], [11, 'Linux ATM CLIP'], [13, 'ATM PDUs'], [15, 'NULL/Loopback'], [20, 'IEEE 802.11 Wireless LAN'],
  [21, 'IEEE 802.11 plus Prism II monitor mode radio header'], [23, 'IEEE 802.11 plus radiotap radio header'], [25, 'Linux cooked-mode capture v1'],
  [26, 'Frame Relay'], [28, 'Cisco HDLC'], [42, 'SS7 MTP2'], [47, 'USER 2'], [58, 'USER 13'], [63, 'BACnet MS/TP'], [67, 'Juniper ATM1'],
  [83, 'Juniper Ethernet'], [97, 'Per-Packet Information header'], [104, 'IEEE 802.15.4 Wireless PAN'], [124, 'Solaris IPNET'], [125, 'SocketCAN'],
  [127, 'IEEE 802.15.4 Wireless PAN with FCS not present'], [129, 'Raw IPv4'], [130, 'Raw IPv6'], [132, 'DVB-CI (Common Interface)'], [141, 'NFLOG'],
  [146, 'D-Bus'], [158, 'Linux Netlink'], [160, 'Bluetooth BR/EDR Baseband RF'], [161, 'Bluetooth Low Energy Link Layer RF'], [180, 'IP over IB'],
  [185, 'Linux vsock'], [210, 'Linux cooked-mode capture v2'],
]);
