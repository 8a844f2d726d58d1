// Which of the sentences about a frame's place in its connection belong to a line of the details.
import type { Figure, FigureKey } from './figure';

const STATES: readonly FigureKey[] = [
  'stateClient', 'stateServer', 'stateClientStays', 'stateServerStays', 'stateClientUnknown', 'stateServerUnknown', 'phaseHandshake', 'phaseClose', 'halfClose', 'halfOpen', 'answeredByReset', 'answeredByAck',
];
const WINDOWS: readonly FigureKey[] = ['windowChange', 'notReading', 'notReadingStill'];
const ANSWERS: readonly FigureKey[] = ['delayedAck', 'roundTripByAck'];
const CLOCKS: readonly FigureKey[] = ['roundTripByTimestamp', 'clockTick'];
const TIMES: readonly FigureKey[] = ['phaseIdle', 'phaseData', 'phaseHandshake', 'phaseClose', 'delayedAck'];

/** Lines that stand for the whole of it. */
const WHOLE = /^(|tcp|tcp\.stream|tcp\.completeness|tcp\.analysis)$/;
const PARTS: readonly (readonly [RegExp, readonly FigureKey[]])[] = [
  [/^tcp\.(flags|connection)/, STATES],
  [/^tcp\.(window_size|analysis\.(zero_window|window_))/, WINDOWS],
  [/^tcp\.(ack|analysis\.(acks_frame|ack_rtt))/, ANSWERS],
  [/^tcp\.options\.timestamp/, CLOCKS],
  [/^tcp\.time_/, TIMES],
];

/** @param field of the line; '' = no line is selected */
export function momentOfField(figures: readonly Figure[], field: string): readonly Figure[] {
  if (WHOLE.test(field)) return figures;
  const keys = PARTS.find(([pattern]) => pattern.test(field))?.[1] ?? [];
  return figures.filter((f) => keys.includes(f.say));
}
