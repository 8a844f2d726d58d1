// What a source of packets says while it captures: the capture program's own lines, and what other programs' output amounts to.
import * as v from 'valibot';

const number = v.pipe(v.number(), v.integer());

const EVENT = v.variant('event', [
  v.object({
    event: v.literal('opened'), interface: number, name: v.string(), linktype: number, linktypeName: v.string(), snaplen: number,
    precision: v.picklist(['nano', 'micro']), bufferBytes: number, warning: v.string(),
  }),
  v.object({ event: v.literal('file'), file: v.string(), index: number, before: number }),
  v.object({ event: v.literal('deleted'), file: v.string() }),
  v.object({ event: v.literal('started') }),
  v.object({
    event: v.literal('counts'), fileBytes: number, written: number, bytes: number,
    interfaces: v.array(v.object({ received: number, dropped: number, ifdropped: number, seen: number, written: number, truncated: number, bufferBytes: number })),
  }),
  v.object({ event: v.literal('problem'), interface: number, code: v.string(), text: v.string(), fatal: v.boolean() }),
  v.object({ event: v.literal('up'), interface: number }),
  v.object({ event: v.literal('ended'), reason: v.string() }),
]);

export type CaptureEvent = v.InferOutput<typeof EVENT>;

/** The event of one line; null where it is none (a later version's, or noise). */
export function captureEvent(line: string): CaptureEvent | null {
  try {
    const checked = v.safeParse(EVENT, JSON.parse(line));
    return checked.success ? checked.output : null;
  } catch {
    return null;
  }
}

/** Whole lines of a stream of text; the last one may lack its end. */
export class Lines {
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine(line);
  }
}
