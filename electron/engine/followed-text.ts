// A followed stream as the window looks at it: its layouts, and what is looked for in it.
import type { FollowedOctets, StreamLook } from '../../shared/session/stream-layout';
import { FollowedHttp } from '../../shared/session/followed-http';
import { FollowedStream } from '../../shared/session/followed-stream';
import type { Charset } from '../../shared/session/row-cutter';
import type { Session } from '../../shared/session/session';
import { clientOf } from '../../shared/session/stream-facts';
import { StreamLayout } from '../../shared/session/stream-layout';
import { StreamRows } from '../../shared/session/stream-rows';
import { StreamSearch, type OctetSearch } from '../../shared/session/stream-search';
import type { Decode } from '../../shared/session/stream-text';
import { unpackBody } from '../capture/unpack-body';

/** Layouts that are kept: a look back at another form or side is quick. */
const KEPT = 4;
/** Nobody spoke for so long: a line says so. Nanoseconds. */
const SILENT = 500_000_000;

type SteppedOctets = FollowedOctets & { step(): boolean };

export interface FollowedText {
  readonly follow: FollowedStream;
  /** What a look shows: the octets, or the messages of HTTP. */
  sourceOf(look: Pick<StreamLook, 'said'>): SteppedOctets;
  /** Goes on with what the look shows. False: all frames that there are were looked at. */
  step(look: StreamLook): boolean;
  layout(look: StreamLook): StreamLayout;
  rows(look: StreamLook): StreamRows;
  /** Looks for something else from now on; null = for nothing. */
  search(look: StreamLook, what: OctetSearch | null): StreamSearch | null;
  /** What is looked for, as far as lines of this look were looked through. */
  searchOf(look: StreamLook): StreamSearch | null;
  /** The line of a find, which is shown apart from now on; -1 = there is no such. */
  showHit(look: StreamLook, index: number): number;
  /** The line in which the octets of a frame begin, -1 = it has none. */
  rowOfFrame(look: StreamLook, frame: number): number;
}

interface Looked {
  readonly layout: StreamLayout;
  readonly rows: StreamRows;
}

const DECODERS = new Map<Charset, InstanceType<typeof TextDecoder>>();

const decode: Decode = (octets, charset) => {
  if (charset === 'ascii') return Array.from(octets, (octet) => (octet < 0x80 ? String.fromCharCode(octet) : '\ufffd')).join('');
  if (charset === 'latin1') return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1');
  const decoder = DECODERS.get(charset) ?? new TextDecoder(charset, { ignoreBOM: true });
  DECODERS.set(charset, decoder);
  return decoder.decode(octets);
};

export function followedText(session: Session, stream: number): FollowedText {
  const follow = new FollowedStream(session, stream);
  const http = new FollowedHttp(session, follow, unpackBody);
  const sourceOf = ({ said }: Pick<StreamLook, 'said'>): SteppedOctets => (said === 'http' ? http : follow);
  const looks = new Map<string, Looked>();
  let search: { readonly key: string; readonly search: StreamSearch } | null = null;
  const looked = (look: StreamLook): Looked => {
    const key = JSON.stringify(look);
    let known = looks.get(key);
    if (known === undefined) {
      // Who the client is must be known before lines are.
      if (follow.firstDirection < 0) follow.step();
      const source = sourceOf(look);
      const isSilent = (run: number, before: number): boolean => session.store.between(source.runs.frame(before), source.runs.frame(run)) >= SILENT;
      const layout = new StreamLayout(source, look, clientOf(session, follow), isSilent);
      known = { layout, rows: new StreamRows(session, layout, decode) };
    }
    looks.delete(key);
    looks.set(key, known);
    if (looks.size > KEPT) looks.delete(looks.keys().next().value!);
    return known;
  };
  const searchOf = (look: StreamLook): StreamSearch | null => (search?.key === JSON.stringify(look) ? search.search : null);
  return {
    follow,
    sourceOf,
    step: (look) => sourceOf(look).step(),
    layout: (look) => looked(look).layout,
    rows: (look) => looked(look).rows,
    searchOf,
    search(look, what) {
      search = what === null ? null : { key: JSON.stringify(look), search: new StreamSearch(looked(look).layout, what, (octets) => Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1')) };
      return search?.search ?? null;
    },
    showHit(look, index) {
      const found = searchOf(look);
      if (found === null || index >= found.count) return -1;
      found.shown = index;
      const { at, octet } = found.placeOf(index);
      return looked(look).rows.rowOfOctet(at, octet);
    },
    rowOfFrame(look, frame) {
      const { layout } = looked(look);
      const { runs } = layout.follow;
      for (let at = 0; at < layout.count; at++) if (runs.frame(layout.run(at)) === frame && !runs.isGap(layout.run(at))) return layout.rowsBefore(at);
      return -1;
    },
  };
}
