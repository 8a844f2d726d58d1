// Welcome page: interfaces with their traffic, a capture filter and Start; beside them files, recent and new.
import { useEffect, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { keepOptions } from '../../state/capture-options';
import { useInterfaces, watchInterfaces } from '../../state/interfaces';
import { useSession } from '../../state/session';
import { FilterAndStart } from './filter-and-start';
import { InterfaceList } from './interface-list';
import { LeftCaptures } from './left-captures';
import { OpenAndRecent } from './open-and-recent';
import { PermissionNotice } from './permission-notice';
import { RouteBox } from './route-box';

export function WelcomePage(): ReactNode {
  const text = useText();
  const ready = useInterfaces((s) => s.list !== null || s.problem !== null);
  const connected = useSession((s) => s.connection === 'open');
  useEffect(keepOptions, []);
  useEffect(() => (connected ? watchInterfaces() : undefined), [connected]);
  return (
    <main className="welcome" data-testid="welcome">
      <div className="welcome-inside">
        <section className="welcome-main" aria-label={text('welcome.title')}>
          <div className="welcome-head">
            <h1>{text('welcome.title')}</h1>
            <span className="t3">
              {text('welcome.lead')} <kbd>Enter</kbd>
            </span>
          </div>
          {ready && <LeftCaptures />}
          {ready && <PermissionNotice />}
          <InterfaceList />
          <RouteBox />
          <FilterAndStart />
        </section>
        <OpenAndRecent />
      </div>
    </main>
  );
}
