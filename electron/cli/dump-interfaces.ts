// `netloupe dump -D`: the interfaces, numbered and described as tcpdump does.
import { listInterfaces } from '../capture/interfaces';
import type { InterfaceInfo } from '../../shared/live/interfaces';

/** @returns exit status */
export async function printInterfaces(): Promise<number> {
  const { interfaces } = await listInterfaces();
  process.stdout.write(interfaces.map((one, i) => `${i + 1}.${one.name}${one.description === '' ? '' : ` (${one.description})`} ${stateText(one)}\n`).join(''));
  return 0;
}

function stateText({ up, running, loopback, wireless }: InterfaceInfo): string {
  const words = [...(up ? ['Up'] : []), ...(running ? ['Running'] : []), ...(loopback ? ['Loopback'] : []), ...(wireless ? ['Wireless'] : [])];
  return words.length === 0 ? '[none]' : `[${words.join(', ')}]`;
}
