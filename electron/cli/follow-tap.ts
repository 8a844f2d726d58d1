// `-z follow,tcp,ascii,0`: what both ends of a stream said, as tshark prints it.
import { unpackBody } from '../capture/unpack-body';
import { FollowedStream } from '../../shared/session/followed-stream';
import { ipv4Number, ipv6Bytes } from '../../shared/frame/address';
import { httpParts } from '../../shared/session/http-parts';
import type { Session } from '../../shared/session/session';
import { missingText } from '../../shared/stream/missing-octets';
import { TCP, UDP } from '../../shared/stream/streams';
import { FOLLOW_FORMS, printedYaml, yamlPeers, type FollowForm, type SaidPiece } from './follow-forms';
import { UsageError } from './options';
import type { Output } from './output';
import type { TapSpec } from './taps';

const KINDS: Readonly<Record<string, number>> = { tcp: TCP, udp: UDP, http: TCP, tls: TCP };
const LINE = '='.repeat(67);

const nameOf = (transport: number): string => (transport === TCP ? 'tcp' : 'udp');

/** Which streams are asked for, and the display filter that says the same. */
interface Wanted {
  readonly filter: string;
  streamsOf(session: Session): number[];
}

interface End {
  readonly address: number | Uint8Array;
  readonly text: string;
  readonly port: number;
}

export const followTap: TapSpec = {
  name: 'follow', argument: ',tcp|udp|http|tls,ascii|ebcdic|hex|raw|utf-8|yaml,N[,FROM-TO]', help: 'what both ends of a stream said; instead of N: ADDR:PORT,ADDR:PORT',
  make(args) {
    const [kind = '', form = '', ...rest] = args;
    const transport = KINDS[kind];
    if (transport === undefined) throw new UsageError(`-z follow,${kind}: tcp, udp, http and tls can be followed`);
    if (!isForm(form)) throw new UsageError(`-z follow,${kind},${form}: one of ${Object.keys(FOLLOW_FORMS).join(' ')}`);
    const isNumber = /^\d+$/u.test(rest[0] ?? '');
    const wanted = isNumber ? byNumber(transport, Number(rest[0])) : byEnds(transport, rest[0], rest[1]);
    const [from, to] = rangeOf(rest[isNumber ? 1 : 2]);
    return ({ session, frames }, out) => {
      // Nothing is decrypted: of TLS nobody said a word, as in tshark without keys.
      const streams = (kind === 'tls' ? [] : wanted.streamsOf(session)).map((stream) => new FollowedStream(session, stream, 'first pass'));
      for (const stream of streams) while (stream.step());
      const all = kind === 'http' ? httpPieces(session, streams, frames) : piecesOf(streams, frames);
      const pieces = all.slice(from - 1, to);
      const first = kind !== 'http' ? (streams[0]?.firstDirection ?? -1) : all.length === 0 ? -1 : session.store.stream(all[0]!.frame) & 1;
      const ends = endsOf(session, streams[0], first);
      if (form === 'yaml') printYaml(session, ends, pieces, out);
      else printText(`${kind},${form}`, wanted.filter, ends, pieces, FOLLOW_FORMS[form], out);
    };
  },
};

function isForm(form: string): form is keyof typeof FOLLOW_FORMS | 'yaml' {
  return form === 'yaml' || Object.hasOwn(FOLLOW_FORMS, form);
}

function byNumber(transport: number, number: number): Wanted {
  const kind = nameOf(transport);
  return {
    filter: `${kind}.stream eq ${number}`,
    streamsOf: ({ store }) => [store.streams.withNumber(transport, number)].filter((stream) => stream >= 0),
  };
}

function byEnds(transport: number, first: string | undefined, second: string | undefined): Wanted {
  const kind = nameOf(transport);
  const [a, b] = [endOf(first), endOf(second)];
  const family = typeof a.address === 'number' ? 'ip' : 'ipv6';
  if (typeof a.address !== typeof b.address) throw new UsageError('-z follow: both addresses must be IPv4, or both IPv6');
  const oneWay = (from: End, to: End): string => `((${family}.src eq ${from.text} and ${kind}.srcport eq ${from.port}) and (${family}.dst eq ${to.text} and ${kind}.dstport eq ${to.port}))`;
  return {
    filter: `${oneWay(a, b)} or ${oneWay(b, a)}`,
    streamsOf: (session) => {
      const { store, conversations } = session;
      return Array.from({ length: store.streams.count }, (_, stream) => stream).filter((stream) => {
        if (store.streams.transport(stream) !== transport) return false;
        const [x, y] = conversations.endpointsOf(store.streams.conversation(stream)).ends;
        return (isEnd(a, x) && isEnd(b, y)) || (isEnd(a, y) && isEnd(b, x));
      });
    },
  };
}

function isEnd(wanted: End, { address, port }: { readonly address: number | Uint8Array; readonly port: number }): boolean {
  return port === wanted.port && String(address) === String(wanted.address);
}

/** `192.0.2.1:80` or `[2001:db8::1]:80` */
function endOf(text = ''): End {
  const [, six, four, port] = /^(?:\[([^\]]+)\]|([\d.]+)):(\d{1,5})$/u.exec(text) ?? [];
  const address = six === undefined ? ipv4Number(four ?? '') : ipv6Bytes(six);
  if (address === null || address === -1 || Number(port) > 0xffff) throw new UsageError(`-z follow: ${text === '' ? 'which stream? N, or ADDR:PORT,ADDR:PORT' : `${text} is neither a number nor ADDR:PORT`}`);
  return { address, text: six ?? four!, port: Number(port) };
}

/** Numbers of the first and last piece, from 1 on. */
function rangeOf(text: string | undefined): [number, number] {
  if (text === undefined) return [1, Number.POSITIVE_INFINITY];
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/u.exec(text) ?? [];
  const range: [number, number] = [Number(from), Number(to)];
  if (!(range[0] >= 1 && range[1] >= range[0])) throw new UsageError(`-z follow: ${text} is no range of pieces (FROM-TO, from 1 on)`);
  return range;
}

function piecesOf(streams: readonly FollowedStream[], frames: number): SaidPiece[] {
  const pieces: SaidPiece[] = [];
  const said: [number, number] = [0, 0];
  for (const stream of streams) {
    const { runs, firstDirection } = stream;
    for (let run = 0; run < runs.count; run++) {
      if (runs.frame(run) > frames) continue;
      const side = (runs.direction(run) ^ firstDirection) as 0 | 1;
      const [frame, isGap] = [runs.frame(run), runs.isGap(run)];
      const missing = missingText(runs.length(run));
      const length = isGap ? missing.length : runs.length(run);
      pieces.push({ frame, isGap, side, length, offset: said[side], octets: () => (isGap ? Buffer.from(missing, 'latin1') : stream.octets(run)) });
      said[side] += length;
    }
  }
  return pieces;
}

/** Heads and bodies of HTTP messages, each where the frame stands that completes it; bodies without chunks and compression. */
function httpPieces(session: Session, streams: readonly FollowedStream[], frames: number): SaidPiece[] {
  const pieces: SaidPiece[] = [];
  const said: [number, number] = [0, 0];
  const http = session.registry.indexOf('http');
  let first = 0;
  for (const stream of streams) {
    for (let i = 0; i < stream.frameCount; i++) {
      const frame = stream.frameAt(i);
      if (frame > frames || !session.paths.stepsOf(session.store.path(frame))?.includes(http)) continue;
      const direction = session.store.stream(frame) & 1;
      for (const { octets } of httpParts(session, frame, unpackBody)) {
        if (pieces.length === 0) first = direction;
        const side = (direction ^ first) as 0 | 1;
        pieces.push({ frame, isGap: false, side, length: octets.length, offset: said[side], octets: () => octets });
        said[side] += octets.length;
      }
    }
  }
  return pieces;
}

const NO_ENDS: readonly { host: string; port: number }[] = [{ host: '', port: 0 }, { host: '', port: 0 }];

/** The end that spoke first, and the other. */
function endsOf(session: Session, stream: FollowedStream | undefined, first: number): readonly { host: string; port: number }[] {
  if (stream === undefined || first < 0) return NO_ENDS;
  const { store, conversations } = session;
  const ends = conversations.endpointTexts(store.streams.conversation(stream.stream));
  return first === 0 ? ends : ends.toReversed();
}

function printText(what: string, filter: string, ends: readonly { host: string; port: number }[], pieces: readonly SaidPiece[], form: FollowForm, out: Output): void {
  const nodes = ends.map(({ host, port }, i) => `Node ${i}: ${host.includes(':') ? `[${host}]` : host}:${port}\n`);
  out.write(`\n${LINE}\nFollow: ${what}\nFilter: ${filter}\n${nodes.join('')}`);
  for (const { side, offset, octets } of pieces) out.write(form(octets(), side, offset));
  out.write(`${LINE}\n`);
}

function printYaml({ store }: Session, ends: readonly { host: string; port: number }[], pieces: readonly SaidPiece[], out: Output): void {
  out.write(yamlPeers(ends));
  for (const piece of pieces) {
    // tshark gives no time for what is missing.
    const time = piece.isGap ? { seconds: 0, nanos: 0 } : { seconds: store.seconds(piece.frame), nanos: Math.max(0, store.nanos(piece.frame)) };
    out.write(printedYaml(piece, time));
  }
}
