// Tests on fields that come from the heads of HTTP messages: frames whose heads have no such line need not be looked at.
import { HAS_REQUEST, HAS_RESPONSE, HEAD_CUT, HEADS_READ, initialMark } from '../dissect/head-marks';
import { ColumnTest, type Slots } from './column-tests';
import { LOOK } from './protocol-presence';
import type { SegmentHeads } from './segment-heads';

const FROM_REQUEST = ['request', 'request.method', 'request.uri', 'request.uri.path', 'request.uri.query', 'request.uri.query.parameter', 'request.version', 'request.full_uri', 'response_in', 'notification'];
const FROM_RESPONSE = ['response', 'response.code', 'response.code.desc', 'response.phrase', 'response.version', 'request_in', 'time'];
/** Named as the header is, with _ for -. */
const FROM_LINE = [
  'accept', 'accept_encoding', 'accept_language', 'authorization', 'cache_control', 'connection', 'content_encoding', 'content_length', 'content_length_header', 'content_type', 'cookie', 'cookie_pair', 'date', 'host',
  'http2_settings', 'last_modified', 'location', 'proxy_authenticate', 'proxy_authorization', 'referer', 'sec_websocket_accept', 'sec_websocket_extensions', 'sec_websocket_key', 'sec_websocket_protocol',
  'sec_websocket_version', 'server', 'set_cookie', 'transfer_encoding', 'upgrade', 'user_agent', 'www_authenticate', 'x_forwarded_for',
];

/** By field: the mark without which no frame has it. RFC 9112 sections 3 to 5. */
const MARKS: ReadonlyMap<string, number> = new Map<string, number>([
  ...FROM_REQUEST.map((name) => [`http.${name}`, HAS_REQUEST] as const),
  ...FROM_RESPONSE.map((name) => [`http.${name}`, HAS_RESPONSE] as const),
  ...FROM_LINE.map((name) => [`http.${name}`, initialMark(name.charCodeAt(0))] as const),
]);

/** The marks that a frame must have some of; 0 = the fields come from elsewhere, too. */
export function headMarksOf(fields: readonly { readonly name: string }[]): number {
  let marks = 0;
  for (const { name } of fields) {
    const mark = MARKS.get(name);
    if (mark === undefined) return 0;
    marks |= mark;
  }
  return marks;
}

export class HeadTest extends ColumnTest {
  /** @param marks of the fields @param absent the verdict where a frame has none of them */
  constructor(private readonly of: ColumnTest, private readonly marks: number, private readonly absent: number, private readonly heads: SegmentHeads) {
    super(of.out);
  }

  fill(slots: Slots): void {
    const { first, from, to } = slots;
    const { marks, absent, of: { out: { bytes } } } = this;
    this.of.fill(slots);
    this.heads.between(first + from, first + to - 1, (frame, has) => {
      if ((has & (marks | HEAD_CUT)) === 0 && (has & HEADS_READ) !== 0 && bytes[frame - first] === LOOK) bytes[frame - first] = absent;
    });
  }
}
