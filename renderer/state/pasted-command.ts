// A capture command that was pasted: its options, its view, or the file that it reads.
import type { ParsedCommand } from '../../shared/live/capture-command';
import type { CaptureOptions } from '../../shared/live/capture-options';
import { draftOf, useCaptureDraft } from './capture-options';
import { allInterfaces, interfaceOf, useInterfaces } from './interfaces';
import { showLinkColumns } from './link-columns';
import { setView } from './preferences';
import { openCapture, useSession } from './session';
import { interfaceKey } from './traffic-history';

/** @returns whether there is something to capture; otherwise the file that the command reads is opened */
export function takeCommand({ options, view, readFile }: ParsedCommand): boolean {
  const { names, relativeSequence, time } = view;
  setView({ ...(names === undefined ? {} : { names }), ...(relativeSequence === undefined ? {} : { relativeSequence }), ...(time === undefined ? {} : { time }) });
  if (readFile !== '') {
    void openCapture(readFile).then(() => view.linkColumns && showLinkColumns(useSession.getState().capture?.interfaces[0]?.linktype ?? ''));
    return false;
  }
  useCaptureDraft.setState(draftOf(options));
  const all = allInterfaces(useInterfaces.getState().list).map(interfaceKey);
  const chosen = options.interfaces.map(interfaceKey).filter((key) => all.includes(key));
  if (options.interfaces.length > 0) useInterfaces.setState({ choice: { chosen, current: chosen[0] ?? '', anchor: chosen[0] ?? '' } });
  if (view.linkColumns) showLinkColumns(linktypeOf(options));
  return true;
}

/** The link type that the capture will have, as far as it is known before. */
function linktypeOf({ interfaces: [first] }: CaptureOptions): string {
  if (!first) return '';
  if (first.linktype !== '') return first.linktype;
  return first.name === 'any' ? 'LINUX_SLL2' : (interfaceOf(interfaceKey(first))?.linktypes[0] ?? '');
}
