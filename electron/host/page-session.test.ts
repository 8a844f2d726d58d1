// One page and its engine: who answers what, what is remembered, and what a crash of the engine thread leaves.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Message } from '../../shared/ipc/contract';
import { Client, type Pipe } from '../../shared/ipc/rpc';
import { EngineHost } from './engine-host';
import type { HostFacts } from './host-calls';
import { openPageSession, type PageSession } from './page-session';
import { STAND_IN_ENGINE, temporaryFolder, testFacts } from './testing/host-facts';

const VIEW = {
  time: 'relative',
  timeDigits: -1,
 
  relativeSequence: true,
  verifyChecksums: true,
  names: 0,
  flagStyle: 'wireshark',
} as const;

const sessions: PageSession[] = [];
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.end()));
});

function page(facts: HostFacts = testFacts()): { client: Client; session: PageSession } {
  let toHost: (message: unknown) => void = () => undefined;
  let toPage: (message: unknown) => void = () => undefined;
  const hostEnd: Pipe = { send: (m: Message) => toPage(m), onMessage: (next) => (toHost = next) };
  const pageEnd: Pipe = { send: (m: Message) => toHost(m), onMessage: (next) => (toPage = next) };
  const session = openPageSession(hostEnd, new EngineHost(STAND_IN_ENGINE), facts);
  sessions.push(session);
  return { client: new Client(pageEnd), session };
}

describe('calls', () => {
  test('the engine answers what is its own', async () => {
    const { client } = page();
    const detail = await client.call('frames.detail', { number: 7, view: VIEW });
    expect(detail.number).toBe(7);
    expect(detail.sources[0]?.bytes).toEqual(Uint8Array.of(0xde, 0xad, 0xbe, 0xef));
  });

  test('arguments are checked before the engine sees them', async () => {
    const { client } = page();
    await expect(client.call('frames.detail', { number: -1, view: VIEW })).rejects.toMatchObject({ problem: { code: 'NL-CALL-01' } });
    await expect(client.call('capture.steal' as never, {} as never)).rejects.toMatchObject({ problem: { code: 'NL-CALL-01' } });
    await expect(client.call('__proto__' as never, {} as never)).rejects.toMatchObject({ problem: { code: 'NL-CALL-01' } });
  });

  test('preferences are kept, and not under any key', async () => {
    const { client } = page();
    await client.call('preferences.set', { key: 'theme', value: 'dark' });
    await client.call('preferences.set', { key: 'columns', value: [{ field: 'tcp.seq', width: 80 }] });
    expect((await client.call('app.info', {})).preferences).toEqual({ theme: 'dark', columns: [{ field: 'tcp.seq', width: 80 }] });
    for (const key of ['__proto__', 'constructor', '', 'a b']) {
      await expect(client.call('preferences.set', { key, value: 1 })).rejects.toMatchObject({ problem: { code: 'NL-CALL-01' } });
    }
    await expect(client.call('preferences.set', { key: 'big', value: 'x'.repeat(530_000) })).rejects.toThrow();
  });

  test('opened files are remembered with their frames; passing ones are not', async () => {
    const { client } = page();
    const done = new Promise((resolve) => client.on('capture.progress', resolve));
    await client.call('capture.open', { path: '/captures/a.pcap' });
    await done;
    await expect.poll(async () => (await client.call('app.info', {})).recent).toMatchObject([{ path: '/captures/a.pcap', name: 'a.pcap', frames: 12 }]);
    await client.call('capture.open', { path: '/passing/b.pcap' });
    await client.call('recent.clear', {});
    expect((await client.call('app.info', {})).recent).toEqual([]);
  });

  test('folders are listed, folders first; what cannot be listed is a problem', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'z'));
    for (const name of ['b10.pcap', 'b9.pcap']) writeFileSync(join(folder, name), 'x');
    const { client } = page();
    const listing = await client.call('files.list', { path: folder });
    expect(listing.entries.map(({ name, kind, size }) => [name, kind, size])).toEqual([
      ['z', 'directory', 0],
      ['b9.pcap', 'file', 1],
      ['b10.pcap', 'file', 1],
    ]);
    await expect(client.call('files.list', { path: join(folder, 'nowhere') })).rejects.toMatchObject({ problem: { code: 'NL-FILE-01' } });
  });

  test('the file dialog is the host’s, where it has one', async () => {
    await expect(page().client.call('files.choose', {})).rejects.toMatchObject({ problem: { code: 'NL-CALL-01' } });
    const chosen = await page(testFacts({ chooseFile: () => Promise.resolve('/a') })).client.call('files.choose', {});
    expect(chosen).toEqual({ path: '/a' });
  });
});

describe('the engine thread', () => {
  test('is started again after a crash, which names the frame', async () => {
    const { client } = page();
    const restarted = new Promise((resolve) => client.on('engine.restarted', resolve));
    const waiting = client.call('fields.search', { text: 'never', limit: 1 });
    waiting.catch(() => undefined);
    await expect(client.call('frames.detail', { number: 13, view: VIEW })).rejects.toMatchObject({
      problem: { code: 'NL-BUG-01', values: { frame: 13, message: 'thirteen' } },
    });
    await expect(waiting).rejects.toMatchObject({ problem: { code: 'NL-BUG-01' } });
    expect(await restarted).toMatchObject({ problem: { code: 'NL-BUG-01', values: { frame: 13 } } });
    expect((await client.call('frames.detail', { number: 14, view: VIEW })).number).toBe(14);
  });

  test('is not started for ever when it cannot start', async () => {
    const engine = new EngineHost(join(temporaryFolder(), 'nothing-there.mjs'));
    let restarts = 0;
    engine.onEvent = () => (restarts += 1);
    await expect.poll(() => restarts).toBe(3);
    await expect(engine.call('capture.close', {})).rejects.toMatchObject({ problem: { code: 'NL-BUG-01' } });
  });

  test('ends with its page', async () => {
    const { client, session } = page();
    const waiting = client.call('fields.search', { text: 'never', limit: 1 });
    waiting.catch(() => undefined);
    await session.end();
    await expect(waiting).rejects.toMatchObject({ problem: { code: 'NL-CALL-04' } });
  });
});
