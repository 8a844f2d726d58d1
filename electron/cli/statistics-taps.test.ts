// `netloupe read -z` conv, endpoints, io,stat, io,phs, expert and trees beside tshark itself, byte for byte, on our own sample and on made packets. Skipped where there is no tshark.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { ip, pcapOf, udp } from '../../shared/session/made-packets';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const SAMPLE = join(ROOT, 'e2e/captures/sample.pcapng');
const folder = mkdtempSync(join(tmpdir(), 'netloupe-taps-'));
const env = { ...process.env, TZ: 'UTC', HOME: folder };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: readonly string[], file: string, taps: readonly string[]): { stdout: string; status: number | null } => {
  const [command, ...before] = program;
  return spawnSync(command!, [...before, '-r', file, '-n', '-q', ...taps.flatMap((tap) => ['-z', tap])], { encoding: 'utf8', env, maxBuffer: 1 << 26 });
};
const ours = (file: string, ...taps: string[]): { stdout: string; status: number | null } => run([process.execPath, CLI, 'read'], file, taps);
const theirs = (file: string, ...taps: string[]): { stdout: string; status: number | null } => run(['tshark'], file, taps);

const KINDS = ['eth', 'ip', 'ipv6', 'tcp', 'udp', 'sctp'];

describe.skipIf(!hasTshark)('-z, as tshark (skipped where it is not installed)', () => {
  it('conversations and endpoints of every kind, what was asked for last first', { timeout: 120_000 }, () => {
    const taps = KINDS.flatMap((kind) => [`conv,${kind}`, `endpoints,${kind}`]);
    const said = ours(SAMPLE, ...taps).stdout;
    expect(said).toBe(theirs(SAMPLE, ...taps).stdout);
    expect(said).toContain('TCP Conversations');
  });

  it('only of frames that a display filter shows', { timeout: 120_000 }, () => {
    const taps = ['conv,tcp,tcp.len > 0', 'endpoints,ip,udp or icmp', 'conv,eth,frame.number in {3..9,12}', 'expert,tcp.flags.fin == 1'];
    expect(ours(SAMPLE, ...taps).stdout).toBe(theirs(SAMPLE, ...taps).stdout);
    // With a field of `frame` among the filters tshark would count that too.
    expect(ours(SAMPLE, 'io,phs,dns').stdout).toBe(theirs(SAMPLE, 'io,phs,dns').stdout);
  });

  it('who sends first stands first, ties as they came, and an end may talk with itself', { timeout: 120_000 }, () => {
    const made = join(folder, 'made.pcap');
    writeFileSync(made, pcapOf([ip(17, 2, 1, udp(53, 4000, [1])), ip(17, 1, 2, udp(4000, 53, [1, 2])), ip(17, 1, 3, udp(1, 1, [])), ip(17, 3, 3, udp(7, 7, [5])), ip(17, 3, 3, udp(7, 7, [])), ip(17, 3, 1, udp(1, 1, [9, 9, 9]))]));
    for (const tap of ['conv,udp', 'conv,ip', 'endpoints,udp', 'endpoints,ip']) expect(ours(made, tap).stdout, tap).toBe(theirs(made, tap).stdout);
  });

  it.each(['io,stat,0', 'io,stat,1', 'io,stat,0.01', 'io,stat,0.5,tcp,udp', 'io,stat,1,FRAMES,BYTES', 'io,stat,1,COUNT(tcp.len)tcp.len,SUM(tcp.len)tcp.len,MIN(frame.len)frame.len,MAX(frame.len)frame.len,AVG(frame.len)frame.len', 'io,stat,1,LOAD(dns.time)dns.time', 'io,stat,0.01,LOAD(tcp.time_relative)tcp.time_relative'])('%s', { timeout: 120_000 }, (tap) => {
    expect(ours(SAMPLE, tap).stdout).toBe(theirs(SAMPLE, tap).stdout);
  });

  it.each(['plen,tree', 'plen,tree,tcp', 'http,tree', 'http_req,tree', 'http_srv,tree', 'http,tree,http.response', 'http_srv,tree,ipv6', 'http_req,tree,icmp'])('%s', { timeout: 120_000 }, (tap) => {
    expect(ours(SAMPLE, tap).stdout).toBe(theirs(SAMPLE, tap).stdout);
  });

  it.each(['dns', 'dns,tree,dns.flags.response == 1', 'ip_hosts', 'ip_srcdst', 'ptype', 'dests', 'ipv6_hosts', 'ipv6_srcdst', 'ipv6_ptype', 'ipv6_dests'].map((tap) => (tap.includes(',') ? tap : `${tap},tree`)))('%s', { timeout: 120_000 }, (tap) => {
    expect(ours(SAMPLE, tap).stdout).toBe(theirs(SAMPLE, tap).stdout);
  });

  it('averages in the middle between two, lengths of no frame, times that go back', { timeout: 120_000 }, () => {
    const made = join(folder, 'lengths.pcap');
    const long = (octets: number) => ip(17, 1, 2, udp(9, 9, Array.from({ length: octets }, () => 0)));
    writeFileSync(made, pcapOf([long(26), long(27), long(26), long(26), long(26), long(26), long(26), long(26), long(2000)]));
    const backwards = join(folder, 'backwards.pcap');
    spawnSync('mergecap', ['-a', '-F', 'pcap', '-w', backwards, made, SAMPLE, made]);
    for (const tap of ['plen,tree', 'plen,tree,frame.len < 90', 'plen,tree,frame.number == 3', 'plen,tree,dns']) {
      for (const file of [made, backwards]) expect(ours(file, tap).stdout, `${tap} ${file}`).toBe(theirs(file, tap).stdout);
    }
  });

  // One digit more where it is rounded, an interval as long as the capture, tables one octet narrower than their heads.
  it.each([0.5, 3, 9.96, 12.5, 39.571274, 99.96, 999.6])('figures by time of a capture of %f seconds', { timeout: 120_000 }, (seconds) => {
    const made = join(folder, 'lasting.pcap');
    const pcap = pcapOf([ip(17, 1, 2, udp(9, 9, [1])), ip(17, 1, 2, udp(9, 9, [1]))]);
    const view = new DataView(pcap.buffer, pcap.byteOffset);
    const [header, length] = [24, (pcap.length - 24) / 2];
    const last = view.getUint32(header, true) * 1e6 + Math.round(seconds * 1e6);
    view.setUint32(header + 4, 0, true);
    view.setUint32(header + length, Math.floor(last / 1e6), true);
    view.setUint32(header + length + 4, last % 1e6, true);
    writeFileSync(made, pcap);
    for (const tap of ['io,stat,0', 'io,stat,0.5', 'io,stat,1,FRAMES', 'io,stat,7', 'io,stat,7.25,BYTES', 'io,stat,5,COUNT(ip.len)ip.len', 'io,stat,100']) expect(ours(made, tap).stdout, tap).toBe(theirs(made, tap).stdout);
  });

  it.each(['io,phs', 'io,phs,tcp', 'expert', 'expert,warn', 'expert,note,tcp'])('%s', { timeout: 120_000 }, (tap) => {
    expect(ours(SAMPLE, tap).stdout).toBe(theirs(SAMPLE, tap).stdout);
  });
});

it('says what it does not know', { timeout: 60_000 }, () => {
  for (const tap of ['conv,xyz', 'io,stat,x', 'io,stat,1,SUM(http.host)http.host', 'io,stat,1,MAX(no.such)no.such', 'conv,tcp,tcp.port ==']) expect(ours(SAMPLE, tap).status, tap).toBe(1);
});
