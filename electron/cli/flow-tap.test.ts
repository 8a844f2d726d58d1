// Flow graphs in text: the same as tshark's, byte for byte, where tshark is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flowText, type FlowItem } from './flow-text';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const SAMPLE = join(ROOT, 'e2e/captures/sample.pcapng');
const missing = spawnSync('tshark', ['-v']).status !== 0 ? 'tshark is not installed' : existsSync(CLI) ? '' : 'the command is not built';
if (missing !== '') console.warn(`flow graphs beside tshark's: skipped, ${missing}`);

const items = (...rows: readonly (readonly [time: string, from: string, to: string, label: string])[]): FlowItem[] =>
  rows.map(([time, from, to, label]) => ({ time, from, to, label, fromPort: 40000, toPort: 80, comment: 'Seq = 1 Ack = 1', conversation: 0 }));

describe('a flow graph in text', () => {
  // What tshark 4.0 printed of such captures.
  it('draws arrows over columns, back, and from an address to itself in the last column', () => {
    expect([...flowText(items(['0.500000', '10.0.0.1', '10.0.0.2', 'ACK'], ['10.250000', '10.0.0.3', '10.0.0.1', 'ACK - Len: 30']))].join('')).toBe([
      '|Time     | 10.0.0.1                              | 10.0.0.3                              |',
      '|         |                   | 10.0.0.2          |                   ',
      '|0.500000 |         ACK       |                   |                   |Seq = 1 Ack = 1',
      '|         |(40000)  ------------------>  (80)     |                   |',
      '|10.250000|         ACK - Len: 30                 |                   |Seq = 1 Ack = 1',
      '|         |(80)     <--------------------------------------  (40000)  |',
      '',
    ].join('\n'));
    expect([...flowText(items(['0.000000', '10.0.0.1', '10.0.0.1', 'ACK'], ['1.000000', '10.0.0.1', '10.0.0.1', 'ACK - Len: 20']))].slice(2).join('')).toBe([
      '|0.000000 |         ACK       |Seq = 1 Ack = 1',
      '|         |(40000)  ------------------>  (80)    |',
      '|1.000000 |         ACK - Len: 20          |Seq = 1 Ack = 1',
      '|         |(40000)  ------------------>  (80)    |',
      '',
    ].join('\n'));
  });
  it.skipIf(missing !== '').each(['tcp,network', 'tcp,standard', 'tcp,network,tcp.stream==1', 'icmp,network', 'icmpv6,network', 'icmp,standard,frame.number<21'])('-z flow,%s is what tshark prints', (flow) => {
    const theirs = execFileSync('tshark', ['-2', '-n', '-q', '-r', SAMPLE, '-z', `flow,${flow}`], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    expect(theirs).not.toBe('');
    expect(execFileSync(CLI, ['read', '-q', '-r', SAMPLE, '-z', `flow,${flow}`]).toString()).toBe(theirs);
  });
  it.skipIf(missing !== '')('says what is wrong with its arguments', () => {
    const said = spawnSync(CLI, ['read', '-q', '-r', SAMPLE, '-z', 'flow,tcp,other']);
    expect([said.status, said.stderr.toString()]).toEqual([1, expect.stringContaining('network or standard')]);
  });
});
