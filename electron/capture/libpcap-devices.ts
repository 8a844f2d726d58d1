// What libpcap knows, asked of the capture program: its devices in its order, its version, and the link types of a device.
import * as v from 'valibot';
import { askProgram, isFailure } from './capture-program';

const DEVICES = v.object({
  interfaces: v.array(
    v.object({
      name: v.string(), description: v.string(), loopback: v.boolean(), up: v.boolean(), running: v.boolean(), wireless: v.boolean(),
      connection: v.string(), addresses: v.array(v.string()),
    }),
  ),
});

export type LibpcapDevice = v.InferOutput<typeof DEVICES>['interfaces'][number];

/** Empty where the program is not built. */
export async function libpcapDevices(): Promise<readonly LibpcapDevice[]> {
  const checked = v.safeParse(DEVICES, await askProgram(['interfaces']));
  return checked.success ? checked.output.interfaces : [];
}

/** `libpcap version 1.10.3 …`; '' where the program is not built. */
export async function libpcapVersion(): Promise<string> {
  const answer = await askProgram(['version']);
  return !isFailure(answer) && typeof answer['libpcap'] === 'string' ? answer['libpcap'] : '';
}

const DEVICE = v.object({ linktypes: v.array(v.object({ name: v.nullable(v.string()) })) });
const REFUSED = v.object({ problem: v.object({ code: v.string() }) });
const ASK_MS = 1_000;

/** DLT names of a device, its own first; null = it cannot be opened; 'refused' = neither can any other, for want of permission. */
export async function libpcapLinktypes(name: string, netnsPath: string): Promise<readonly string[] | 'refused' | null> {
  const answer = await askProgram(['device', '-i', name, ...(netnsPath === '' ? [] : ['--netns', netnsPath])], ASK_MS);
  const checked = v.safeParse(DEVICE, answer);
  if (checked.success) return checked.output.linktypes.flatMap((type) => type.name ?? []);
  const problem = v.safeParse(REFUSED, answer);
  if (problem.success) return problem.output.problem.code === 'permission' ? 'refused' : null;
  return isFailure(answer) && answer.failure === 'missing' ? 'refused' : null;
}
