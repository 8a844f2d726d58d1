// Which interface reaches a host: asked of the kernel, answered with device, source and gateway; the device is chosen.
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Route } from '../../../shared/live/interfaces';
import type { Problem } from '../../../shared/problem';
import { problemSentences, useLanguage, useText } from '../../locales/text';
import { findRoute } from '../../state/interfaces';
import { toProblem } from '../../state/session';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';

export function RouteBox(): ReactNode {
  const text = useText();
  const [host, setHost] = useState('');
  const [route, setRoute] = useState<Route | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const find = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const asked = host.trim();
    if (asked === '') return;
    try {
      setRoute(await findRoute(asked));
      setProblem(null);
    } catch (error) {
      setRoute(null);
      setProblem(toProblem(error));
    }
  };
  return (
    <form className="route-box" onSubmit={(event) => void find(event)}>
      <label htmlFor="route-host">{text('route.label')}</label>
      <input id="route-host" className="input mono" value={host} autoComplete="off" spellCheck={false} maxLength={255} placeholder="example.net" onChange={(event) => setHost(event.target.value)} />
      <button type="submit" className="button edge" disabled={host.trim() === ''}>
        {text('route.find')}
      </button>
      <span className="route-answer cut" role="status" aria-live="polite" data-testid="route">
        {route && <RouteAnswer route={route} />}
        {problem && <ProblemText problem={problem} />}
      </span>
    </form>
  );
}

function RouteAnswer({ route }: { readonly route: Route }): ReactNode {
  const text = useText();
  const parts = [
    route.address === route.host ? '' : route.address,
    text('route.source', { address: route.source }),
    route.gateway === '' ? text('route.direct') : text('route.gateway', { address: route.gateway }),
  ];
  return (
    <span title={visibleMarks(route.line)}>
      <Icon name="route" className="inline" />
      <b className="mono">{visibleMarks(route.device)}</b> <span className="t2">{visibleMarks(parts.filter((part) => part !== '').join(' · '))}</span>
    </span>
  );
}

function ProblemText({ problem }: { readonly problem: Problem }): ReactNode {
  const language = useLanguage();
  const words = visibleMarks(problemSentences(problem, language));
  return (
    <span className="error-text" title={words}>
      {words}
    </span>
  );
}
