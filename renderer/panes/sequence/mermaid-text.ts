// A sequence diagram in the language of Mermaid, which many wikis and issue trackers draw.
import type { FlowFacts, FlowRow, SequenceFacts, ShownSequenceRow } from '../../../shared/ipc/sequence-calls';
import type { Text } from '../../locales/text';
import { exactSeconds } from '../../widgets/format-interval';
import { visibleMarks } from '../../widgets/visible-marks';
import { boxTitle, labelText, problemText } from './sequence-words';

/** What would end a line or begin a code there. */
const plain = (text: string): string => visibleMarks(text).replace(/[#;]/g, (character) => `#${character.charCodeAt(0)};`);

export function streamMermaid(facts: SequenceFacts, rows: readonly ShownSequenceRow[], text: Text): string {
  const lines = ['sequenceDiagram', `  participant C as ${text('tabs.client')} ${facts.ends[0]}`, `  participant S as ${text('tabs.server')} ${facts.ends[1]}`];
  for (const [at, row] of rows.entries()) {
    if (row.box.first === at) {
      if (row.box.afterGap) lines.push(`  Note over C,S: ${text('sequence.idle', { time: `${exactSeconds(row.since, facts.timeDigits)} s` })}`);
      lines.push(`  Note over C,S: ${boxTitle(row.box, text)}`);
    }
    const remark = problemText(row, text);
    lines.push(`  ${row.side === 0 ? 'C->>S' : 'S->>C'}: ${plain([String(row.frame), labelText(row), row.info.slice(0, 60), remark].filter((part) => part !== '').join(' '))}`);
  }
  return `${lines.join('\n')}\n`;
}

export function flowMermaid({ nodes }: FlowFacts, rows: readonly FlowRow[]): string {
  const lines = ['sequenceDiagram', ...nodes.map((node, i) => `  participant N${i} as ${plain(node)}`)];
  for (const { frame, from, to, protocol, info } of rows) lines.push(`  N${from}->>N${to}: ${frame} ${plain(`${protocol} ${info.slice(0, 80)}`)}`);
  return `${lines.join('\n')}\n`;
}
