// Actions that copy a frame, its tree or its bytes in a form that something else reads.
import type { PacketCode } from '../../shared/export/packet-code';
import { engine } from '../engine';
import { byteText, type ByteFormat } from '../widgets/byte-text';
import { rangeOf } from './byte-lookup';
import { copyText } from './clipboard';
import { STANDARD_COLUMNS } from './columns';
import { cellOf, numberAt, rowAt } from './rows';
import { useSelection } from './selection';
import { report } from './session';
import { rowAsCsv, rowAsYaml, treeAsText } from './row-text';

const hasFrame = (): boolean => useSelection.getState().index >= 0;
const hasTree = (): boolean => useSelection.getState().tree !== null;

/** Bytes of the selected line, or all bytes of the source where the line has none. */
function copyBytes(format: ByteFormat): void {
  const { tree, source, node } = useSelection.getState();
  const range = rangeOf(tree?.detail.nodes[node]);
  const bytes = tree?.detail.sources[range?.source ?? source]?.bytes;
  if (bytes) void copyText(byteText(range ? bytes.subarray(range.start, range.end) : bytes, format));
}

const bytesAction = (format: ByteFormat) => ({ run: () => copyBytes(format), enabled: hasTree });

const cells = (): (readonly [string, string])[] => {
  const row = rowAt(useSelection.getState().index);
  return STANDARD_COLUMNS.map((id) => [id, cellOf(row, id)]);
};

function copyTree(): void {
  const { tree } = useSelection.getState();
  if (tree) void copyText(treeAsText(tree.detail.nodes));
}

function codeAction(code: PacketCode) {
  const run = (): void => {
    engine.call('copy.packet', { number: numberAt(useSelection.getState().index), code }).then(({ text }) => copyText(text), report);
  };
  return { run, enabled: hasFrame };
}

export const COPY_ACTIONS = {
  'edit.copySummary': { run: () => void copyText(cells().map(([, text]) => text).join('\t')), enabled: hasFrame },
  'edit.copyCsv': { run: () => void copyText(rowAsCsv(cells())), enabled: hasFrame },
  'edit.copyYaml': { run: () => void copyText(rowAsYaml(cells())), enabled: hasFrame },
  'edit.copyTree': { run: copyTree, enabled: hasTree },
  'edit.copyHex': bytesAction('hex'),
  'edit.copyHexDump': bytesAction('hexDump'),
  'edit.copyEscaped': bytesAction('escaped'),
  'edit.copyBase64': bytesAction('base64'),
  'edit.copyCArray': bytesAction('cArray'),
  'edit.copyGoArray': bytesAction('goArray'),
  'edit.copyPython': bytesAction('python'),
  'edit.copyRustArray': bytesAction('rustArray'),
  'edit.copyScapy': codeAction('scapy'),
  'edit.copyGopacket': codeAction('gopacket'),
} as const;
