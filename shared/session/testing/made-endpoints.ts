// For tests: two programs that speak TCP over a network that loses, delays and doubles segments, as somebody on the way sees them.
import { below, sackOption, type MadeSegment, type Random, type Side } from './made-conversations';

const [FIN, SYN, RST, PSH, ACK] = [1, 2, 4, 8, 16];
const MSS = 1000;

interface End {
  readonly side: Side;
  first: number;
  /** Next number to send, highest sent, first that the other side has not acknowledged. */
  next: number;
  highest: number;
  unacknowledged: number;
  /** Next number awaited, and what came beyond it. */
  awaited: number;
  beyond: [number, number][];
  /** Octets that the program has to send, and the number behind its FIN, 0 = still open. */
  toSend: number;
  duplicates: number;
  window: number;
  otherWindow: number;
  timer: number;
  scale: number;
  finished: boolean;
}

interface Event {
  at: number;
  readonly to: Side;
  /** null: the timer of `to`. */
  readonly segment: MadeSegment | null;
}

interface Net {
  readonly random: Random;
  readonly ends: readonly [End, End];
  readonly events: Event[];
  readonly seen: MadeSegment[];
  readonly loss: number;
  readonly reorder: number;
  readonly double: number;
  readonly delay: number;
  /** Where the capture is taken: 0 at the client … 1 at the server. */
  readonly place: number;
  readonly sack: boolean;
  time: number;
}

const isBefore = (a: number, b: number): boolean => ((a - b) | 0) < 0;
const add = (a: number, b: number): number => (a + b) >>> 0;

/** The conversation in the order in which it passes the place of the capture. */
export function endpointsTalk(random: Random, most: number): MadeSegment[] {
  const n = netOf(random);
  const [client, server] = n.ends;
  const tfo = random() < 0.05;
  send(n, client, client.first, SYN, tfo ? 100 : 0, [...scaleOption(client), ...(tfo ? [34, 6, 1, 2, 3, 4, 1, 1] : [])]);
  client.next = client.highest = add(client.first, 1 + (tfo ? 100 : 0));
  while (n.seen.length < most) {
    const event = soonest(n);
    if (event === undefined) break;
    n.time = event.at;
    if (event.segment === null) timeout(n, n.ends[event.to]);
    else receive(n, n.ends[event.to], event.segment);
    if (random() < 0.06) act(n, n.ends[random() < 0.5 ? 0 : 1]);
    if (server.finished && client.finished && client.unacknowledged === client.highest && server.unacknowledged === server.highest) break;
  }
  return n.seen.sort((a, b) => a.time - b.time);
}

function netOf(random: Random): Net {
  const scaled = random() < 0.5;
  const end = (side: Side): End => {
    const first = random() < 0.15 ? 2 ** 32 - 1 - below(random, 3000) : below(random, 2 ** 32);
    return { side, first, next: first, highest: first, unacknowledged: first, awaited: 0, beyond: [], toSend: below(random, 30_000), duplicates: 0, window: 5000, otherWindow: 1000, timer: 0, scale: scaled ? 1 + below(random, 7) : -1, finished: false };
  };
  const often = (most: number): number => (random() < 0.4 ? 0 : random() * most);
  return { random, ends: [end(0), end(1)], events: [], seen: [], loss: often(0.12), reorder: often(0.2), double: often(0.05), delay: 20 + below(random, random() < 0.5 ? 2000 : 60_000), place: [0, 0.5, 1, 0.001][below(random, 4)]!, sack: random() < 0.6, time: 1e6 + below(random, 1e8) };
}

function soonest(n: Net): Event | undefined {
  let least = 0;
  for (let i = 1; i < n.events.length; i++) if (n.events[i]!.at < n.events[least]!.at) least = i;
  return n.events.splice(least, 1)[0];
}

const scaleOption = (end: End): number[] => (end.scale >= 0 ? [3, 3, end.scale, 1] : []);

/** Sends a segment: the capture sees it if it is not lost before. */
function send(n: Net, end: End, sequence: number, flags: number, length: number, options: readonly number[] = []): void {
  const { random } = n;
  const window = (flags & SYN) !== 0 ? 5000 : Math.max(0, Math.min(65_535, end.scale > 0 ? end.window >> end.scale : end.window));
  const segment: MadeSegment = { time: n.time, side: end.side, sequence, acknowledgment: (flags & ACK) !== 0 ? end.awaited : 0, flags, length, window, options };
  const place = end.side === 0 ? n.place : 1 - n.place;
  for (let copies = random() < n.double ? 2 : 1; copies > 0; copies--) {
    const delay = n.delay * (0.9 + 0.2 * random()) * (random() < n.reorder ? 1 + 2 * random() : 1);
    const lostAt = random() < n.loss ? random() : 2;
    if (lostAt >= place) n.seen.push({ ...segment, time: Math.floor(n.time + delay * place) });
    if (lostAt > 1) n.events.push({ at: Math.floor(n.time + delay), to: (1 - end.side) as Side, segment });
  }
  if (length > 0 || (flags & (SYN | FIN)) !== 0) {
    if (end.timer === 0) n.events.push({ at: n.time + 4 * n.delay + 3000 + below(random, 2000), to: end.side, segment: null });
    end.timer = 1;
  }
}

function acknowledge(n: Net, end: End): void {
  send(n, end, end.next, ACK, 0, n.sack ? sackOption(end.beyond.slice(-3)) : []);
}

function receive(n: Net, end: End, s: MadeSegment): void {
  const space = (s.flags & (SYN | FIN)) !== 0 ? 1 : 0;
  if ((s.flags & RST) !== 0) {
    n.events.length = 0;
    return;
  }
  if ((s.flags & SYN) !== 0) {
    end.awaited = add(s.sequence, 1 + s.length);
    if (end.side === 1 && end.next === end.first) end.next = end.highest = add(end.first, 1);
    if (end.side === 1) send(n, end, end.first, SYN | ACK, 0, scaleOption(end));
  }
  end.otherWindow = s.window << ((s.flags & SYN) === 0 && end.scale > 0 ? n.ends[1 - end.side]!.scale : 0);
  if ((s.flags & ACK) !== 0) acknowledged(n, end, s);
  if ((s.flags & SYN) === 0 && s.length + space > 0) take(n, end, s.sequence, add(s.sequence, s.length + space));
  else if ((s.flags & (SYN | ACK)) === (SYN | ACK)) acknowledge(n, end);
  push(n, end);
}

function acknowledged(n: Net, end: End, s: MadeSegment): void {
  if (isBefore(end.unacknowledged, s.acknowledgment)) {
    end.unacknowledged = s.acknowledgment;
    end.duplicates = 0;
    if (isBefore(end.next, s.acknowledgment)) end.next = s.acknowledgment;
    return;
  }
  if (s.length > 0 || s.acknowledgment !== end.unacknowledged || end.unacknowledged === end.highest) return;
  if (++end.duplicates === 3) again(n, end);
}

/** Takes what came: acknowledges at once, or now and then a little later. */
function take(n: Net, end: End, from: number, to: number): void {
  if (isBefore(end.awaited, from)) {
    if (!end.beyond.some(([a, b]) => a === from && b === to)) end.beyond.push([from, to]);
    acknowledge(n, end);
    return;
  }
  const isNew = isBefore(end.awaited, to);
  if (isNew) end.awaited = to;
  for (let again = true; again; ) {
    const more = end.beyond.find(([a, b]) => !isBefore(end.awaited, a) && isBefore(end.awaited, b));
    again = more !== undefined;
    if (more !== undefined) end.awaited = more[1];
    end.beyond = end.beyond.filter(([, b]) => isBefore(end.awaited, b));
  }
  if (n.random() < 0.6 || !isNew) acknowledge(n, end);
}

function again(n: Net, end: End): void {
  const { first, unacknowledged, highest } = end;
  if (unacknowledged === first) send(n, end, first, end.side === 0 ? SYN : SYN | ACK, 0, scaleOption(end));
  else {
    const left = (highest - unacknowledged) >>> 0;
    const withFin = end.finished && left <= MSS;
    send(n, end, unacknowledged, ACK | (withFin ? FIN : 0) | (n.random() < 0.3 ? PSH : 0), withFin ? left - 1 : Math.min(MSS, left));
  }
}

function timeout(n: Net, end: End): void {
  end.timer = 0;
  if (end.unacknowledged !== end.highest) again(n, end);
  else if (n.random() < 0.3 && end.awaited !== 0) send(n, end, (end.next - 1) >>> 0, ACK, n.random() < 0.5 ? 1 : 0);
}

/** Sends what the window of the other side allows. */
function push(n: Net, end: End): void {
  if (end.awaited === 0 || end.unacknowledged === end.first || end.finished) return;
  for (let i = 0; i < 4 && end.toSend > 0; i++) {
    const room = end.otherWindow - ((end.next - end.unacknowledged) >>> 0);
    const length = Math.min(MSS, end.toSend, room);
    if (length <= 0) break;
    end.toSend -= length;
    send(n, end, end.next, ACK | (n.random() < 0.4 ? PSH : 0), length);
    end.next = add(end.next, length);
    if (isBefore(end.highest, end.next)) end.highest = end.next;
  }
  if (end.toSend === 0 && n.random() < 0.1) close(n, end);
}

function close(n: Net, end: End): void {
  send(n, end, end.next, FIN | ACK, 0);
  end.next = end.highest = add(end.next, 1);
  end.finished = true;
}

/** What the programs do of themselves. */
function act(n: Net, end: End): void {
  const { random } = n;
  const what = random();
  if (end.awaited === 0) return;
  if (what < 0.4) {
    end.window = what < 0.1 ? 0 : below(random, 40_000);
    acknowledge(n, end);
  } else if (what < 0.6) {
    end.toSend += below(random, 3000);
    push(n, end);
  } else if (what < 0.7 && end.otherWindow === 0) send(n, end, end.next, ACK, 1);
  else if (what < 0.74) send(n, end, end.next, RST | ACK, 0);
}
