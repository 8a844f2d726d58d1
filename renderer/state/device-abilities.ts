// What the chosen devices can be asked for, as each of them said: kept until it is asked again.
import { create } from 'zustand';
import type { DeviceAbilities, InterfaceInfo, NamedChoice } from '../../shared/live/interfaces';
import { engine } from '../engine';
import { toProblem } from './session';
import { interfaceKey } from './traffic-history';

export const useDeviceAbilities = create<{ readonly known: ReadonlyMap<string, DeviceAbilities> }>()(() => ({ known: new Map() }));

type Device = Pick<InterfaceInfo, 'name' | 'netns'>;

export function abilitiesKey(device: Device, monitor: boolean): string {
  return `${monitor ? 'monitor' : ''}|${interfaceKey(device)}`;
}

export async function askDevice(device: Device, monitor: boolean): Promise<void> {
  const { name, netns } = device;
  const answer = await engine.call('interfaces.device', { name, netns, monitor }).catch((error: unknown): DeviceAbilities => ({ linktypes: [], timestampTypes: [], monitor: null, problem: toProblem(error) }));
  useDeviceAbilities.setState(({ known }) => ({ known: new Map(known).set(abilitiesKey(device, monitor), answer) }));
}

/** What all of them have: an option is set for all at once. */
export function commonAbilities(all: readonly DeviceAbilities[]): DeviceAbilities {
  const monitor = all.some((one) => one.monitor === false) ? false : all.every((one) => one.monitor === true) ? true : null;
  return {
    linktypes: inAll(all.map((one) => one.linktypes)),
    timestampTypes: inAll(all.map((one) => one.timestampTypes)),
    monitor: all.length === 0 ? null : monitor,
    problem: all.find((one) => one.problem !== null)?.problem ?? null,
  };
}

function inAll([first = [], ...others]: readonly (readonly NamedChoice[])[]): readonly NamedChoice[] {
  return first.filter(({ name }) => others.every((list) => list.some((other) => other.name === name)));
}
