// Permission doctor: whether this user can capture, what is missing, the one safe fix, and the usual ways with their risk.
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { DoctorReport } from '../../shared/live/doctor';
import { engine } from '../engine';
import { phraseText, useText } from '../locales/text';
import { loadInterfaces } from '../state/interfaces';
import { closeDialog } from '../state/overlay';
import { Asked, type Answer } from './asked-report';
import { Command, FindingList } from './finding-list';
import { DialogBox } from '../widgets/dialog-box';
import { visibleMarks } from '../widgets/visible-marks';
import { toProblem } from '../state/session';

export function DoctorDialog(): ReactNode {
  const text = useText();
  const [answer, setAnswer] = useState<Answer<DoctorReport>>({ state: 'waiting' });
  const ask = useCallback((): void => {
    engine.call('doctor.report', {}).then(
      (report) => setAnswer({ state: 'there', report }),
      (error: unknown) => setAnswer({ state: 'failed', problem: toProblem(error) }),
    );
  }, []);
  useEffect(ask, [ask]);
  const changed = (): void => {
    ask();
    void loadInterfaces();
  };
  return (
    <DialogBox title={text('doctor.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="wide-box report-box">
      <Asked answer={answer} again={ask}>
        {(report) => <Report report={report} changed={changed} />}
      </Asked>
    </DialogBox>
  );
}

function Report({ report, changed }: { readonly report: DoctorReport; readonly changed: () => void }): ReactNode {
  const text = useText();
  return (
    <>
      <p className={`report-verdict ${report.able ? 'ok-text' : 'warn-text'}`} data-testid="doctor-verdict">
        {report.able ? text(`doctor.able.${report.backend}`) : visibleMarks(phraseText(report.summary, text))}
      </p>
      <FindingList findings={report.findings} onChanged={changed} />
      {report.ways.length > 0 && (
        <>
          <h3>{text('doctor.ways')}</h3>
          <table className="ways">
            <thead>
              <tr>
                <th scope="col">{text('doctor.way')}</th>
                <th scope="col">{text('doctor.risk')}</th>
              </tr>
            </thead>
            <tbody>
              {report.ways.map((way) => (
                <tr key={way.id}>
                  <td>
                    <b>{visibleMarks(phraseText(way.way, text))}</b>
                    {typeof way.command === 'string' ? <Command command={way.command} label="" /> : <p>{phraseText(way.command, text)}</p>}
                    {typeof way.undo === 'string' ? way.undo !== '' && <Command command={way.undo} label={text('fix.undoBy')} /> : <p className="t3">{`${text('fix.undoBy')} ${phraseText(way.undo, text)}`}</p>}
                  </td>
                  <td className="t2">{visibleMarks(phraseText(way.risk, text))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}
