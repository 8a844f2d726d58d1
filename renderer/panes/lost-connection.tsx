// Shown over everything when the line to the engine ended: what happened and the one thing to do.
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../locales/text';
import { connect, useSession } from '../state/session';
import { Icon } from '../widgets/icon';

export function LostConnection(): ReactNode {
  const text = useText();
  const lost = useSession((s) => s.connection === 'lost');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (lost) button.current?.focus();
  }, [lost]);
  if (!lost) return null;
  return (
    <div className="lost" role="alert" data-testid="connection-lost">
      <Icon name="link" />
      <div className="grow">
        <b>{text('lost.title')}</b> <span className="t2">{text('lost.text')}</span>
      </div>
      <button ref={button} type="button" className="button primary" onClick={() => void connect()}>
        {text('lost.action')}
      </button>
    </div>
  );
}
