// Wireshark's own files read as Wireshark wrote them: those that its package ships, and what tshark says of its columns.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { formatColorfilters, parseColorfilters } from './colorfilters-file';
import { formatFilterList, parseFilterList } from './dfilters-file';
import { columnsFrom } from './wireshark-columns';
import { importPreferences, parsePreferences } from './wireshark-preferences';

const SHIPPED = '/usr/share/wireshark';
const isShipped = existsSync(`${SHIPPED}/colorfilters`);
const shipped = (name: string): string => readFileSync(`${SHIPPED}/${name}`, 'utf8');
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('colorfilters', () => {
  it('is read line by line: off, an @ in the filter, sixteen bits a colour', () => {
    const { rules, odd } = parseColorfilters('# DO NOT EDIT\r\n@Bad@tcp.flags.reset == 1@[65535,0,32896][0,0,0]\n!@Raw @@@ip.src == 01:02@[0,0,0][257,514,65535]\n\nnonsense\n@x@y@[1,2][3,4,5]\n');
    expect(rules).toEqual([
      { name: 'Bad', filter: 'tcp.flags.reset == 1', enabled: true, colours: { background: '#ff0080', foreground: '#000000' } },
      { name: 'Raw', filter: '@@ip.src == 01:02', enabled: false, colours: { background: '#000000', foreground: '#0102ff' } },
    ]);
    expect(odd).toEqual([{ line: 5, text: 'nonsense' }, { line: 6, text: '@x@y@[1,2][3,4,5]' }]);
  });

  it('is written so that it reads the same', () => {
    const rules = [
      { name: 'One', filter: 'tcp && @ip.src == 0a:00:00:01', enabled: false, colours: { background: '#a40000', foreground: '#fffc9c' } },
      { name: 'Zwei 二', filter: 'udp', enabled: true, colours: { background: '#123456', foreground: '#fedcba' } },
    ];
    expect(parseColorfilters(formatColorfilters(rules))).toEqual({ rules, odd: [] });
    const [hostile] = parseColorfilters(formatColorfilters([{ ...rules[0]!, name: 'a@b\n@c', filter: 'tcp\nudp' }])).rules;
    expect(hostile).toMatchObject({ name: 'a b c', filter: 'tcp udp' });
  });

  it.skipIf(!isShipped)('of each profile that the package ships is read whole (skipped where Wireshark is not installed)', () => {
    for (const name of ['colorfilters', 'profiles/Classic/colorfilters', 'profiles/Bluetooth/colorfilters'].filter((file) => existsSync(`${SHIPPED}/${file}`))) {
      const lines = linesOf(shipped(name));
      const { rules, odd } = parseColorfilters(shipped(name));
      expect(odd).toEqual([]);
      expect(rules).toHaveLength(lines.length);
      for (const [at, rule] of rules.entries()) {
        expect(lines[at]).toContain(`@${rule.filter}@[`);
        // Written again, the colours are those of the file to within half a step of 8 bits.
        const numbers = (line: string): number[] => [.../@\[(.*)\]$/.exec(line)![1]!.matchAll(/\d+/g)].map(Number);
        const again = numbers(formatColorfilters([rule]).trimEnd().split('\n')[1]!);
        for (const [i, was] of numbers(lines[at]!).entries()) expect(Math.abs(again[i]! - was)).toBeLessThanOrEqual(129);
      }
    }
  });

  it.skipIf(!hasTshark)('that we write is taken by tshark: a frame is coloured by our rule (skipped where tshark is not installed)', async () => {
    const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = await import('node:fs');
    const home = mkdtempSync('/tmp/netloupe-colours-');
    try {
      mkdirSync(`${home}/wireshark`);
      writeFileSync(`${home}/wireshark/colorfilters`, formatColorfilters([
        { name: 'off', filter: 'frame', enabled: false, colours: { background: '#000000', foreground: '#ffffff' } },
        { name: 'ours', filter: 'tcp && tcp.port in {1..65535}', enabled: true, colours: { background: '#a40000', foreground: '#fffc9c' } },
      ]));
      const said = execFileSync('tshark', ['-r', 'e2e/captures/sample.pcapng', '-Y', 'tcp', '-c', '20', '--color', '-T', 'fields', '-e', 'frame.coloring_rule.name'], { env: { ...process.env, XDG_CONFIG_HOME: home }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      expect(new Set(said.replaceAll(/\u001b\[[\d;]*m/g, '').trim().split('\n').map((line) => line.trim()))).toEqual(new Set(['ours']));
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

describe('dfilters', () => {
  it('is read and written with quotes and backslashes in names', () => {
    const text = '"No \\"ARP\\" \\\\ x" not arp\n  "tcp"\ttcp.port == 80  \n# remark\nno name here\n"open\n';
    const { filters, odd } = parseFilterList(text);
    expect(filters).toEqual([{ name: 'No "ARP" \\ x', text: 'not arp' }, { name: 'tcp', text: 'tcp.port == 80' }]);
    expect(odd.map(({ line }) => line)).toEqual([4, 5]);
    expect(parseFilterList(formatFilterList(filters)).filters).toEqual(filters);
  });
  it.skipIf(!isShipped)('that the package ships is read whole (skipped where Wireshark is not installed)', () => {
    for (const name of ['dfilters', 'cfilters']) {
      const { filters, odd } = parseFilterList(shipped(name));
      expect(odd).toEqual([]);
      expect(filters.map((f) => `"${f.name}" ${f.text}`)).toEqual(linesOf(shipped(name)));
    }
  });
});

describe('preferences', () => {
  it('knows values that go on, and leaves what is commented out', () => {
    const all = parsePreferences('# tcp.x: 1\ngui.column.format: \n\t"No.", "%m",\n\t"Host", "%Cus:http.host:0:R"\n\ngui.layout_type: 1\n');
    expect([...all]).toEqual([['gui.column.format', '"No.", "%m", "Host", "%Cus:http.host:0:R"'], ['gui.layout_type', '1']]);
  });
  it('gives columns, layout and what is left', () => {
    const text = 'gui.column.hidden: %L,%Cus:tcp.len:0:R\ngui.column.format:\n\t"No.", "%m",\n\t"When", "%Yut",\n\t"Delta", "%Gt",\n\t"Length", "%L",\n\t"Len", "%Cus:tcp.len:0:R",\n\t"Host", "%Cus:http.host or tls.handshake.extensions_server_name:0:R",\n\t"Second", "%Cus:ip.src:2:R",\n\t"Call", "%y",\n\t"Info", "%i"\ngui.layout_type: 2\ntcp.relative_sequence_numbers: FALSE\ntcp.desegment_tcp_streams: FALSE\n';
    const { columns, layout, relativeSequence, left } = importPreferences(text);
    expect(columns).toEqual({
      columns: [{ id: 'number', title: 'No.' }, { id: 'time', title: 'When' }, { id: 'frame.time_delta_displayed', title: 'Delta' }, { id: 'http.host', title: 'Host' }, { id: 'ip.src', title: 'Second' }, { id: 'info', title: 'Info' }],
      time: 'utcDate',
      notes: [
        { title: 'Length', format: '%L', note: 'hidden' }, { title: 'Len', format: '%Cus:tcp.len:0:R', note: 'hidden' },
        { title: 'Host', format: '%Cus:http.host or tls.handshake.extensions_server_name:0:R', note: 'severalFields' },
        { title: 'Second', format: '%Cus:ip.src:2:R', note: 'oneOccurrence' }, { title: 'Call', format: '%y', note: 'unknown' },
      ],
    });
    expect({ layout, relativeSequence, left }).toEqual({ layout: 'beside', relativeSequence: false, left: ['tcp.desegment_tcp_streams'] });
  });
  it.skipIf(!isShipped)('of the Bluetooth profile gives its eight columns (skipped where Wireshark is not installed)', () => {
    const { columns } = importPreferences(shipped('profiles/Bluetooth/preferences'));
    expect(columns?.columns.map(({ title }) => title)).toEqual([...shipped('profiles/Bluetooth/preferences').matchAll(/^\t"(.*?)"/gm)].map((found) => found[1]));
    expect(columns?.time).toBe('localDate');
  });
  it.skipIf(!hasTshark)('has a place, or a word, for every column that tshark lists (skipped where tshark is not installed)', () => {
    const formats = linesOf(execFileSync('tshark', ['-G', 'column-formats'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).flatMap((line) => /^(%\w+)\t/.exec(line)?.[1] ?? []);
    expect(formats.length).toBeGreaterThan(30);
    const without = formats.filter((format) => format !== '%Cus' && columnsFrom(`"x", "${format}"`, '').columns.length === 0);
    // Cumulative bytes, Cisco VSAN, DCE/RPC call, FW-1 interface, ISDN TEI: no field of ours says these.
    expect(without.sort()).toEqual(['%B', '%E', '%I', '%V', '%y']);
  });
  it.skipIf(!hasTshark)('that tshark writes at its defaults gives the default columns (skipped where tshark is not installed)', () => {
    const all = execFileSync('tshark', ['-G', 'currentprefs'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, XDG_CONFIG_HOME: '/nowhere' } });
    expect(importPreferences(all)).toEqual({ columns: null, layout: null, relativeSequence: null, left: [] });
    const spelt = all.replaceAll(/^#(gui\.column\.format:|\t".*)/gm, '$1');
    expect(importPreferences(spelt).columns).toEqual({ columns: ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info'].map((id, at) => ({ id, title: ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'][at] })), time: null, notes: [] });
  });
});
