// What the heads of HTTP messages, and the records of TLS, in one frame may hold, in one word: enough to know that a field is surely not there.

/** Bit 0: they were all looked at. */
export const HEADS_READ = 1;
/** A request, or a response, is among them. */
export const HAS_REQUEST = 1 << 27;
export const HAS_RESPONSE = 1 << 28;
/** A record of TLS is among them that is no application data. */
export const HAS_CONTROL_RECORD = 1 << 29;
/** One of them is not here to its end. */
export const HEAD_CUT = 1 << 31;

/** Instead of a status code: there are several, or one that is no number. */
export const NO_ONE_STATUS = 0xffff;

/** Of heads that belong together: the only status code of a response among them, 0 = there is no response. */
export const joinedStatus = (a: number, b: number): number => (a === 0 ? b : b === 0 ? a : NO_ONE_STATUS);

/** Bits 1 … 26: the name of a header line begins with this letter, in either case; a line that begins with no letter sets some bit. @param c its first octet */
export const initialMark = (c: number): number => 1 << (c & 31);
