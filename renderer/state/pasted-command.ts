// A capture command that was pasted: its options, its view, or the file that it reads.
import type { ParsedCommand } from '../../shared/live/capture-command';
import { draftOf, useCaptureDraft } from './capture-options';
import { allInterfaces, useInterfaces } from './interfaces';
import { setView } from './preferences';
import { openCapture } from './session';
import { interfaceKey } from './traffic-history';

/** @returns whether there is something to capture; otherwise the file that the command reads is opened */
export function takeCommand({ options, view, readFile }: ParsedCommand): boolean {
  const { names, relativeSequence, time } = view;
  setView({ ...(names === undefined ? {} : { names }), ...(relativeSequence === undefined ? {} : { relativeSequence }), ...(time === undefined ? {} : { time }) });
  if (readFile !== '') {
    void openCapture(readFile);
    return false;
  }
  useCaptureDraft.setState(draftOf(options));
  const all = allInterfaces(useInterfaces.getState().list).map(interfaceKey);
  const chosen = options.interfaces.map(interfaceKey).filter((key) => all.includes(key));
  if (options.interfaces.length > 0) useInterfaces.setState({ choice: { chosen, current: chosen[0] ?? '', anchor: chosen[0] ?? '' } });
  return true;
}
