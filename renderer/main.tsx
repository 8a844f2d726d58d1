// The interface begins here: theme first, then the line to the engine, then the window.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { watchColouring } from './state/colouring';
import { watchSelection } from './state/following';
import { watchLive } from './state/live-news';
import { storeWaiting } from './state/preferences';
import { watchLeaving } from './state/saving';
import { connect } from './state/session';
import { keepTheme } from './theme/apply-theme';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/ground.css';
import './theme/chrome.css';
import './theme/rules.css';
import './theme/list.css';
import './theme/notes.css';
import './theme/dump.css';
import './theme/statistics.css';
import './theme/stream.css';
import './theme/panes.css';
import './theme/explain.css';
import './theme/graphs.css';
import './theme/objects.css';
import './theme/diagram.css';
import './theme/pages.css';
import './theme/sequence.css';
import './theme/dialogs.css';
import './theme/write.css';
import './theme/live.css';
import './theme/welcome.css';
import './theme/capture-options.css';
import './theme/filter.css';

keepTheme();
window.addEventListener('pagehide', storeWaiting);
watchColouring();
watchSelection();
watchLive();
watchLeaving();
void connect();

const root = document.getElementById('app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
