// A Parquet file is read back by another implementation: types, moments to the nanosecond, row groups, and the values that -T fields would print.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { openCaptureFile } from '../../capture-file/capture-file';
import { TSHARK_OPTIONS } from '../../dissect/frame-context';
import { PROTOCOLS } from '../../dissect/protocols';
import { Registry } from '../../dissect/registry';
import { Session } from '../../session/session';
import { ParquetRows, type ParquetWishes } from './parquet-rows';

const SAMPLE = join(import.meta.dirname, '../../../e2e/captures/sample.pcapng');
const settings = { time: { format: 'relative', digits: -1, zoneMinutes: () => 0 }, dissect: TSHARK_OPTIONS } as const;

function written(wishes: Partial<ParquetWishes>, times = 1): ArrayBuffer {
  const bytes = new Uint8Array(readFileSync(SAMPLE));
  const source = { size: bytes.length, read: (at: number, target: Uint8Array, offset: number, length: number) => copied(bytes, at, target, offset, length) };
  const session = new Session(openCaptureFile(source, 'sample.pcapng'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  const parts: Uint8Array[] = [];
  const rows = new ParquetRows(session, settings, { names: [], occurrence: 'f', aggregator: ',', capture: 'sample.pcapng', creator: 'netloupe', ...wishes }, (part) => parts.push(part));
  for (let i = 0; i < times; i++) for (let number = 1; number <= session.store.count; number++) rows.add(number, session.frame(number));
  rows.end();
  return new Uint8Array(Buffer.concat(parts)).buffer;
}

function copied(bytes: Uint8Array, at: number, target: Uint8Array, offset: number, length: number): number {
  const some = bytes.subarray(at, at + length);
  target.set(some, offset);
  return some.length;
}

it('the index columns: numbers, moments of nanoseconds, addresses as text, nothing where a frame has no such field', async () => {
  const file = written({});
  const { schema, num_rows: count } = parquetMetadata(file);
  expect(Number(count)).toBe(127);
  const types = Object.fromEntries(schema.slice(1).map(({ name, type, converted_type: converted, logical_type: logical }) => [name, `${type} ${converted ?? JSON.stringify(logical)}`]));
  expect(types).toMatchObject({ capture: 'BYTE_ARRAY UTF8', 'frame.number': 'INT32 UINT_32', '_ws.col.Source': 'BYTE_ARRAY UTF8' });
  expect(types['frame.time']).toContain('NANOS');
  const rows: Record<string, unknown>[] = await parquetReadObjects({ file, rowEnd: 4 });
  expect(rows.map((row) => [row['capture'], row['frame.number'], row['frame.len'], row['_ws.col.Source'], row['_ws.col.Protocol'], row['tcp.stream'] ?? null, row['udp.dstport'] ?? null])).toEqual([
    ['sample.pcapng', 1, 42, '02:00:00:00:00:10', 'ARP', null, null], ['sample.pcapng', 2, 42, '02:00:00:00:00:01', 'ARP', null, null],
    ['sample.pcapng', 3, 77, '192.0.2.10', 'DNS', null, 53], ['sample.pcapng', 4, 77, '192.0.2.10', 'DNS', null, 53],
  ]);
});

it('chosen fields with their types; all values of a field as text', async () => {
  const names = ['frame.time_epoch', 'frame.time_delta', 'tcp.flags.syn', 'tcp.port', 'dns.a'];
  const first = await parquetReadObjects({ file: written({ names }), rowStart: 8, rowEnd: 9 });
  expect(first[0]).toMatchObject({ 'frame.time_epoch': 1795231727614144000n, 'tcp.flags.syn': true, 'tcp.port': 38028 });
  const all = await parquetReadObjects({ file: written({ names, occurrence: 'a' }), rowStart: 8, rowEnd: 9 });
  expect(all[0]).toMatchObject({ 'tcp.flags.syn': '1', 'tcp.port': '38028,80' });
});

it('row groups are handed on as they are full', () => {
  const { row_groups: groups } = parquetMetadata(written({ names: ['frame.number'] }, 520));
  expect(groups.map(({ num_rows: count }) => Number(count))).toEqual([65_536, 127 * 520 - 65_536]);
});
