// Names of GTP values (3GPP TS 29.060, TS 29.281).
export const GTP_VERSIONS: ReadonlyMap<number, string> = new Map([
  [0, 'GTP release 97/98 version'], [1, 'GTP release 99 version'], [2, 'GTPv2-C'], [3, 'None'], [4, 'None'], [5, 'None'], [6, 'None'],
  [7, 'None'],
]);

export const GTP_MESSAGES: ReadonlyMap<number, string> = new Map([
  [0, 'For future use'], [1, 'Echo request'], [2, 'Echo response'], [3, 'Version not supported'], [4, 'Node alive request'],
  [5, 'Node alive response'], [6, 'Redirection request'], [7, 'Redirection response'], [16, 'Create PDP context request'],
  [17, 'Create PDP context response'], [18, 'Update PDP context request'], [19, 'Update PDP context response'],
  [20, 'Delete PDP context request'], [21, 'Delete PDP context response'], [22, 'Initiate PDP Context Activation Request'],
  [23, 'Initiate PDP Context Activation Response'], [24, 'Delete AA PDP Context Request'], [25, 'Delete AA PDP Context Response'],
  [26, 'Error indication'], [27, 'PDU notification request'], [28, 'PDU notification response'], [29, 'PDU notification reject request'],
  [30, 'PDU notification reject response'], [31, 'Supported extension header notification'], [32, 'Send routing information for GPRS request'],
  [33, 'Send routing information for GPRS response'], [34, 'Failure report request'], [35, 'Failure report response'],
  [36, 'Note MS GPRS present request'], [37, 'Note MS GPRS present response'], [48, 'Identification request'], [49, 'Identification response'],
  [50, 'SGSN context request'], [51, 'SGSN context response'], [52, 'SGSN context acknowledgement'], [53, 'Forward relocation request'],
  [54, 'Forward relocation response'], [55, 'Forward relocation complete'], [56, 'Relocation cancel request'],
  [57, 'Relocation cancel response'], [58, 'Forward SRNS context'], [59, 'Forward relocation complete acknowledge'],
  [60, 'Forward SRNS context acknowledge'], [61, 'UE Registration Query Request'], [62, 'UE Registration Query Response'],
  [70, 'RAN Information Relay'], [96, 'MBMS Notification Request'], [97, 'MBMS Notification Response'],
  [98, 'MBMS Notification Reject Request'], [99, 'MBMS Notification Reject Response'], [100, 'Create MBMS Context Request'],
  [101, 'Create MBMS Context Response'], [102, 'Update MBMS Context Request'], [103, 'Update MBMS Context Response'],
  [104, 'Delete MBMS Context Request'], [105, 'Delete MBMS Context Response'], [112, 'MBMS Registration Request'],
  [113, 'MBMS Registration Response'], [114, 'MBMS De-Registration Request'], [115, 'MBMS De-Registration Response'],
  [116, 'MBMS Session Start Request'], [117, 'MBMS Session Start Response'], [118, 'MBMS Session Stop Request'],
  [119, 'MBMS Session Stop Response'], [120, 'MBMS Session Update Request'], [121, 'MBMS Session Update Response'],
  [128, 'MS Info Change Notification Request'], [129, 'MS Info Change Notification Response'], [240, 'Data record transfer request'],
  [241, 'Data record transfer response'], [254, 'End Marker'], [255, 'T-PDU'],
]);

export const GTP_EXTENSIONS: ReadonlyMap<number, string> = new Map([
  [0x0, 'No more extension headers'], [0x1, 'MBMS support indication'], [0x2, 'MS Info Change Reporting support indication'],
  [0x3, 'Long PDCP PDU Number'], [0x20, 'Service Class Indicator'], [0x40, 'UDP Port number'], [0x81, 'RAN container'],
  [0x82, 'Long PDCP PDU number'], [0x83, 'Xw RAN container'], [0x84, 'NR RAN container'], [0x85, 'PDU Session container'],
  [0xc0, 'PDCP PDU number'], [0xc1, 'Suspend Request'], [0xc2, 'Suspend Response'],
]);
