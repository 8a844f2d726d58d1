// Devices in the order in which they are numbered, as `tcpdump -D` numbers them.
import { askProgram, isFailure } from '../capture/capture-program';

export async function deviceNames(): Promise<readonly string[]> {
  const answer = await askProgram(['interfaces']);
  const list = isFailure(answer) ? [] : answer['interfaces'];
  return Array.isArray(list) ? list.flatMap((item: unknown) => (typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string' ? [item.name] : [])) : [];
}
