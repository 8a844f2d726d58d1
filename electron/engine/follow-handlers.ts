// Following streams: what the engine answers, in slices between messages.
import { followedText, type FollowedText } from './followed-text';
import { writeWhole } from '../capture/write-whole';
import type { ArgsOf } from '../../shared/ipc/contract';
import type { StreamHits, StreamName } from '../../shared/ipc/follow-calls';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import type { Session } from '../../shared/session/session';
import { clientOf, streamFacts } from '../../shared/session/stream-facts';
import { TCP, UDP } from '../../shared/stream/streams';
import { inSlices } from './in-slices';
import { octetSearch } from './octet-search';

/** How long a call for lines may work before it answers with what it has. */
const ANSWER_MS = 25;
/** Streams that are kept ready, those asked for last. */
const KEPT = 3;
const CHUNK_BYTES = 262_144;

type FollowCall = Extract<keyof EngineHandlers, `follow.${string}`>;
type RowsArgs = ArgsOf<'follow.rows'>;

const TRANSPORTS = { tcp: TCP, udp: UDP } as const;

/** The streams of one capture that were asked for last. */
class FollowedStreams {
  private readonly texts = new Map<number, FollowedText>();

  constructor(readonly session: Session) {}

  /** null = there is no such stream. */
  of({ transport, number }: StreamName): FollowedText | null {
    const stream = this.session.store.streams.withNumber(TRANSPORTS[transport], number);
    if (stream < 0) return null;
    const known = this.texts.get(stream) ?? followedText(this.session, stream);
    this.texts.delete(stream);
    this.texts.set(stream, known);
    if (this.texts.size > KEPT) this.texts.delete(this.texts.keys().next().value!);
    return known;
  }
}

export function followHandlers(current: () => Session): Pick<EngineHandlers, FollowCall> {
  let streams: FollowedStreams | null = null;
  let searching = {};
  const textOf = (name: StreamName): FollowedText | null => {
    const session = current();
    if (streams?.session !== session) streams = new FollowedStreams(session);
    return streams.of(name);
  };
  return {
    'follow.of': ({ number }) => streamOf(current(), number),
    'follow.facts': async ({ stream }) => {
      const text = textOf(stream);
      if (text === null) return null;
      await inSlices(() => text.follow.step());
      return streamFacts(current(), text.follow);
    },
    'follow.rows': ({ stream, look, first, count }) => rowsOf(textOf(stream), { stream, look, first, count }),
    'follow.rowOfFrame': async ({ stream, look, number }) => {
      const text = textOf(stream);
      if (text === null) return { row: -1 };
      const layout = text.layout(look);
      await inSlices(() => text.step(look) || layout.step(32));
      return { row: text.rowOfFrame(look, number) };
    },
    'follow.search': async ({ stream, look, ...query }) => {
      const mine = (searching = {});
      const text = textOf(stream);
      const none: StreamHits = { count: 0, isMore: false, isReplaced: false };
      if (text === null) return none;
      const search = text.search(look, query.text === '' ? null : octetSearch({ ...query, charset: look.charset }));
      if (search === null) return none;
      const layout = text.layout(look);
      await inSlices(() => searching === mine && (text.step(look) || layout.step(32) || search.step(32)));
      return { count: search.count, isMore: search.isMore, isReplaced: searching !== mine };
    },
    'follow.hit': ({ stream, look, index }) => ({ row: textOf(stream)?.showHit(look, index) ?? -1 }),
    'follow.save': async ({ stream, said, side, path }) => {
      const text = textOf(stream);
      const size = await writeWhole(path, text === null ? nothing() : octetsOf(current(), text, said, side));
      return { path, size };
    },
    'follow.close': () => {
      streams = null;
      searching = {};
      return null;
    },
  };
}

function rowsOf(text: FollowedText | null, { look, first, count }: RowsArgs): ReturnType<Pick<EngineHandlers, 'follow.rows'>['follow.rows']> {
  if (text === null) return { first, rows: [], total: 0, isComplete: true, hits: 0 };
  const layout = text.layout(look);
  const search = text.searchOf(look);
  const until = performance.now() + ANSWER_MS;
  let isMore = true;
  while (isMore && performance.now() < until) isMore = text.step(look) || layout.step(32) || (search?.step(32) ?? false);
  return { first, rows: text.rows(look).rows(first, count, search), total: layout.rows, isComplete: !isMore, hits: search?.count ?? 0 };
}

function streamOf({ store }: Session, frame: number): StreamName | null {
  const stream = frame <= store.count ? store.stream(frame) >> 1 : -1;
  if (stream < 0) return null;
  const transport = store.streams.transport(stream);
  if (transport !== TCP && transport !== UDP) return null;
  return { transport: transport === TCP ? 'tcp' : 'udp', number: store.streams.number(stream) };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An empty file.
}

/** What a side said, or both in the order in which it was said: as it is followed. */
async function* octetsOf(session: Session, text: FollowedText, said: ArgsOf<'follow.save'>['said'], side: ArgsOf<'follow.save'>['side']): AsyncGenerator<Uint8Array> {
  const source = text.sourceOf(said === undefined ? {} : { said });
  await inSlices(() => source.step());
  const client = clientOf(session, text.follow);
  const { runs } = source;
  let chunk: Uint8Array[] = [];
  let octets = 0;
  for (let run = 0; run < runs.count; run++) {
    const isServer = (runs.direction(run) ^ client) === 1;
    if (side !== 'both' && (side === 'server') !== isServer) continue;
    chunk.push(source.octets(run).slice());
    octets += runs.length(run);
    if (octets < CHUNK_BYTES) continue;
    yield Buffer.concat(chunk);
    [chunk, octets] = [[], 0];
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (octets > 0) yield Buffer.concat(chunk);
}
