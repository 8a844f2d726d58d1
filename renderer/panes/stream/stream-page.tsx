// The followed stream: what both sides said, and what is known of it.
import { useEffect, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { useStream } from '../../state/stream';
import { StreamBar } from './stream-bar';
import { StreamFactsPanel } from './stream-facts-panel';
import { StreamList } from './stream-list';

export function StreamPage(): ReactNode {
  const text = useText();
  const isThere = useStream((s) => s.name !== null);
  useEffect(() => document.querySelector<HTMLElement>('[data-pane="stream"]')?.focus({ preventScroll: true }), []);
  if (!isThere) return <main className="panes pane-empty">{text('stream.gone')}</main>;
  return (
    <main className="panes stream-page" data-testid="stream">
      <section className="pane stream-said">
        <StreamBar />
        <StreamList />
      </section>
      <StreamFactsPanel />
    </main>
  );
}
