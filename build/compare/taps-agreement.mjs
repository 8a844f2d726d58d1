// Statistics of `read -z` beside the installed tshark's, text by text: conversations and endpoints of every kind, trees, figures by time, followed streams.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { TAP_DIFFERENCES } from './taps-differences.mjs';

const KINDS = ['eth', 'ip', 'ipv6', 'sctp', 'tcp', 'udp'];
const TREES = ['plen', 'http', 'http_req', 'http_srv', 'dns', 'ip_hosts', 'ip_srcdst', 'ptype', 'dests', 'ipv6_hosts', 'ipv6_srcdst', 'ipv6_ptype', 'ipv6_dests'];
const BY_TIME = ['io,stat,0', 'io,stat,1', 'io,stat,0.5,ip,tcp,udp', 'io,stat,1,FRAMES,BYTES',
  'io,stat,1,COUNT(ip.len)ip.len,SUM(ip.len)ip.len,MIN(ip.len)ip.len,MAX(ip.len)ip.len,AVG(ip.len)ip.len', 'io,stat,1,MIN(tcp.len)tcp.len && tcp.port == 80,AVG(dns.time)dns.time,MAX(dns.time)dns.time', 'io,stat,1,LOAD(dns.time)dns.time'];
const FOLLOWED = ['tcp,ascii,0', 'tcp,hex,1', 'tcp,raw,0', 'tcp,yaml,2', 'tcp,ebcdic,0', 'tcp,ascii,0,2-3', 'udp,ascii,0', 'udp,hex,1', 'udp,yaml,0', 'http,ascii,0', 'http,hex,1', 'http,yaml,0', 'tls,ascii,0'].map((what) => `follow,${what}`);
export const TAPS = [...KINDS.flatMap((kind) => [`conv,${kind}`, `endpoints,${kind}`]), ...TREES.map((tree) => `${tree},tree`), ...BY_TIME, ...FOLLOWED];
const TIMEOUT_MS = 20_000;
/** A row a second of a longer capture is more than tshark has memory for. */
const LONGEST_SECONDS = 100_000;

/**
 * @param {string[]} captures
 * @param {string} root where they are
 * @param {string} cli
 * @returns {string} the report
 */
export function tapsAgreement(captures, root, cli) {
  const by = new Map(TAPS.map((tap) => [tap, { same: 0, explained: 0, other: 0 }]));
  const lines = [];
  let silent = 0;
  for (const [at, capture] of captures.entries()) {
    if (at % 50 === 0) process.stderr.write(`${at} of ${captures.length}\n`);
    const path = join(root, capture);
    const taps = secondsOf(path) > LONGEST_SECONDS ? TAPS.filter((tap) => !BY_TIME.includes(tap)) : TAPS;
    const [all, wanted] = [texts(cli, path, taps), texts('tshark', path, taps)];
    for (const [i, tap] of taps.entries()) {
      const counts = by.get(tap);
      const [ours, theirs] = all.length === taps.length && wanted.length === taps.length ? [all[i], wanted[i]] : [say(cli, path, [tap]), say('tshark', path, [tap])];
      if (theirs === null) {
        silent++;
        continue;
      }
      const reason = ours === theirs ? undefined : TAP_DIFFERENCES.find((d) => d.captures.test(capture) && d.taps.test(tap))?.reason;
      counts[ours === theirs ? 'same' : reason === undefined ? 'other' : 'explained']++;
      if (ours !== theirs) lines.push(`  ${capture} ${tap}: ${reason ?? `NOT EXPLAINED ${firstDifference(theirs, ours ?? 'ended by a signal')}`}`);
    }
  }
  const rows = [...by].map(([tap, { same, explained, other }]) => `  ${tap}\t${same} of ${same + explained + other}\t${explained} explained, ${other} not`);
  return [`Statistics of ${captures.length} captures; ${silent} that tshark did not end are left out`, ...rows, '', ...lines].join('\n');
}

/** From the first frame to the last. */
function secondsOf(path) {
  const { stdout } = spawnSync('capinfos', ['-TrMum', path], { encoding: 'utf8' });
  return Math.abs(Number(stdout.trim().split(',').at(-1)));
}

/** Null where it crashed, took too long, or does not open the capture. */
function say(program, path, taps) {
  const before = program === 'tshark' ? [] : ['read'];
  const done = spawnSync(program, [...before, '-r', path, '-n', '-q', ...taps.flatMap((tap) => ['-z', tap])], { encoding: 'utf8', timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
  return done.signal === null && (done.status === 0 || done.stdout !== '') ? done.stdout : null;
}

/** What each tap says, all asked for at once: the last comes first. A text begins behind a rule, or with the peers of YAML. */
function texts(program, path, taps) {
  const parts = [];
  const lines = (say(program, path, taps) ?? '').split('\n');
  for (const [i, line] of lines.entries()) {
    if (lines[i + 1] !== 'peers:' && /^={20,}$/.test(line) && /^[^=]/.test(lines[i + 1] ?? '') && /^(\|? ?[A-Z].*|.*:)$/.test(lines[i + 1])) parts.push([]);
    else if (line === 'peers:') parts.push([]);
    if (line !== '') parts.at(-1)?.push(line);
  }
  return parts.map((part) => part.join('\n')).reverse();
}

function firstDifference(theirs, ours) {
  const [a, b] = [theirs.split('\n'), ours.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return `${(a[at] ?? '').trim().replace(/ +/g, ' ')} / ${(b[at < 0 ? a.length : at] ?? '').trim().replace(/ +/g, ' ')}`;
}
