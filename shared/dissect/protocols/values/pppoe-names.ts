// Names of values in PPPoE.

/** Code → name. */
export const PPPOE_CODES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Session Data'], [0x07, 'Active Discovery Offer (PADO)'], [0x09, 'Active Discovery Initiation (PADI)'],
  [0x0a, 'Active Discovery Session-Grant (PADG)'], [0x0b, 'Active Discovery Session-Credit Resp.(PADC)'], [0x0c, 'Active Discovery Quality (PADQ)'],
  [0x19, 'Active Discovery Request (PADR)'], [0x65, 'Active Discovery Session-confirmation (PADS)'], [0xa7, 'Active Discovery Terminate (PADT)'],
  [0xd3, 'Active Discovery Message (PADM)'], [0xd4, 'Active Discovery Network (PADN)'],
]);

/** Tag type → name. */
export const PPPOE_TAGS: ReadonlyMap<number, string> = new Map([
  [0x0000, 'End-Of-List'], [0x0101, 'Service-Name'], [0x0102, 'AC-Name'], [0x0103, 'Host-Uniq'], [0x0104, 'AC-Cookie'], [0x0105, 'Vendor-Specific'],
  [0x0106, 'Credits'], [0x0107, 'Metrics'], [0x0108, 'Sequence Number'], [0x0109, 'Credit Scale Factor'], [0x0110, 'Relay-Session-Id'],
  [0x0111, 'HURL'], [0x0112, 'MOTM'], [0x0120, 'PPP-Max-Payload'], [0x0121, 'IP Route Add'], [0x0201, 'Service-Name-Error'],
  [0x0202, 'AC-System-Error'], [0x0203, 'Generic-Error'],
]);
