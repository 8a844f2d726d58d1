// One interface: icon, name and kind, addresses, what is special, a minute of traffic, the rate now.
import { memo, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { InterfaceInfo } from '../../../shared/live/interfaces';
import { useText, type Text } from '../../locales/text';
import { startInterfaces } from '../../state/capture-options';
import { chooseInterface, useInterfaces } from '../../state/interfaces';
import { HISTORY_SECONDS, interfaceKey } from '../../state/traffic-history';
import { formatBits, formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { Sparkline } from '../../widgets/sparkline';
import { visibleMarks } from '../../widgets/visible-marks';
import { addressLines, chipsOf, iconOf } from './interface-words';

function onClick(event: MouseEvent, key: string): void {
  chooseInterface(key, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
}

function onKeyDown(event: KeyboardEvent, key: string): void {
  if (event.key === 'Enter' && !event.ctrlKey && !event.altKey && !event.metaKey) {
    if (!useInterfaces.getState().choice.chosen.includes(key)) chooseInterface(key, 'only');
    void startInterfaces();
  } else if (event.key === ' ') chooseInterface(key, 'toggle');
  else return;
  event.preventDefault();
}

function start(key: string): void {
  chooseInterface(key, 'only');
  void startInterfaces();
}

interface InterfaceRowProps {
  readonly info: InterfaceInfo;
  /** Keys come to it by Tab. */
  readonly isStop: boolean;
}

export const InterfaceRow = memo(function InterfaceRow({ info, isStop }: InterfaceRowProps): ReactNode {
  const text = useText();
  const key = interfaceKey(info);
  const chosen = useInterfaces((s) => s.choice.chosen.includes(key));
  const [first, second] = addressLines(info, text);
  return (
    <div
      role="option"
      aria-selected={chosen}
      className={`interface ${chosen ? 'on' : ''}`}
      tabIndex={isStop ? 0 : -1}
      data-interface={key}
      onClick={(event) => onClick(event, key)}
      onDoubleClick={() => start(key)}
      onKeyDown={(event) => onKeyDown(event, key)}
    >
      <Icon name={iconOf(info)} />
      <span className="interface-name" title={visibleMarks(info.description)}>
        <b className="mono cut">{visibleMarks(info.name)}</b>
        <span className="t3 cut">{text(`interfaces.kind.${info.kind}`)}</span>
      </span>
      <span className="interface-addresses mono" title={visibleMarks(info.addresses.join('\n'))}>
        <span className="cut">{visibleMarks(first)}</span>
        <span className="t3 cut">{visibleMarks(second)}</span>
      </span>
      <span className="interface-chips">
        {chipsOf(info, text).map((chip) => (
          <span key={chip.label} className={`chip ${chip.tone}`} title={chip.title}>
            {chip.label}
          </span>
        ))}
      </span>
      <InterfaceTraffic name={key} text={text} />
    </div>
  );
});

/** Apart from the row, so that each second only this is drawn anew. */
function InterfaceTraffic({ name, text }: { readonly name: string; readonly text: Text }): ReactNode {
  const rates = useInterfaces((s) => s.traffic.interfaces.get(name)?.rates);
  const now = rates?.at(-1);
  return (
    <>
      <Sparkline values={(rates ?? []).map((rate) => rate.bits)} seconds={HISTORY_SECONDS} />
      <span className="interface-rate">
        <span className="mono">{now ? `${formatBits(now.bits)}/s` : ''}</span>
        <span className="t3">{!now ? '' : now.frames === 0 ? text('interfaces.idle') : text('interfaces.frames', { count: Math.ceil(now.frames), formatted: formatCount(Math.ceil(now.frames)) })}</span>
      </span>
    </>
  );
}
