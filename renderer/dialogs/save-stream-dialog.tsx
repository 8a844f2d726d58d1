// Saves the bytes of a followed stream: one side or both, to a file that is named here.
import { useState, type ReactNode } from 'react';
import { engine } from '../engine';
import { currentText, useText } from '../locales/text';
import { announce } from '../state/session';
import { useStream } from '../state/stream';
import { formatBytes } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { nameOf } from './path-there';
import { atHome, SaveTypedDialog } from './save-typed-dialog';

const SIDES = ['both', 'client', 'server'] as const;
type Side = (typeof SIDES)[number];

function suggested(side: Side): string {
  const { name } = useStream.getState();
  return atHome(`${name?.transport ?? 'tcp'}-stream-${name?.number ?? 0}${side === 'both' ? '' : `-${side}`}.bin`);
}

async function write(side: Side, path: string): Promise<void> {
  const { name: stream, look: { said } } = useStream.getState();
  if (stream === null) return;
  const saved = await engine.call('follow.save', { stream, said, side, path });
  announce(currentText()('stream.save.done', { name: visibleMarks(nameOf(saved.path)), size: formatBytes(saved.size) }));
}

export function SaveStreamDialog(): ReactNode {
  const text = useText();
  const [side, setSide] = useState<Side>(useStream.getState().look.side);
  const [path, setPath] = useState(() => suggested(side));
  const hint = text(useStream.getState().look.said === 'http' ? 'stream.save.hintHttp' : 'stream.save.hint');
  const choose = (next: Side): void => {
    if (path === suggested(side)) setPath(suggested(next));
    setSide(next);
  };
  return (
    <SaveTypedDialog title={text('stream.save.title')} pathLabel={text('stream.save.path')} path={path} onPath={setPath} save={(to) => write(side, to)} hint={hint}>
      <label>
        {text('stream.side')}
        <select className="input" value={side} onChange={(event) => choose(event.target.value as Side)}>
          {SIDES.map((one) => (
            <option key={one} value={one}>
              {text(`stream.side.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </SaveTypedDialog>
  );
}
