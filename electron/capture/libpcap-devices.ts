// What libpcap knows, asked of the capture program: its devices in its order, its version, and the link types of a device.
import * as v from 'valibot';
import type { NamedChoice } from '../../shared/live/interfaces';
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

const NAMED = v.object({ name: v.nullable(v.string()), description: v.nullable(v.string()) });
const DEVICE = v.object({
  linktypes: v.optional(v.array(NAMED), []), timestampTypes: v.optional(v.array(NAMED), []), monitor: v.optional(v.boolean()),
  problem: v.optional(v.object({ code: v.string(), text: v.string() })),
});
const ASK_MS = 1_000;

export interface LibpcapAnswer {
  /** The device's own first. */
  readonly linktypes: readonly NamedChoice[];
  readonly timestampTypes: readonly NamedChoice[];
  /** null = not told. */
  readonly monitor: boolean | null;
  /** Why it cannot be opened, by the capture program's word for it, or `missing` where that is not built; null = it can. */
  readonly problem: { readonly code: string; readonly text: string } | null;
}

/** What a device has, asked by opening it. @param netnsPath '' = our own namespace */
export async function libpcapDevice(name: string, netnsPath: string, monitor = false): Promise<LibpcapAnswer> {
  const answer = await askProgram(['device', '-i', name, ...(monitor ? ['-I'] : []), ...(netnsPath === '' ? [] : ['--netns', netnsPath])], ASK_MS);
  const nothing = { linktypes: [], timestampTypes: [], monitor: null };
  if (isFailure(answer)) return { ...nothing, problem: { code: answer.failure === 'missing' ? 'missing' : 'other', text: answer.text } };
  const checked = v.safeParse(DEVICE, answer);
  if (!checked.success) return { ...nothing, problem: { code: 'other', text: 'the capture program gave no answer that can be read' } };
  const { linktypes, timestampTypes, problem } = checked.output;
  return { linktypes: linktypes.flatMap(named), timestampTypes: timestampTypes.flatMap(named), monitor: checked.output.monitor ?? null, problem: problem ?? null };
}

function named({ name, description }: v.InferOutput<typeof NAMED>): NamedChoice[] {
  return name === null ? [] : [{ name, description: description ?? '' }];
}
