// `netloupe dump -L` and `-J`: the link types and kinds of time stamp that an interface can have, said as tcpdump says them.
import { deviceAbilities } from '../capture/device-abilities';
import type { NamedChoice } from '../../shared/live/interfaces';
import { deviceOf } from './dump-live';
import type { DumpWords } from './dump-options';

/** @returns exit status @throws UsageError */
export async function printAbilities(words: DumpWords): Promise<number> {
  const device = await deviceOf(words.interface.at(-1));
  const { linktypes, timestampTypes, problem } = await deviceAbilities(device, '', words.monitor.length > 0);
  if (problem !== null) {
    process.stderr.write(`netloupe: ${device}: ${problem.message} (${problem.code})\n`);
    return 1;
  }
  if (words.listLinktypes.length > 0) process.stderr.write(listText(`Data link types for ${device} (use option -y to set):`, linktypes));
  else if (timestampTypes.length === 0) process.stderr.write(`Time stamp type cannot be set for ${device}\n`);
  else process.stderr.write(listText(`Time stamp types for ${device} (use option -j to set):`, timestampTypes));
  return 0;
}

function listText(front: string, choices: readonly NamedChoice[]): string {
  return `${front}\n${choices.map(({ name, description }) => `  ${name}${description === '' ? '' : ` (${description})`}\n`).join('')}`;
}
