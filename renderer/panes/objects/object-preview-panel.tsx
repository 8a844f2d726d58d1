// How the selected object begins, as text or as a hex dump.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { setObjectForm, useObjects } from '../../state/objects';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';

const FORMS = ['text', 'hex'] as const;

export function ObjectPreviewPanel(): ReactNode {
  const text = useText();
  const { selected, preview, form } = useObjects();
  return (
    <section className="object-preview" aria-label={text('objects.preview')} data-testid="object-preview">
      <div className="pane-head">
        <span className="switches" role="group" aria-label={text('stream.form')}>
          {FORMS.map((one) => (
            <button key={one} type="button" className={`button small ${form === one ? 'on' : ''}`} aria-pressed={form === one} onClick={() => setObjectForm(one)}>
              {text(`stream.form.${one}`)}
            </button>
          ))}
        </span>
        {preview && <span className="t3">{text('objects.shown', { shown: formatCount(preview.shown), size: formatCount(preview.size) })}</span>}
      </div>
      {selected < 0 && <p className="pane-empty">{text('objects.select')}</p>}
      {preview && <pre className="mono" tabIndex={0}>{form === 'hex' ? preview.hex.join('\n') : preview.text.split(/\r?\n/u).map(visibleMarks).join('\n')}</pre>}
    </section>
  );
}
