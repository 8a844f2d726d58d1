// The graph that is shown as a file: its numbers (CSV), a drawing (SVG), a picture (PNG).
import type { ReactNode } from 'react';
import { currentText, useText } from '../../locales/text';
import { downloadFile } from '../../state/download-file';
import { graphCsv, graphSvg } from '../../state/graph-files';
import type { GraphKind } from '../../state/graphs';
import { useSession } from '../../state/session';
import type { PlotData } from '../../widgets/plot-data';
import { visibleMarks } from '../../widgets/visible-marks';

const FORMS = ['csv', 'svg', 'png'] as const;
const TYPES = { csv: 'text/csv', svg: 'image/svg+xml' } as const;
/** As fine as sharp screens. */
const FINE = 2;

interface GraphExportsProps {
  readonly data: PlotData;
  readonly kind: GraphKind;
  readonly format: (value: number) => string;
}

export function GraphExports({ data, kind, format }: GraphExportsProps): ReactNode {
  const text = useText();
  return (
    <span role="group" aria-label={text('graphs.export')} className="graphs-choice">
      {FORMS.map((form) => (
        <button key={form} type="button" className="button small" title={`${text('graphs.export')} ${form.toUpperCase()}`} onClick={() => void exportGraph(form, { data, kind, format })}>
          {form.toUpperCase()}
        </button>
      ))}
    </span>
  );
}

async function exportGraph(form: (typeof FORMS)[number], { data, kind, format }: GraphExportsProps): Promise<void> {
  const file = useSession.getState().capture?.name ?? '';
  const name = `${file}-${kind}.${form}`;
  if (form === 'csv') return downloadFile(name, new Blob([graphCsv(data)], { type: TYPES.csv }));
  const style = getComputedStyle(document.documentElement);
  const text = currentText();
  const svg = graphSvg(data, text('graphs.title', { kind: text(`graphs.${kind}`), file: visibleMarks(file) }), format, (ink) => style.getPropertyValue(`--${ink}`).trim());
  if (form === 'svg') return downloadFile(name, new Blob([svg], { type: TYPES.svg }));
  const picture = await pictureOf();
  if (picture !== null) downloadFile(name, picture);
}

/** The plot's canvas on the page's own ground. */
function pictureOf(): Promise<Blob | null> {
  const shown = document.querySelector<HTMLCanvasElement>('.plot-canvas canvas');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!shown || !context) return Promise.resolve(null);
  canvas.width = shown.clientWidth * FINE;
  canvas.height = shown.clientHeight * FINE;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(shown, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
