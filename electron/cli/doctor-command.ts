// `netloupe doctor`: whether this user can capture here and what helps; with --health why packets may be lost.
import type { DoctorReport, Finding } from '../../shared/live/doctor';
import { inEnglish } from '../../shared/live/phrase';
import { healthReport } from '../system/capture-health';
import { doctorReport } from '../system/permission-doctor';
import { helpText, parseOptions, UsageError } from './options';
import { Output } from './output';

export const DOCTOR_OPTIONS = {
  health: { names: ['--health'], argument: '', help: 'also why packets may be lost on the interfaces named (none: all that are up)' },
  json: { names: ['--json'], argument: '', help: 'print the report as JSON' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const;
const USAGE = 'netloupe doctor [--health [IF …]]: can this user capture here? Exit status 0 = yes, 1 = no';

const MARKS: Readonly<Record<Finding['level'], string>> = { ok: 'ok   ', note: 'note ', warn: 'WARN ', error: 'ERROR' };

export async function doctorCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(DOCTOR_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText(USAGE, DOCTOR_OPTIONS));
    return 0;
  }
  const out = new Output(1);
  const withHealth = options.health.length > 0;
  if (!withHealth && options.rest.length > 0) throw new UsageError(`interfaces are named with --health only: ${options.rest.join(' ')}`);
  const [report, health] = await Promise.all([doctorReport(), withHealth ? healthReport(options.rest) : null]);
  if (options.json.length > 0) out.write(`${JSON.stringify(inEnglish(health === null ? report : { ...report, health }), null, 2)}\n`);
  else out.write(permissionText(report) + (health === null ? '' : `\nThe way of a packet, from the card to the file:\n${health.findings.map(findingText).join('\n')}\n`));
  out.close();
  return report.able ? 0 : 1;
}

function permissionText(report: DoctorReport): string {
  const { able, backend, code, summary, ways } = inEnglish(report);
  const head = able ? `Captures can be made (${backend === 'own' ? 'by Netloupe’s capture program' : `by ${backend}`}).` : `${code}: ${summary}`;
  const lines = ways.map(({ way, command, risk, undo }) => `  ${way}\n      ${command}\n      Risk: ${risk}${undo === '' ? '' : `\n      Undo: ${undo}`}`);
  return `${head}\n\n${report.findings.map(findingText).join('\n')}\n\nThe usual ways:\n${lines.join('\n')}\n`;
}

function findingText(finding: Finding): string {
  const { level, title, value, wanted, meaning, fix } = inEnglish(finding);
  const asIs = level === 'ok' || wanted === '' ? value : `${value} (should be: ${wanted})`;
  const help = fix === null ? '' : `\n        Fix:  ${fix.command}\n        Undo: ${fix.undo}\n        ${fix.explanation}`;
  return `${MARKS[level]} ${title}: ${asIs}\n        ${meaning}${help}`;
}
