// One line of arithmetic of an explanation: which sentence, and this frame's numbers in it. The sentences stand in the locales.

export const FIGURE_KEYS = [
  'portKnown', 'portRegistered', 'portFree', 'relativeSequence', 'relativeAcknowledgment', 'next', 'nextWithFlag', 'lastArrived', 'acknowledges', 'acknowledgesNothing',
  'window', 'windowOfSyn', 'windowUnscaled', 'windowUnknown', 'words', 'headerParts', 'lengths', 'dataLength', 'sumOfBits', 'noBits', 'shift', 'widestWindow', 'mtu', 'sackLength', 'block', 'gap',
  'afterFrame', 'urgentEnd', 'sumPseudo', 'sumPseudoParts', 'sumData', 'sumTotal', 'sumFolded', 'sumComplement', 'sumGood', 'sumOffloaded', 'sumBad', 'sumEmpty',
  'dscpEcn', 'fragmentOffset', 'hops', 'addressLoopback', 'addressPrivate', 'addressLinkLocal', 'addressMulticast', 'addressBroadcast', 'addressOwnPrefix',
  'ipv6Length', 'udpLength', 'echo', 'hardwareSize',
  // In its connection.
  'placeInStream', 'connectionLong', 'stateClient', 'stateServer', 'stateClientStays', 'stateServerStays', 'stateClientUnknown', 'stateServerUnknown',
  'phaseHandshake', 'phaseWindowUpdate', 'phaseData', 'phaseIdle', 'phaseClose', 'delayedAck', 'windowChange', 'halfClose',
  'notReading', 'notReadingStill', 'halfOpen', 'answeredByReset', 'answeredByAck', 'closeOrderlyClient', 'closeOrderlyServer', 'closeHalfClient',
  'closeHalfServer', 'closeResetClient', 'closeResetServer', 'closeSimultaneous', 'closeTimedOut', 'closeStillOpen', 'roundTripByAck', 'roundTripByTimestamp',
  'clockTick',
] as const;
export type FigureKey = (typeof FIGURE_KEYS)[number];

export interface Figure {
  readonly say: FigureKey;
  readonly values: Readonly<Record<string, string | number>>;
  /** The frame that it speaks of, 0 = none. */
  readonly frame: number;
}

export function figure(say: FigureKey, values: Figure['values'], frame = 0): Figure {
  return { say, values, frame };
}

export const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;
