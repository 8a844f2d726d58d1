// `netloupe capture -L` and `--list-time-stamp-types`: what a device can be asked for, as dumpcap prints it.
import { deviceAbilities } from '../capture/device-abilities';
import type { InterfaceOptions } from '../../shared/live/capture-options';
import type { NamedChoice } from '../../shared/live/interfaces';
import type { Problem } from '../../shared/problem';

export interface Asked {
  readonly linktypes: boolean;
  readonly timestampTypes: boolean;
}

/** @returns exit status: 1 where a device could not tell what was asked for */
export async function printDeviceChoices(interfaces: readonly InterfaceOptions[], asked: Asked): Promise<number> {
  let status = 0;
  for (const { name, netns, monitor } of interfaces) {
    const { linktypes, timestampTypes, monitor: hasMonitor, problem } = await deviceAbilities(name, netns, monitor);
    const mode = hasMonitor === true ? ` when ${monitor ? '' : 'not '}in monitor mode` : '';
    if (asked.linktypes && linktypes.length > 0) process.stdout.write(`Data link types of interface ${name}${mode} (use option -y to set):\n${lines(linktypes)}`);
    if (asked.timestampTypes && timestampTypes.length > 0) process.stdout.write(`Timestamp types of the interface (use option --time-stamp-type to set):\n${lines(timestampTypes)}`);
    const isTold = (!asked.linktypes || linktypes.length > 0) && (!asked.timestampTypes || timestampTypes.length > 0);
    if (isTold) continue;
    status = 1;
    process.stderr.write(`netloupe: ${words(name, problem)}\n`);
  }
  return status;
}

function words(name: string, problem: Problem | null): string {
  return problem === null ? `${name} has no time stamp types to choose from` : `${problem.message} (${problem.code})`;
}

function lines(choices: readonly NamedChoice[]): string {
  return choices.map(({ name, description }) => `  ${name}${description === '' ? '' : ` (${description})`}\n`).join('');
}
