// Conversations, endpoints, protocol hierarchy and expert information over the captures of a corpus, table by table with what tshark and sharkd said.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expectedFrames } from './expected-frames.mjs';
import { findingsReason, layersReason } from './table-reasons.mjs';
import { TABLE_DIFFERENCES } from './tables-differences.mjs';

const KINDS = { eth: 'Ethernet', ip: 'IPv4', ipv6: 'IPv6', tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };
/** What we are asked for; tshark prints the last first. */
export const TABLE_ARGUMENTS = ['-q', ...['expert', 'io,phs', ...Object.keys(KINDS).flatMap((kind) => [`conv,${kind}`, `endpoints,${kind}`])].flatMap((tap) => ['-z', tap])];

/**
 * @param {string[]} captures
 * @param {string} expectedDir
 * @param {string} oursDir one `CAPTURE.txt` each, of TABLE_ARGUMENTS
 * @param {(capture: string) => Map<string, string>} protocolsOf our frame.protocols by frame number
 * @param {Set<string>} known names of the protocols that we know
 * @returns {string} the report
 */
export function tablesAgreement(captures, expectedDir, oursDir, protocolsOf, known) {
  const tables = new Map();
  const differing = [];
  for (const capture of captures) {
    const path = join(expectedDir, `${capture}.json.gz`);
    if (!existsSync(path)) continue;
    const said = JSON.parse(gunzipSync(readFileSync(path)).toString());
    if (said.phs.length === 0 && Object.keys(said.conv ?? {}).length === 0) continue;
    const text = existsSync(join(oursDir, `${capture}.txt`)) ? readFileSync(join(oursDir, `${capture}.txt`), 'utf8') : '';
    let dissectsOther;
    for (const [table, want, have] of tablesOf(said, text)) {
      const count = tables.get(table) ?? tables.set(table, { captures: 0, same: 0, ours: 0 }).get(table);
      if (want.length + have.length === 0) continue;
      count.captures++;
      if (want.join('\n') === have.join('\n')) {
        count.same++;
        continue;
      }
      dissectsOther ??= hasOtherProtocols(expectedDir, capture, protocolsOf(capture));
      const rule = table === 'expert' ? findingsReason(want, have) : table === 'protocol hierarchy' ? layersReason(want, have, known) : undefined;
      const reason = TABLE_DIFFERENCES.find((d) => d.captures.test(capture) && (d.tables?.test(table) ?? true))?.reason ?? rule ?? (dissectsOther && table !== 'expert' ? 'frames of protocols that we do not take apart, or not as far' : undefined);
      if (reason !== undefined) count.ours++;
      differing.push({ capture, table, reason, first: firstDifference(want, have) });
    }
  }
  const rows = [...tables].filter(([, t]) => t.captures > 0).map(([table, { captures: n, same, ours }]) => `  ${table}\t${same} of ${n}\t${((100 * same) / n).toFixed(2)} %\t${ours} explained, ${n - same - ours} not`);
  return ['Tables, of captures that have one', ...rows, '', ...reasons(differing)].join('\n');
}

function reasons(differing) {
  const by = new Map();
  for (const difference of differing) {
    const reason = difference.reason ?? 'NOT EXPLAINED';
    by.set(reason, [...(by.get(reason) ?? []), difference]);
  }
  return [...by].flatMap(([reason, each]) => [`${reason}: ${each.length}`, ...each.slice(0, reason === 'NOT EXPLAINED' ? 200 : 5).map(({ capture, table, first }) => `  ${capture} ${table}: ${first}`)]);
}

function firstDifference(want, have) {
  const [missing] = want.filter((line) => !have.includes(line));
  const [more] = have.filter((line) => !want.includes(line));
  return `${missing ?? 'nothing'} / ${more ?? 'nothing'}`.replaceAll('\t', ' ');
}

function hasOtherProtocols(expectedDir, capture, ours) {
  for (const { cells } of expectedFrames(expectedDir, capture)) if ((ours.get(cells[0]) ?? '') !== cells[8]) return true;
  return false;
}

/** [table, lines as expected, our lines], sorted where the order says nothing. */
function tablesOf(said, text) {
  const tables = [];
  for (const name of Object.values(KINDS)) {
    tables.push([`conversations ${name}`, (said.conv?.[name] ?? []).map(conversationLine).sort(), ourRows(text, `${name} Conversations`).map(ourConversation).sort()]);
    tables.push([`endpoints ${name}`, (said.endpt?.[name] ?? []).map(([address, port, ...figures]) => [address, port, ...figures].join(' ')).sort(), ourRows(text, `${name} Endpoints`).map((row) => ourEndpoint(row, name)).sort()]);
  }
  tables.push(['protocol hierarchy', withoutFrame(said.phs), ourHierarchy(text)]);
  tables.push(['expert', (said.expert ?? []).map((finding) => finding.slice(0, 4).join('\t')).sort(), ourExpert(text).sort()]);
  return tables;
}

/** Lines of a hierarchy without that of the frame itself, which stands below its comments. */
function withoutFrame(phs) {
  /** Depths at which the line of the frame stands above. */
  const above = [];
  return phs.flatMap(([depth, protocol, frames, bytes]) => {
    while (above.length > 0 && above.at(-1) >= depth) above.pop();
    if (protocol === 'frame') return above.push(depth), [];
    return [`${depth - above.length} ${protocol} ${frames} ${bytes}`];
  });
}

/** Octets as the text of a table has them. */
function sizeText(bytes) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = bytes;
  for (; unit < 4 && size >= 10_000; unit++) size = Math.floor(size / 1000);
  return `${size} ${units[unit]}`;
}

/** Which side was first is told by the direction of the figures. */
function conversationLine([a, portA, b, portB, sent, sentBytes, received, receivedBytes, start]) {
  const end = (address, port) => (port === '' ? address : `${address}:${port}`);
  return `${end(a, portA)} ${end(b, portB)} ${sent} ${sizeText(sentBytes)} ${received} ${sizeText(receivedBytes)} ${start.toFixed(4)}`;
}

function ourRows(text, title) {
  const at = text.indexOf(`\n${title}\nFilter:`);
  if (at < 0) return [];
  const lines = text.slice(at + 1).split('\n');
  const end = lines.findIndex((line) => line.startsWith('===='));
  return lines.slice(lines.findIndex((line, i) => i > 1 && line.includes('Bytes') && !lines[i + 1].includes('Bytes')) + 1, end);
}

function ourConversation(row) {
  const [a, , b, received, receivedBytes, receivedUnit, sent, sentBytes, sentUnit, , , , start] = row.trim().split(/\s+/);
  return `${a} ${b} ${sent} ${sentBytes} ${sentUnit} ${received} ${receivedBytes} ${receivedUnit} ${Number(start).toFixed(4)}`;
}

function ourEndpoint(row, name) {
  const cells = row.trim().split(/\s+/);
  const port = ['TCP', 'UDP', 'SCTP'].includes(name) ? cells[1] : '';
  return [cells[0], port, ...cells.slice(-4)].join(' ');
}

function ourHierarchy(text) {
  return [...text.matchAll(/^( *)(\S+)\s+frames:(\d+) bytes:(\d+)$/gm)].map(([, indent, protocol, frames, bytes]) => `${indent.length / 2} ${protocol} ${frames} ${bytes}`);
}

const SEVERITIES = { Errors: 'Error', Warns: 'Warning', Notes: 'Note', Chats: 'Chat', Comments: 'Comment' };

function ourExpert(text) {
  const rows = [];
  let severity = '';
  for (const line of text.split('\n')) {
    severity = SEVERITIES[/^(\w+) \(\d+\)$/.exec(line)?.[1]] ?? severity;
    if (severity === '' || line.startsWith('====================')) severity = '';
    const row = /^ *\d+ +(\S+) +(\S.*?) {2}(.*)$/.exec(line);
    if (row !== null && severity !== '') rows.push([severity, ...row.slice(1)].join('\t'));
  }
  return [...new Set(rows)];
}
