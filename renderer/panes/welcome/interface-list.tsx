// The interfaces to capture on: those of this host, folded groups for namespaces and containers, and the states without any.
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { InterfaceInfo, NamespaceInfo } from '../../../shared/live/interfaces';
import { problemSentences, useLanguage, useText } from '../../locales/text';
import { chooseInterface, loadInterfaces, toggleHidden, toggleNamespace, useInterfaces, visibleKeys } from '../../state/interfaces';
import { interfaceKey } from '../../state/traffic-history';
import { Icon } from '../../widgets/icon';
import { listMove } from '../../widgets/list-keys';
import { visibleMarks } from '../../widgets/visible-marks';
import { InterfaceRow } from './interface-row';

const PAGE = 6;

function onKeyDown(event: KeyboardEvent, box: HTMLElement | null): void {
  const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-interface]') : null;
  if (!row) return;
  const keys = visibleKeys(useInterfaces.getState());
  if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
    const [first = ''] = keys;
    chooseInterface(first, 'only');
    chooseInterface(keys.at(-1) ?? first, 'range');
    event.preventDefault();
    return;
  }
  const plain = { key: event.key, ctrlKey: false, metaKey: false, altKey: event.altKey, shiftKey: false } as KeyboardEvent;
  const move = listMove(plain, PAGE);
  if (!move) return;
  event.preventDefault();
  const at = keys.indexOf(row.dataset['interface'] ?? '');
  const to = 'to' in move ? (move.to === 'first' ? 0 : keys.length - 1) : Math.max(0, Math.min(keys.length - 1, at + move.by));
  const key = keys[to];
  if (key === undefined) return;
  chooseInterface(key, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'go' : 'only');
  box?.querySelector<HTMLElement>(`[data-interface="${CSS.escape(key)}"]`)?.focus();
}

export function InterfaceList(): ReactNode {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const list = useInterfaces((s) => s.list);
  const showHidden = useInterfaces((s) => s.showHidden);
  const stop = useInterfaces((s) => (visibleKeys(s).includes(s.choice.current) ? s.choice.current : (visibleKeys(s)[0] ?? '')));
  if (!list) return <NoList />;
  const shown = list.interfaces.filter((info) => showHidden || !info.hidden);
  const hidden = list.interfaces.filter((info) => info.hidden).length;
  return (
    <div ref={box} className="interface-list" data-testid="interfaces" onKeyDown={(event) => onKeyDown(event, box.current)}>
      <Rows label={text('interfaces.list')} interfaces={shown} stop={stop} />
      {shown.length === 0 && <p className="interface-none">{text('interfaces.none')}</p>}
      {hidden > 0 && (
        <button type="button" className="button interface-more" aria-expanded={showHidden} onClick={toggleHidden}>
          <Icon name={showHidden ? 'upward' : 'down'} />
          {text(showHidden ? 'interfaces.hide' : 'interfaces.showHidden', { count: hidden })}
        </button>
      )}
      {list.namespaces.map((space) => (
        <Namespace key={space.netns} space={space} stop={stop} />
      ))}
    </div>
  );
}

function Rows({ label, interfaces, stop }: { readonly label: string; readonly interfaces: readonly InterfaceInfo[]; readonly stop: string }): ReactNode {
  if (interfaces.length === 0) return null;
  return (
    <div role="listbox" aria-multiselectable="true" aria-label={label} className="interface-rows">
      {interfaces.map((info) => (
        <InterfaceRow key={interfaceKey(info)} info={info} isStop={stop === interfaceKey(info)} />
      ))}
    </div>
  );
}

/** Folded: its name, kind and how many interfaces it has. */
function Namespace({ space, stop }: { readonly space: NamespaceInfo; readonly stop: string }): ReactNode {
  const text = useText();
  const open = useInterfaces((s) => s.unfolded.has(space.netns));
  const name = visibleMarks(space.name);
  return (
    <section className="namespace">
      <button type="button" className="namespace-head" aria-expanded={open} onClick={() => toggleNamespace(space.netns)}>
        <Icon name={open ? 'down' : 'right'} />
        <b className="cut">{name}</b>
        <span className="t3 cut">
          {text(`interfaces.space.${space.kind}`)}
          {space.pid > 0 && ` · ${text('interfaces.process', { pid: space.pid })}`}
        </span>
        <span className="grow" />
        <span className="t3">{text('interfaces.count', { count: space.interfaces.length })}</span>
      </button>
      {open && <Rows label={name} interfaces={space.interfaces} stop={stop} />}
    </section>
  );
}

const PLACES = [0, 1, 2, 3] as const;

/** While they are asked for: rows of the same height; or why there are none, and the way to try again. */
function NoList(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const problem = useInterfaces((s) => s.problem);
  if (problem) {
    return (
      <div className="interface-none" role="alert">
        <span className="grow">
          <b>{text('interfaces.failed')}</b> <span className="t2">{visibleMarks(problemSentences(problem, language))}</span> <span className="t3 mono">{problem.code}</span>
        </span>
        <button type="button" className="button edge" onClick={() => void loadInterfaces()}>
          {text('notice.retry')}
        </button>
      </div>
    );
  }
  return (
    <div className="interface-list" aria-busy="true" aria-label={text('interfaces.loading')}>
      {PLACES.map((place) => (
        <div key={place} className="interface empty" />
      ))}
    </div>
  );
}
