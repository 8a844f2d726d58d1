// Words that tcpdump's text of PPP uses: protocols, codes, options.

export const PPP_PROTOCOLS: Readonly<Record<number, string>> = {
  33: 'IP', 35: 'OSI', 37: 'NS', 39: 'DECNET', 41: 'APPLE', 43: 'IPX', 45: 'VJC IP', 47: 'VJNC IP', 49: 'BRPDU', 51: 'STII', 53: 'VINES',
  641: 'MPLS', 643: 'MPLS', 253: 'Compressed', 61: 'MLPPP', 87: 'IP6', 513: 'HELLO', 561: 'LUXCOM', 563: 'SNS', 0x8021: 'IPCP', 0x8023: 'OSICP',
  0x8025: 'NSCP', 0x8027: 'DECNETCP', 0x8029: 'APPLECP', 0x802b: 'IPXCP', 0x8033: 'STIICP', 0x8035: 'VINESCP', 0x8057: 'IP6CP', 0x8281: 'MPLSCP',
  0xc021: 'LCP', 0xc023: 'PAP', 0xc025: 'LQM', 0xc223: 'CHAP', 0xc227: 'EAP', 0xc027: 'SPAP', 0xc123: 'Old-SPAP', 0xc02b: 'BACP', 0xc02d: 'BAP',
  0xc03d: 'MLPPP-CP', 0x80fd: 'CCP',
};

export const CONTROL_CODES: Readonly<Record<number, string>> = {
  0: 'Vendor-Extension', 1: 'Conf-Request', 2: 'Conf-Ack', 3: 'Conf-Nack', 4: 'Conf-Reject', 5: 'Term-Request', 6: 'Term-Ack', 7: 'Code-Reject',
  8: 'Prot-Reject', 9: 'Echo-Request', 10: 'Echo-Reply', 11: 'Disc-Req', 12: 'Ident', 13: 'Time-Rem', 14: 'Reset-Req', 15: 'Reset-Ack',
};

export const CCP_OPTIONS: Readonly<Record<number, string>> = {
  0: 'OUI', 1: 'Pred-1', 2: 'Pred-2', 3: 'Puddle', 16: 'HP-PPC', 17: 'Stac-LZS', 18: 'MPPC', 19: 'Gand-FZA', 20: 'V.42bis', 21: 'BSD-Comp',
  23: 'LZS-DCP', 24: 'MVRCA', 25: 'DEC', 26: 'Deflate', 255: 'Reserved',
};

export const IPCP_OPTIONS: Readonly<Record<number, string>> = {
  1: 'IP-Addrs', 2: 'IP-Comp', 3: 'IP-Addr', 4: 'Home-Addr', 129: 'Pri-DNS', 130: 'Pri-NBNS', 131: 'Sec-DNS', 132: 'Sec-NBNS',
};

export const IP_COMPRESSIONS: Readonly<Record<number, string>> = {
  45: 'VJ-Comp', 97: 'IP Header Compression',
};

export const IP_COMPRESSION_SUBOPTIONS: Readonly<Record<number, string>> = {
  1: 'RTP-Compression', 2: 'Enhanced RTP-Compression',
};

export const IP6CP_OPTIONS: Readonly<Record<number, string>> = {
  1: 'Interface-ID',
};

export const BACP_OPTIONS: Readonly<Record<number, string>> = {
  1: 'Favored-Peer',
};

export const AUTHENTICATIONS: Readonly<Record<number, string>> = {
  5: 'MD5', 128: 'MS-CHAPv1', 129: 'MS-CHAPv2',
};

export const CALLBACKS: Readonly<Record<number, string>> = {
  0: 'UserAuth', 1: 'DialString', 2: 'LocalID', 3: 'E.164', 4: 'X.500', 6: 'CBCP',
};

export const CHAP_CODES: Readonly<Record<number, string>> = {
  1: 'Challenge', 2: 'Response', 3: 'Success', 4: 'Fail',
};

export const PAP_CODES: Readonly<Record<number, string>> = {
  1: 'Auth-Req', 2: 'Auth-ACK', 3: 'Auth-NACK',
};

export const LCP_OPTIONS: Readonly<Record<number, string>> = {
  0: 'Vend-Ext', 1: 'MRU', 2: 'ACCM', 3: 'Auth-Prot', 4: 'Qual-Prot', 5: 'Magic-Num', 6: 'deprecated(6)', 7: 'PFC', 8: 'ACFC', 9: 'FCS-Alt',
  10: 'SDP', 11: 'Num-Mode', 12: 'deprecated(12)', 13: 'Call-Back', 14: 'deprecated(14)', 15: 'deprecated(15)', 16: 'deprecated(16)', 17: 'MRRU',
  18: '12-Bit seq #', 19: 'End-Disc', 20: 'Proprietary', 21: 'DCE-Id', 22: 'MP+', 23: 'Link-Disc', 24: 'LCP-Auth-Opt', 25: 'COBS',
  26: 'Prefix-elision', 27: 'Multilink-header-Form', 28: 'I18N', 29: 'SDL-over-SONET/SDH', 30: 'PPP-Muxing',
};
