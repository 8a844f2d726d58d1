// Statistics of the open capture, counted in slices between messages, and kept as long as they hold.
import type { ConversationKind } from '../../shared/ipc/statistics-calls';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { FrameSet } from '../../shared/session/frame-set';
import { FoundRows } from '../../shared/session/row-set';
import type { Session } from '../../shared/session/session';
import { ConversationList } from '../../shared/statistics/conversation-list';
import { conversationsCsv, endpointsCsv, expertCsv, hierarchyCsv, lengthsCsv } from '../../shared/statistics/csv';
import { ConversationSums } from '../../shared/statistics/conversation-sums';
import { EndpointList } from '../../shared/statistics/endpoint-list';
import { SegmentMarks } from '../../shared/statistics/segment-marks';
import { FrameLooks } from './frame-looks';
import { trafficOf } from '../../shared/statistics/traffic';
import { inSlices } from './in-slices';

type StatisticsCall = Extract<keyof EngineHandlers, `statistics.${string}`>;

/** @returns `countAhead`: the table of conversations is there when it is asked for; what goes wrong is told then */
export function statisticsHandlers(current: () => Session): { handlers: Pick<EngineHandlers, StatisticsCall>; countAhead: () => Promise<void> } {
  let counts: Counts | null = null;
  const countsOf = async (kind: ConversationKind): Promise<Counts> => {
    const session = current();
    if (counts?.isOf(session) !== true) counts = new Counts(session);
    const mine = counts;
    await mine.goOn(kind === 'eth');
    return mine;
  };
  let looks: FrameLooks | null = null;
  const looked = (): FrameLooks => {
    const session = current();
    if (looks?.isOf(session) !== true) looks = new FrameLooks(session);
    return looks;
  };
  const handlers: Pick<EngineHandlers, StatisticsCall> = {
    'statistics.conversations': async ({ kind, sort, descending, first, count }) => {
      const { list, hasAddresses } = await countsOf(kind);
      return { ...list.page(kind, sort, descending, first, count), counts: list.counts(hasAddresses) };
    },
    'statistics.endpoints': async ({ kind, sort, descending, first, count }) => {
      const { list, endpoints, hasAddresses } = await countsOf(kind);
      return { ...endpoints.page(kind, sort, descending, first, count), counts: { ...list.counts(hasAddresses), ...endpoints.counts(hasAddresses) } };
    },
    'statistics.conversationsCsv': async ({ kind, sort, descending }) => ({ text: conversationsCsv((await countsOf(kind)).list.rows(kind, sort, descending)) }),
    'statistics.endpointsCsv': async ({ kind, sort, descending }) => ({ text: endpointsCsv((await countsOf(kind)).endpoints.rows(kind, sort, descending)) }),
    'statistics.hierarchy': () => looked().hierarchy(),
    'statistics.expert': () => looked().expert(),
    'statistics.lengths': () => looked().lengths(),
    'statistics.frameTableCsv': async ({ table }) => ({ text: await csvOf(table, looked) }),
    'statistics.traffic': async ({ parts, stretch }) => {
      const session = current();
      await inSlices(() => {
        const { tcpAnalysis, count } = session.store;
        tcpAnalysis.advance(tcpAnalysis.done + 50_000);
        return tcpAnalysis.done < count;
      });
      return trafficOf(session.store, parts, stretch ?? null);
    },
  };
  const countAhead = async (): Promise<void> => {
    await countsOf('tcp').then(({ list, hasAddresses }) => list.counts(hasAddresses)).catch(() => null);
  };
  return { handlers, countAhead };
}

/** Asks until all frames were looked at. */
async function whole<T extends { readonly examined: number; readonly total: number }>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer.examined >= answer.total) return answer;
  }
}

async function csvOf(table: 'hierarchy' | 'expert' | 'lengths', looked: () => FrameLooks): Promise<string> {
  if (table === 'hierarchy') return hierarchyCsv((await whole(() => looked().hierarchy())).rows);
  if (table === 'expert') return expertCsv((await whole(() => looked().expert())).rows);
  return lengthsCsv((await whole(() => looked().lengths())).rows);
}

/** Of the frames that are displayed now. Those of all frames grow with the capture. */
class Counts {
  private readonly rows: Session['displayed'];
  private readonly rowCount: number;
  private readonly sums: ConversationSums;
  private readonly marks: SegmentMarks;
  private made: { readonly frames: number; readonly addresses: boolean; readonly list: ConversationList; readonly endpoints: EndpointList } | null = null;
  hasAddresses = false;

  constructor(private readonly session: Session) {
    this.rows = session.displayed;
    this.rowCount = session.displayed.count;
    const frames = this.rows instanceof FoundRows ? FrameSet.from(this.rows.found) : null;
    this.sums = new ConversationSums(session, frames, false);
    this.marks = new SegmentMarks(session, frames);
  }

  /** Do they still hold, or can they be brought up to date? */
  isOf(session: Session): boolean {
    return session === this.session && session.displayed === this.rows && (!(this.rows instanceof FoundRows) || session.displayed.count === this.rowCount);
  }

  async goOn(withAddresses: boolean): Promise<void> {
    if (withAddresses) {
      this.sums.wantAddresses();
      this.hasAddresses = true;
    }
    await inSlices(() => this.sums.step());
    await inSlices(() => this.marks.step());
  }

  get list(): ConversationList {
    return this.tables.list;
  }
  get endpoints(): EndpointList {
    return this.tables.endpoints;
  }

  private get tables(): NonNullable<Counts['made']> {
    const { done } = this.sums;
    if (this.made?.frames !== done || this.made.addresses !== this.hasAddresses) {
      const list = new ConversationList(this.session, this.sums, this.marks);
      this.made = { frames: done, addresses: this.hasAddresses, list, endpoints: new EndpointList(list) };
    }
    return this.made;
  }
}
