// Tables as comma-separated values (RFC 4180).
import type { ConversationRow, EndpointRow, ExpertRow, HierarchyRow, LengthRow } from '../ipc/statistics-calls';

/** A spreadsheet takes what begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const known = (value: number): number | string => (value < 0 ? '' : value);
const rate = (bytes: number, seconds: number): number | string => (seconds > 0 ? Math.round((8 * bytes) / seconds) : '');

export function conversationsCsv(rows: readonly ConversationRow[]): string {
  const head = [
    'kind', 'stream', 'client', 'client port', 'server', 'server port', 'protocol', 'packets', 'bytes', 'packets from client', 'bytes from client', 'packets from server', 'bytes from server',
    'start s', 'duration s', 'bits/s from client', 'bits/s from server', 'sent again', 'RTT s', 'client flags', 'server flags', 'close',
  ];
  return csvText([
    head,
    ...rows.map((r) => [
      r.kind, known(r.stream), r.ends[0], known(r.ports[0]), r.ends[1], known(r.ports[1]), r.protocol, r.packets[0] + r.packets[1], r.bytes[0] + r.bytes[1], r.packets[0], r.bytes[0], r.packets[1], r.bytes[1],
      r.start, r.duration, rate(r.bytes[0], r.duration), rate(r.bytes[1], r.duration), known(r.again), known(r.rtt), flagsHex(r.flags[0]), flagsHex(r.flags[1]), r.close,
    ]),
  ]);
}

const flagsHex = (flags: number): string => (flags === 0 ? '' : `0x${flags.toString(16).padStart(3, '0')}`);

export function endpointsCsv(rows: readonly EndpointRow[]): string {
  const head = ['address', 'port', 'packets', 'bytes', 'sent packets', 'sent bytes', 'received packets', 'received bytes'];
  return csvText([
    head,
    ...rows.map(({ address, port, sent, received }) => [address, known(port), sent.packets + received.packets, sent.bytes + received.bytes, sent.packets, sent.bytes, received.packets, received.bytes]),
  ]);
}

/** `path`: the protocols on the way, outermost first, as `frame.protocols` joins them. */
export function hierarchyCsv(rows: readonly HierarchyRow[]): string {
  const way: string[] = [];
  return csvText([
    ['path', 'protocol', 'name', 'depth', 'packets', 'bytes', 'end packets', 'end bytes'],
    ...rows.map(({ depth, protocol, label, frames, bytes, endFrames, endBytes }) => {
      way.length = depth;
      way.push(protocol);
      return [way.join(':'), protocol, label, depth, frames, bytes, endFrames, endBytes];
    }),
  ]);
}

export function expertCsv(rows: readonly ExpertRow[]): string {
  return csvText([['severity', 'summary', 'group', 'protocol', 'count', 'first packet'], ...rows.map(({ severity, summary, group, protocol, count, frame }) => [severity, summary, group, protocol, count, frame])]);
}

/** Of ranges without frames only how many there are. */
export function lengthsCsv(rows: readonly LengthRow[]): string {
  return csvText([
    ['from', 'to', 'packets', 'bytes', 'average', 'shortest', 'longest', 'packets/s', 'burst packets/s', 'burst start s'],
    ...rows.map((r) => [r.first, known(r.last), r.frames, r.bytes, ...(r.frames === 0 ? ['', '', '', '', '', ''] : [r.average, r.least, r.most, r.rate, r.burst, r.burstAt])]),
  ]);
}
