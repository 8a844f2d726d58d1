// Who is in charge of ports and types, as the user says it: rules as they are typed, and what the selected frame suggests.
import { DECODE_LAYERS, type DecodeRule } from '../../shared/ipc/decode-calls';
import { currentText } from '../locales/text';
import { useLive } from './live';
import { setPreference, usePreferences } from './preferences';
import { useSelection } from './selection';
import { announce, openCapture, useSession } from './session';

export type DecodeLayer = DecodeRule['layer'];

export interface DraftRule {
  readonly layer: DecodeLayer;
  /** `8080`, or `8080-8090`. */
  readonly numbers: string;
  readonly protocol: string;
}

const FIELDS: readonly (readonly [DecodeLayer, readonly string[]])[] = [
  ['tcp.port', ['tcp.srcport', 'tcp.dstport']], ['udp.port', ['udp.srcport', 'udp.dstport']], ['ip.proto', ['ip.proto']], ['ethertype', ['eth.type']],
];
const HIGHEST = 0xffff;

export function draftOf({ layer, first, last, protocol }: DecodeRule): DraftRule {
  return { layer, numbers: first === last ? String(first) : `${first}-${last}`, protocol };
}

/** null: not one number, or two with the lower one first. */
export function ruleOf({ layer, numbers, protocol }: DraftRule): DecodeRule | null {
  const [, from, to] = /^\s*(0x[\da-f]{1,4}|\d{1,5})\s*(?:[-–]\s*(0x[\da-f]{1,4}|\d{1,5})\s*)?$/i.exec(numbers) ?? [];
  if (from === undefined) return null;
  const [first, last] = [Number(from), Number(to ?? from)];
  return last > HIGHEST || last < first ? null : { layer, first, last, protocol };
}

/** The layer and number that the selected frame goes by: of ports the lower, which counts first. */
export function suggestedRule(): DraftRule {
  const lines = useSelection.getState().tree?.detail.nodes ?? [];
  for (const [layer, fields] of FIELDS) {
    const numbers = lines.flatMap(({ filter }) => {
      const [, field = '', value] = /^([\w.]+) == (0x[\da-f]+|\d+)$/i.exec(filter) ?? [];
      return value !== undefined && fields.includes(field) ? [Number(value)] : [];
    });
    if (numbers.length > 0) return { layer, numbers: String(layer.endsWith('port') ? Math.min(...numbers) : numbers.at(-1)), protocol: 'data' };
  }
  return { layer: DECODE_LAYERS[0], numbers: '', protocol: 'data' };
}

/** Keeps the rules, and reads the open capture once more with them; one that runs, or is not saved, keeps its own. */
export function keepRules(rules: readonly DecodeRule[]): void {
  if (JSON.stringify(rules) === JSON.stringify(usePreferences.getState().decodeAs)) return;
  setPreference('decodeAs', [...rules]);
  const { capture } = useSession.getState();
  if (capture === null) return;
  if (capture.live !== null && !useLive.getState().saved) announce(currentText()('decodeAs.later'));
  else void openCapture(capture.path);
}
