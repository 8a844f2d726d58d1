// Exports of sequence diagrams: texts from packets stay texts.
import { describe, expect, it } from 'vitest';
import type { FlowFacts, FlowRow } from '../../../shared/ipc/sequence-calls';
import { svgText } from './drawing-files';
import { flowMermaid } from './mermaid-text';
import { arrow, words } from './shape';

const HOSTILE = '</text><script>alert("1")</script>&';

describe('an SVG file', () => {
  const text = svgText({ width: 100, height: 50, groups: [{ y: 10, shapes: [words(1, 2, HOSTILE, 'text'), ...arrow(0, 0, 100, 12, 'client-mark', 1.5)] }] }, HOSTILE, (ink) => `#${ink.length}`);
  it('has texts of packets as text only', () => {
    expect(text).not.toContain('<script');
    expect(text.split('&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;')).toHaveLength(3);
  });
  it('has its size, its groups where they stand, and colours written out', () => {
    expect(text).toContain('viewBox="0 0 100 50"');
    expect(text).toContain('<g transform="translate(0 10)">');
    expect(text).toContain('fill="#11"');
    expect(text).not.toContain('var(');
  });
});

describe('Mermaid text', () => {
  const facts: FlowFacts = { nodes: ['10.0.0.1', '10.0.0.2'], times: [0], frames: [7], timeDigits: 6, left: 0 };
  const row: FlowRow = { frame: 7, time: 0, from: 0, to: 1, fromPort: 1, toPort: 2, protocol: 'HTTP', info: 'GET /;a#b\nend' };
  it('has a participant for each address, an arrow for each row, and nothing that ends a line or begins a code', () => {
    expect(flowMermaid(facts, [row])).toBe(['sequenceDiagram', '  participant N0 as 10.0.0.1', '  participant N1 as 10.0.0.2', '  N0->>N1: 7 HTTP GET /#59;a#35;b⟨LF⟩end', ''].join('\n'));
  });
});
