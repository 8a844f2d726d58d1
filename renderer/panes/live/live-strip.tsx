// Above the list of a live capture: what is captured, for how long and how fast, and where each packet is.
import { useState, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { figuresOf } from '../../state/ledger-figures';
import { isRunning, sourceText, useLive } from '../../state/live';
import { useSession } from '../../state/session';
import { formatBits, formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import type { CaptureOptions } from '../../../shared/live/capture-options';
import type { Ledger } from '../../../shared/live/ledger';
import { InterfaceTable } from './interface-table';
import { LedgerFigures } from './ledger-figures';
import { LiveNotices } from './live-notices';
import { RateGraph } from './rate-graph';

export function LiveStrip(): ReactNode {
  const options = useSession((s) => s.capture?.live ?? null);
  const newest = useLive((s) => s.ledger);
  const paused = useLive((s) => s.paused);
  const dismissed = useLive((s) => s.dismissed);
  const ledger = paused?.ledger ?? newest;
  if (!options || !newest || !ledger) return null;
  return (
    <>
      {!dismissed && <Strip options={options} ledger={ledger} phase={newest.phase} />}
      <LiveNotices ledger={newest} options={options} />
    </>
  );
}

interface StripProps {
  readonly options: CaptureOptions;
  readonly ledger: Ledger;
  /** Of the capture as it is now, whether or not the view is paused. */
  readonly phase: Ledger['phase'];
}

function Strip({ options, ledger, phase }: StripProps): ReactNode {
  const text = useText();
  const running = phase !== 'stopped';
  const folded = useLive((s) => s.folded) ?? !running;
  const [byInterface, setByInterface] = useState(false);
  const figures = figuresOf(ledger, options.interfaces);
  return (
    <section className={`live-strip ${folded ? 'folded' : ''}`} aria-label={text('live.strip')} data-testid="live-strip">
      <div className="live-line">
        <Now options={options} ledger={ledger} phase={phase} />
        {!folded && <RateGraph ledger={ledger} />}
        <LedgerFigures figures={figures} ledger={ledger} folded={folded} />
        <div className="live-buttons">
          {options.interfaces.length > 1 && !folded && (
            <button type="button" className={`button small ${byInterface ? 'on' : ''}`} aria-pressed={byInterface} onClick={() => setByInterface(!byInterface)}>
              {text('live.byInterface')}
            </button>
          )}
          <StripButton icon={folded ? 'down' : 'upward'} label={text(folded ? 'live.unfold' : 'live.fold')} onPress={() => useLive.setState({ folded: !folded })} />
          {!running && <StripButton icon="close" label={text('live.dismiss')} onPress={() => useLive.setState({ dismissed: true })} />}
        </div>
      </div>
      {byInterface && !folded && <InterfaceTable ledger={ledger} options={options} />}
    </section>
  );
}

function StripButton({ icon, label, onPress }: { readonly icon: 'down' | 'upward' | 'close'; readonly label: string; readonly onPress: () => void }): ReactNode {
  return (
    <button type="button" className="button small" title={label} aria-label={label} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}

const PHASES = { starting: 'live.starting', capturing: 'live.capturing', stopping: 'live.stopping', stopped: 'live.stopped' } as const;

function Now({ options, ledger, phase }: StripProps): ReactNode {
  const text = useText();
  const title = text(PHASES[phase], { source: visibleMarks(sourceText(options)) });
  const filter = filtersOf(options).map(visibleMarks).join(', ');
  const { clock, tenths } = elapsedText(ledger.elapsedMs);
  const rate = text('live.rate', { bits: formatBits(ledger.bitsPerSecond), frames: formatCount(ledger.packetsPerSecond) });
  return (
    <div className="live-now" title={filter === '' ? title : `${title}\n${text('live.filter', { filter })}`}>
      <div className="live-title">
        <LiveDot running={isRunning({ starting: false, ledger: { ...ledger, phase } })} />
        <b className="cut">{title}</b>
      </div>
      <div className="live-elapsed mono" data-testid="live-elapsed">
        {clock}
        <span className="t3">{tenths}</span>
      </div>
      <div className="live-rate t3 cut">{phase === 'stopped' ? (filter === '' ? '' : text('live.filter', { filter })) : rate}</div>
    </div>
  );
}

export function LiveDot({ running }: { readonly running: boolean }): ReactNode {
  return <span className={`live-dot ${running ? 'running' : ''}`} aria-hidden="true" />;
}

export function filtersOf({ interfaces }: CaptureOptions): readonly string[] {
  return [...new Set(interfaces.map(({ filter }) => filter).filter((filter) => filter !== ''))];
}

/** 00:00:47 and .4 */
export function elapsedText(elapsedMs: number): { readonly clock: string; readonly tenths: string } {
  const tenths = Math.floor(elapsedMs / 100);
  const seconds = Math.floor(tenths / 10);
  const two = (value: number): string => String(value).padStart(2, '0');
  return { clock: `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`, tenths: `.${tenths % 10}` };
}
