// What keeps Netloupe from capturing, in one sentence, with the command that changes it and the way to the doctor.
import type { ReactNode } from 'react';
import { phraseText, useText } from '../../locales/text';
import { copyText } from '../../state/clipboard';
import { useInterfaces } from '../../state/interfaces';
import { openDialog } from '../../state/overlay';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';

export function PermissionNotice(): ReactNode {
  const text = useText();
  const report = useInterfaces((s) => s.doctor);
  if (!report || report.code === '') return null;
  const command = report.findings.find(({ level, fix }) => level === 'error' && fix)?.fix?.command ?? '';
  return (
    <div className="welcome-notice" role="status" data-testid="permission">
      <Icon name="lock" />
      <div className="grow">
        <b>{text(report.code === 'NL-CAP-01' ? 'permission.noProgram' : 'permission.none')}</b>
        <p className="t2">{visibleMarks(phraseText(report.summary, text))}</p>
        {command !== '' && (
          <div className="welcome-notice-command">
            <code className="code cut" title={visibleMarks(command)}>
              {visibleMarks(command)}
            </code>
            <button type="button" className="button edge" onClick={() => void copyText(command)}>
              <Icon name="copy" />
              {text('welcome.copy')}
            </button>
          </div>
        )}
      </div>
      <div className="welcome-notice-side">
        <button type="button" className="button primary" onClick={() => openDialog('doctor')}>
          {text('permission.fix')}
        </button>
        <span className="t3">{report.code}</span>
      </div>
    </div>
  );
}
