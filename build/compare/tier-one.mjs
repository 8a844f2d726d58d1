// Agreement on the frames whose topmost protocol we dissect, with and without those that need TCP analysis or reassembly.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Layers as frame.protocols names them. */
const OURS = new Set(['null', 'loop', 'raw', 'eth', 'ethertype', 'llc', 'sll', 'vlan', 'ppp', 'pppoed', 'pppoes', 'arp', 'ip', 'ipv6', 'icmp', 'icmpv6', 'igmp', 'gre',
  'udp', 'tcp', 'dns', 'mdns', 'llmnr', 'dhcp', 'ntp', 'http', 'tls', 'x509sat', 'x509af', 'x509ce', 'x509if', 'pkix1explicit', 'pkix1implicit', 'pkcs-1',
  'ipv6.hopopts', 'ipv6.routing', 'ipv6.fraghdr', 'ipv6.dstopts', 'data', 'data-text-lines', 'urlencoded-form', 'media', 'image-gif', 'image-jfif', 'png',
  'ipcp', 'lcp', 'pap', 'chap', 'ipv6cp', 'ccp', 'cbcp', 'bacp', 'bap', '_ws.malformed', '_ws.short', '_ws.unreassembled', '']);
const SILENT = new Set(['data', '_ws.malformed', '_ws.short', '_ws.unreassembled', '']);
const CHECKED = ['number', 'time', 'length', 'src', 'dst', 'protocol', 'info'];

const normTime = (t) => { const [s, f = ''] = String(t).split('.'); return `${s}.${(f + '000000000').slice(0, 9)}`; };
const normInfo = (s) => (s ?? '').replace(/\s+/g, ' ').replace(/→/g, '>').replace(/ -> | > /g, '>').trim();
const normAddress = (a) => { const t = (a ?? '').trim().toLowerCase(); return t === 'broadcast' ? 'ff:ff:ff:ff:ff:ff' : t; };

/** @returns {string} the report; `examples` names a protocol whose differences are listed */
export function tierOne(captures, expectedDir, oursDir, examples) {
  const all = tally();
  const plain = tally();
  const perProtocol = new Map();
  const shown = [];
  for (const capture of captures) {
    const path = join(expectedDir, `${capture}.frames.tsv.gz`);
    if (!existsSync(path)) continue;
    const ourPath = join(oursDir, `${capture}.tsv`);
    const ours = new Map(existsSync(ourPath) ? readFileSync(ourPath, 'utf8').split('\n').slice(1).filter(Boolean).map((l) => [l.slice(0, l.indexOf('\t')), l.split('\t')]) : []);
    const segments = reassembled(join(expectedDir, `${capture}.fields.jsonl.gz`));
    for (const line of gunzipSync(readFileSync(path)).toString().split('\n').slice(1)) {
      if (line === '') continue;
      const e = line.split('\t');
      const layers = e[8].split(':');
      const top = layers.filter((l) => !SILENT.has(l)).at(-1) ?? '';
      if (!OURS.has(top) || top === '') continue;
      const verdict = judge(e, ours.get(e[0]));
      add(all, verdict);
      const stateful = e[11] !== '' || segments.has(Number(e[0])) || e[6].includes('TCP segment of a reassembled PDU') || (e[15] ?? '').includes('TCP segment of a reassembled PDU');
      if (stateful) continue;
      add(plain, verdict);
      const key = e[14] || e[4];
      if (!perProtocol.has(key)) perProtocol.set(key, tally());
      add(perProtocol.get(key), verdict);
      if (examples !== undefined && (key === examples || examples === 'all') && !(verdict.protocol && verdict.info && verdict.src && verdict.dst) && shown.length < 60) shown.push(example(capture, e, ours.get(e[0])));
    }
  }
  const rows = [...perProtocol].sort((a, b) => b[1].info[1] - a[1].info[1]).slice(0, 40).map(([name, t]) => `  ${name}\t${t.info[1]}\t${CHECKED.slice(3).map((c) => percent(t[c])).join('\t')}`);
  return ['', 'tier 1 (topmost protocol is ours)', ...report('  all frames', all), ...report('  without TCP analysis and reassembly', plain),
    '', `  protocol\tframes\t${CHECKED.slice(3).join('\t')}`, ...rows, ...shown].join('\n');
}

function judge(e, o) {
  if (!o) return Object.fromEntries(CHECKED.map((c) => [c, false]));
  return {
    number: true, time: normTime(e[1]) === normTime(o[1]), length: e[5] === o[5],
    src: normAddress(e[2]) === normAddress(o[2]), dst: normAddress(e[3]) === normAddress(o[3]),
    protocol: o[4] === e[4] || (e[14] !== '' && e[14] !== undefined && o[4] === e[14]),
    info: normInfo(o[6]) === normInfo(e[6]) || (!!e[15] && normInfo(o[6]) === normInfo(e[15])),
  };
}

/** Frames that are part of a reassembled PDU. */
function reassembled(path) {
  const found = new Set();
  if (!existsSync(path)) return found;
  for (const line of gunzipSync(readFileSync(path)).toString().split('\n')) {
    if (line.includes('"tcp.segment"') || line.includes('"tcp.reassembled_in"')) found.add(JSON.parse(line).n);
  }
  return found;
}

function example(capture, e, o) {
  return `\n${capture} #${e[0]} ${e[8]}\n  ${e.slice(2, 5).join(' | ')} | ${e[6]}${e[14] || e[15] ? `\n  ${e[14]} | ${e[15]}` : ''}\n  ${o ? `${o.slice(2, 5).join(' | ')} | ${o[6]}` : 'nothing'}`;
}

const tally = () => Object.fromEntries(CHECKED.map((c) => [c, [0, 0]]));
function add(t, verdict) {
  for (const c of CHECKED) {
    t[c][1]++;
    if (verdict[c]) t[c][0]++;
  }
}
const percent = ([a, b]) => (b === 0 ? '-' : `${((100 * a) / b).toFixed(2)}%`);
const report = (title, t) => [`${title}: ${t.number[1]} frames`, `    ${CHECKED.map((c) => `${c} ${percent(t[c])}`).join('  ')}`];
