// Statistics of `read -z` beside the installed tshark's, text by text: conversations and endpoints of every kind, trees, figures by time.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { TAP_DIFFERENCES } from './taps-differences.mjs';

const KINDS = ['eth', 'fddi', 'ip', 'ipv6', 'sctp', 'sll', 'tcp', 'udp', 'wlan'];
const TREES = ['plen', 'http', 'http_req', 'http_srv', 'dns', 'ip_hosts', 'ip_srcdst', 'ptype', 'dests', 'ipv6_hosts', 'ipv6_srcdst', 'ipv6_ptype', 'ipv6_dests'];
const BY_TIME = ['io,stat,0', 'io,stat,1', 'io,stat,0.5,ip,tcp,udp', 'io,stat,1,FRAMES,BYTES',
  'io,stat,1,COUNT(ip.len)ip.len,SUM(ip.len)ip.len,MIN(ip.len)ip.len,MAX(ip.len)ip.len,AVG(ip.len)ip.len', 'io,stat,1,MIN(tcp.len)tcp.port == 80,AVG(dns.time)dns.time,MAX(dns.time)dns.time', 'io,stat,1,LOAD(dns.time)dns.time'];
export const TAPS = [...KINDS.flatMap((kind) => [`conv,${kind}`, `endpoints,${kind}`]), ...TREES.map((tree) => `${tree},tree`), ...BY_TIME];
const TIMEOUT_MS = 120_000;

/**
 * @param {string[]} captures
 * @param {string} root where they are
 * @param {string} cli
 * @returns {string} the report
 */
export function tapsAgreement(captures, root, cli) {
  const by = new Map(TAPS.map((tap) => [tap, { same: 0, explained: 0, other: 0 }]));
  const lines = [];
  for (const capture of captures) {
    const path = join(root, capture);
    const all = say(cli, path, TAPS);
    const isSame = all.text === say('tshark', path, TAPS).text;
    for (const tap of TAPS) {
      const counts = by.get(tap);
      const [ours, theirs] = isSame ? ['', ''] : [say(cli, path, [tap]).text, say('tshark', path, [tap]).text];
      const reason = ours === theirs ? undefined : TAP_DIFFERENCES.find((d) => d.captures.test(capture) && d.taps.test(tap))?.reason;
      counts[ours === theirs ? 'same' : reason === undefined ? 'other' : 'explained']++;
      if (ours !== theirs) lines.push(`  ${capture} ${tap}: ${reason ?? `NOT EXPLAINED ${firstDifference(theirs, ours)}`}`);
    }
  }
  const rows = [...by].map(([tap, { same, explained, other }]) => `  ${tap}\t${same} of ${captures.length}\t${explained} explained, ${other} not`);
  return [`Statistics of ${captures.length} captures`, ...rows, '', ...lines].join('\n');
}

function say(program, path, taps) {
  const before = program === 'tshark' ? [] : ['read'];
  const done = spawnSync(program, [...before, '-r', path, '-n', '-q', ...taps.flatMap((tap) => ['-z', tap])], { encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
  return { text: done.stdout };
}

function firstDifference(theirs, ours) {
  const [a, b] = [theirs.split('\n'), ours.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return `${(a[at] ?? '').trim().replace(/ +/g, ' ')} / ${(b[at < 0 ? a.length : at] ?? '').trim().replace(/ +/g, ' ')}`;
}
