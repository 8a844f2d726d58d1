// What a device can be asked for: asked of our own capture program; where that is not built or may not open it, of dumpcap or tcpdump.
import { captureOptions, interfaceOptions } from '../../shared/live/capture-options';
import type { DeviceAbilities, NamedChoice } from '../../shared/live/interfaces';
import type { Problem } from '../../shared/problem';
import { captureProblem, notBuilt } from './capture-problem';
import { libpcapDevice } from './libpcap-devices';
import { netnsPath } from './network-namespaces';
import { findOnPath, runProgram } from './system-command';

/** Never throws: what is not known has its reason. @param monitor its link types in monitor mode, where it has that */
export async function deviceAbilities(name: string, netns: string, monitor: boolean): Promise<DeviceAbilities> {
  const { problem, ...told } = await libpcapDevice(name, netnsPath(netns), monitor);
  if (problem === null) return { ...told, problem: null };
  if (problem.code === 'monitor') return { ...(await deviceAbilities(name, netns, false)), monitor: false };
  // As for a capture: the other programs are taken where ours is missing or lacks the permission, and enter no namespace.
  const byOther = (problem.code === 'missing' || problem.code === 'permission') && netns === '' ? await toldByOther(name, monitor) : null;
  return byOther ?? { ...told, problem: asProblem(problem, name, netns) };
}

function asProblem({ code, text }: { readonly code: string; readonly text: string }, name: string, netns: string): Problem {
  return code === 'missing' ? notBuilt() : captureProblem(code, 0, text, captureOptions([interfaceOptions(name, { netns })]));
}

/** The first that may open the device. */
async function toldByOther(name: string, monitor: boolean): Promise<DeviceAbilities | null> {
  for (const program of ['dumpcap', 'tcpdump']) {
    const path = findOnPath(program);
    if (path === null) continue;
    const ask = (...question: string[]): ReturnType<typeof runProgram> => runProgram(path, [...question, '-i', name]);
    const linktypes = choices(await ask(...(monitor ? ['-I'] : []), '-L'));
    if (linktypes.length === 0) continue;
    const timestampTypes = choices(await ask('--list-time-stamp-types'));
    // dumpcap's answer for programs begins with 1 or 0; tcpdump refuses.
    const hasMonitor = program === 'dumpcap' ? (await ask('-M', '-L')).stdout.startsWith('1\n') : (await ask('-I', '-L')).status === 0;
    return { linktypes, timestampTypes, monitor: hasMonitor, problem: null };
  }
  return null;
}

/** Lines `  EN10MB (Ethernet)`: dumpcap says them on its standard output, tcpdump on standard error. */
function choices({ status, stdout, stderr }: Awaited<ReturnType<typeof runProgram>>): readonly NamedChoice[] {
  if (status !== 0) return [];
  const lines = `${stdout}\n${stderr}`.matchAll(/^ {2}([\w-]+)(?: \((.*?)\))?(?: \(printing not supported\))?$/gm);
  return [...lines].map(([, choice = '', description = '']) => ({ name: choice, description }));
}
