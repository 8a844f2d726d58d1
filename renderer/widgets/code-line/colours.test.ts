// Colours of filters: fields, operators, values.
import { expect, it } from 'vitest';
import { captureFilterColours } from './capture-filter-colours';
import type { Stretch } from './code-editor';
import { displayFilterColours } from './display-filter-colours';

const said = (text: string, stretches: readonly Stretch[]): string => stretches.map(({ from, to, kind }) => `${text.slice(from, to)}:${kind}`).join(' ');

it.each([
  ['ip.addr == 145.254.160.237 && tcp', 'ip.addr:field ==:operator 145.254.160.237:number &&:operator tcp:field'],
  ['!(http.host contains "a b") or eth.src[0:3] == 00:01:02', '!:operator http.host:field contains:operator "a b":value or:operator eth.src:field [0:3]:number ==:operator 00:01:02:number'],
  ['tcp.port in {80, 8000..8080} and len(dns.qry.name) > 20', 'tcp.port:field in:operator 80:number 8000:number 8080:number and:operator len:word dns.qry.name:field >:operator 20:number'],
  ['ip.proto == TCP', 'ip.proto:field ==:operator TCP:value'],
  ['ip.src == ip.dst', 'ip.src:field ==:operator ip.dst:field'],
  ['"open', ''],
])('%s', (filter, coloured) => {
  expect(said(filter, displayFilterColours(filter))).toBe(coloured);
});

it('of capture filters too', () => {
  const filter = 'tcp port 443 and not host example.org';
  expect(said(filter, captureFilterColours(filter))).toBe('tcp:field port:field 443:number and:operator not:operator host:field example.org:value');
});
