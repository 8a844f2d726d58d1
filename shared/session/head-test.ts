// Tests on fields that come from the heads of HTTP messages, or from some records of TLS: frames that have no such line or record need not be looked at.
import { NO_TIME } from '../capture-file/frame-batch';
import type { Field } from '../dissect/field';
import { HAS_CONTROL_RECORD, HAS_REQUEST, HAS_RESPONSE, HEAD_CUT, HEADS_READ, initialMark, NO_ONE_STATUS } from '../dissect/head-marks';
import { timeBetween } from '../frame/time';
import { ColumnTest, type Ask, type Slots } from './column-tests';
import { seenValue } from './column-values';
import { asksValueByValue } from './conversation-verdicts';
import type { Test } from './filter-operands';
import type { FrameStore } from './frame-store';
import { LOOK, NO, YES } from './protocol-presence';
import { isOfControlRecord } from './record-test';
import type { SegmentHeads } from './segment-heads';
import type { VerdictWords } from './verdict-words';

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
    const mark = isOfControlRecord({ name }) ? HAS_CONTROL_RECORD : MARKS.get(name);
    if (mark === undefined) return 0;
    marks |= mark;
  }
  return marks;
}

/** The value in a frame with one response, undefined = it has none. */
type ResponseValue = (status: number, frame: number, store: FrameStore) => unknown;

const INTERIM = 100;

/** The request's frame, and none of an interim answer. */
const requestOf: ResponseValue = (status, frame, store) => (status === INTERIM ? undefined : store.peerOf(frame) || undefined);

function timeOf(status: number, frame: number, store: FrameStore): unknown {
  const request = requestOf(status, frame, store) as number | undefined;
  if (request === undefined || store.nanos(request) === NO_TIME || store.nanos(frame) === NO_TIME) return undefined;
  return timeBetween({ seconds: store.seconds(request), nanos: store.nanos(request) }, { seconds: store.seconds(frame), nanos: store.nanos(frame) });
}

const RESPONSE_VALUES: Readonly<Record<string, ResponseValue>> = { 'http.response': () => true, 'http.response.code': (status) => status, 'http.request_in': requestOf, 'http.time': timeOf };

/** Says of a frame with this response alone whether the test is true; null: the test is about something else. */
type OfResponse = ((status: number, frame: number) => number) | null;

export function responseTestOf(test: Test, fields: readonly Field[], store: FrameStore, ask: Ask): OfResponse {
  const [field] = fields;
  const valueOf = field && fields.length === 1 && asksValueByValue(test) ? RESPONSE_VALUES[field.name] : undefined;
  if (field === undefined || valueOf === undefined) return null;
  return (status, frame) => {
    const value = valueOf(status, frame, store);
    return ask(value === undefined ? [] : [seenValue(field, value)]) ? YES : NO;
  };
}

export class HeadTest extends ColumnTest {
  /** @param marks of the fields @param absent the verdict where a frame has none of them @param ofResponse null: the frame must be looked at where it has the marks */
  constructor(private readonly of: ColumnTest, private readonly marks: number, private readonly absent: number, private readonly ofResponse: OfResponse, private readonly heads: SegmentHeads) {
    super(of.out);
  }

  fill(slots: Slots, among: VerdictWords | null): void {
    const { first, from, to } = slots;
    const { marks, absent, ofResponse, of: { out: { bytes } } } = this;
    this.of.fill(slots, among);
    this.heads.between(first + from, first + to - 1, (frame, has, status) => {
      if ((has & HEAD_CUT) !== 0 || (has & HEADS_READ) === 0 || bytes[frame - first] !== LOOK) return;
      if ((has & marks) === 0) bytes[frame - first] = absent;
      else if (ofResponse !== null && (has & HAS_REQUEST) === 0 && status !== 0 && status !== NO_ONE_STATUS) bytes[frame - first] = ofResponse(status, frame);
    });
  }
}
