// `read -z expert`: what the expert information says, as tshark prints it.
import { SEVERITIES, type Severity } from '../../shared/dissect/tree-node';
import { ExpertSummary, type ExpertFinding } from '../../shared/statistics/expert-summary';
import { chosenFrames, tapFilter } from './conversation-tap';
import type { TapSpec } from './taps';

const HEADS: Readonly<Record<Severity, string>> = { error: 'Errors', warn: 'Warns', note: 'Notes', chat: 'Chats', comment: 'Comments' };

export const EXPERT_TAPS: readonly TapSpec[] = [{
  name: 'expert', argument: '[,error|warn|note|chat|comment][,FILTER]', help: 'expert information, from a severity on',
  make(args, registry) {
    const least = SEVERITIES.find((severity) => severity === args[0]);
    const { filter } = tapFilter(least === undefined ? args : args.slice(1), registry);
    const shown = SEVERITIES.slice(SEVERITIES.indexOf(least ?? 'comment')).toReversed();
    return (context, out) => {
      const summary = new ExpertSummary(context.session, chosenFrames(context, filter));
      while (summary.step());
      for (const severity of shown) out.write(table(severity, summary.findings.filter((finding) => finding.severity === severity)));
    };
  },
}];

function table(severity: Severity, findings: readonly ExpertFinding[]): string {
  if (findings.length === 0) return '';
  const rows = findings.map(({ count, group, protocol, summary }) => `${String(count).padStart(12)} ${group.padStart(10)} ${protocol.padStart(18)}  ${summary}\n`);
  return `\n${HEADS[severity]} (${findings.reduce((sum, { count }) => sum + count, 0)})\n=============\n   Frequency      Group           Protocol  Summary\n${rows.join('')}`;
}
