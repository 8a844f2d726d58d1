// Sequence diagrams: of one TCP stream, kept while its rows are asked for, and the flow graph of the displayed frames, made in slices.
import type { ArgsOf, ResultOf, ViewOptions } from '../../shared/ipc/contract';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import type { FlowRow, SequenceFacts, ShownSequenceRow } from '../../shared/ipc/sequence-calls';
import { problem, ProblemError } from '../../shared/problem';
import { endpointText } from '../../shared/session/conversation-ends';
import { FlowGraph } from '../../shared/session/flow-graph';
import { planColumns } from '../../shared/session/frame-view';
import type { Session } from '../../shared/session/session';
import { segmentsOfStream, sidesOfStream } from '../../shared/session/stream-frames';
import { Sequence } from '../../shared/stream/sequence';
import { findingNames, isOnlyWarning, labelText, segmentLabel } from '../../shared/stream/sequence-label';
import { zoneMinutes } from './zone';

const SLICE_MS = 12;
type SequenceCall = Extract<keyof EngineHandlers, `sequence.${string}`>;

/** The stream whose diagram is open; `last`: its last frame then. */
interface OpenSequence {
  readonly stream: number;
  readonly last: number;
  readonly isFinished: boolean;
  readonly sequence: Sequence;
}

export function sequenceHandlers(current: () => Session): Pick<EngineHandlers, SequenceCall> {
  // Of a capture that is closed nothing stays.
  const open = new WeakMap<Session, OpenSequence>();
  const graphs = new WeakMap<Session, FlowGraph>();
  const sequenceOf = (stream: number): Sequence => {
    const session = current();
    if (stream >= session.store.streamCount || !session.store.isTcp(stream)) throw new ProblemError(problem('NL-CALL-01', `There is no TCP stream ${stream}.`, {}));
    const last = session.store.streams.lastFrame(stream);
    const known = open.get(session);
    if (known?.stream === stream && known.last === last && known.isFinished === session.isFinished) return known.sequence;
    const sequence = new Sequence(segmentsOfStream(session.store, stream), sidesOfStream(session.store, stream));
    open.set(session, { stream, last, isFinished: session.isFinished, sequence });
    return sequence;
  };
  return {
    'sequence.open': ({ frame }) => {
      const { store } = current();
      const flow = frame <= store.count ? store.flow(frame) : -1;
      return flow < 0 ? null : factsOf(current(), flow >> 1, sequenceOf(flow >> 1));
    },
    'sequence.rows': ({ stream, first, count, view }) => ({ first, rows: shownRows(current(), sequenceOf(stream), first, count, view) }),
    'sequence.find': ({ stream, ...wanted }) => ({ row: findRow(sequenceOf(stream), wanted) }),
    'sequence.graph': async () => {
      const session = current();
      const flow = await graphOf(session);
      graphs.set(session, flow);
      return flowFacts(session, flow);
    },
    'sequence.graphRows': ({ first, count, view }) => {
      const flow = graphs.get(current());
      return { first, rows: flow ? flowRows(current(), flow, first, count, view) : [] };
    },
  };
}

function timeDigitsOf({ reader }: Session): number {
  return reader.scanner.interfaces.reduce((most, { timeDigits }) => Math.max(most, timeDigits), 0);
}

function factsOf(session: Session, stream: number, { times, frames, boxes, close, before }: Sequence): SequenceFacts {
  const { store, conversations } = session;
  const conversation = store.streams.conversation(stream);
  const client = store.streams.client(stream);
  return {
    stream, number: store.streams.number(stream), ends: [endpointText(conversations, conversation, client), endpointText(conversations, conversation, 1 - client)],
    shifts: sidesOfStream(store, stream).shifts, times, frames: frames.map(({ frame }) => frame), timeDigits: timeDigitsOf(session), firsts: boxes.map(({ first }) => first), afterGap: boxes.flatMap(({ afterGap }, i) => (afterGap ? [i] : [])), close, before,
  };
}

/** Info of segments with data tells what is in them. */
function shownRows(session: Session, sequence: Sequence, first: number, count: number, view: ViewOptions): ShownSequenceRow[] {
  const texts = columnTexts(session, ['protocol', 'info'], view);
  return sequence.rows(first, count, view.relativeSequence).map((row, i) => {
    const [protocol, info = ''] = row.length === 0 ? [] : texts(row.frame);
    return { ...row, box: sequence.boxOf(first + i), info: protocol === undefined || protocol === 'TCP' ? '' : info, label: segmentLabel(row), problems: findingNames(row.findings), isOnlyWarning: isOnlyWarning(row.findings) };
  });
}

function columnTexts(session: Session, columns: readonly string[], view: ViewOptions): (frame: number) => string[] {
  const plan = planColumns(session.registry, columns);
  const time = { format: view.time, digits: view.timeDigits, zoneMinutes };
  return (frame) => session.view.cells(frame, session.frame(frame), plan, time, { ...view, names: null });
}

function findRow(sequence: Sequence, { text, from, step, view }: Omit<ArgsOf<'sequence.find'>, 'stream'>): number {
  const wanted = text.toLowerCase();
  const count = sequence.frames.length;
  for (let i = 1; i <= count; i++) {
    const at = (((from + i * step) % count) + count) % count;
    const row = sequence.row(at, view.relativeSequence);
    if (`${row.frame} ${labelText(row)} ${row.names.join(' ')} ${row.client} ${row.server}`.toLowerCase().includes(wanted)) return at;
  }
  return -1;
}

async function graphOf(session: Session): Promise<FlowGraph> {
  const flow = new FlowGraph(session);
  const { displayed } = session;
  for (let at = 0; at < displayed.count && session.displayed === displayed; ) {
    const until = performance.now() + SLICE_MS;
    while (at < displayed.count && performance.now() < until) flow.add(displayed.numberAt(at++));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return flow;
}

function flowFacts(session: Session, flow: FlowGraph): ResultOf<'sequence.graph'> {
  const frames = Array.from({ length: flow.count }, (_, i) => flow.row(i).frame);
  const times = frames.map((frame) => session.store.between(frames[0]!, frame));
  return { nodes: flow.nodes, times, frames, timeDigits: timeDigitsOf(session), left: flow.left };
}

function flowRows(session: Session, flow: FlowGraph, first: number, count: number, view: ViewOptions): FlowRow[] {
  const { store, conversations } = session;
  const texts = columnTexts(session, ['protocol', 'info'], view);
  return Array.from({ length: Math.max(0, Math.min(count, flow.count - first)) }, (_, i) => {
    const { frame, from, to } = flow.row(first + i);
    const stream = store.stream(frame);
    const conversation = stream < 0 ? -1 : store.streams.conversation(stream >> 1);
    const ports = conversation < 0 || conversations.transportOf(conversation) === 0 ? 0 : conversations.portsFrom(conversation, stream & 1);
    const [protocol = '', info = ''] = texts(frame);
    return { frame, time: store.between(flow.row(0).frame, frame), from, to, fromPort: ports >>> 16, toPort: ports & 0xffff, protocol, info };
  });
}
