// Capture health: the way of a packet from the network card to the file, where it may get lost, and what to change.
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { HealthReport } from '../../shared/live/doctor';
import { engine } from '../engine';
import { useText } from '../locales/text';
import { useInterfaces } from '../state/interfaces';
import { closeDialog } from '../state/overlay';
import { toProblem, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { Asked, type Answer } from './asked-report';
import { FindingList } from './finding-list';

/** Interfaces of the running capture, or those that are chosen. */
function interfacesInQuestion(): string[] {
  const live = useSession.getState().capture?.live?.interfaces.filter(({ netns }) => netns === '').map(({ name }) => name);
  const chosen = useInterfaces.getState().choice.chosen.filter((key) => key.startsWith('|')).map((key) => key.slice(1));
  return [...(live ?? chosen)].slice(0, 32);
}

export function HealthDialog(): ReactNode {
  const text = useText();
  const [answer, setAnswer] = useState<Answer<HealthReport>>({ state: 'waiting' });
  const ask = useCallback((): void => {
    engine.call('doctor.health', { interfaces: interfacesInQuestion() }).then(
      (report) => setAnswer({ state: 'there', report }),
      (error: unknown) => setAnswer({ state: 'failed', problem: toProblem(error) }),
    );
  }, []);
  useEffect(ask, [ask]);
  return (
    <DialogBox title={text('health.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="wide-box report-box">
      <Asked answer={answer} again={ask}>
        {(report) => (
          <>
            <p className="report-verdict t2">{text('health.lead')}</p>
            <FindingList findings={report.findings} onChanged={ask} />
          </>
        )}
      </Asked>
    </DialogBox>
  );
}
