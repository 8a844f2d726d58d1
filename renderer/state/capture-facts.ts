// What a capture's header says, as short texts.
import type { CaptureInfo } from '../../shared/ipc/contract';
import type { TextKey } from '../locales/en';
import type { Text } from '../locales/text';

type Interface = CaptureInfo['interfaces'][number];

/** `NULL (BSD loopback)`; where the frames are read as another link type than the file's, that too. */
export function linktypeText({ linktype, description, declared }: Interface, text: Text): string {
  const inForce = description === '' || description === linktype ? linktype : `${linktype} (${description})`;
  return declared === '' ? inForce : text('capture.readAs', { linktype: inForce, declared });
}

/** The plain number, as tcpdump says it. */
export function snaplenText({ snaplen }: Interface, text: Text): string {
  return snaplen === 0 ? text('toolbar.snaplenNone') : String(snaplen);
}

export function precisionKey(digits: number): TextKey {
  if (digits === 0) return 'precision.0';
  return digits <= 3 ? 'precision.3' : digits <= 6 ? 'precision.6' : 'precision.9';
}

/** Link types and snaplens of all interfaces, each once: `NULL (BSD loopback), 262144`. */
export function interfacesText({ interfaces }: CaptureInfo, text: Text): string {
  return [...new Set(interfaces.map((item) => `${linktypeText(item, text)}, ${snaplenText(item, text)}`))].join('; ');
}

/** Whether frames may have been cut when they were captured, so that it is worth to ask of each. */
export function mayBeCut(capture: CaptureInfo | null): boolean {
  return capture?.interfaces.some(({ snaplen }) => snaplen > 0 && snaplen < 65_535) ?? false;
}

/** Which of its files a ring of files is in, from the name that the file was given; 0 = it has but one. */
export function ringFileNumber(capture: CaptureInfo | null): number {
  const ring = capture?.live?.ring;
  if (!capture || !ring || ring.packets + ring.bytes + ring.seconds === 0) return 0;
  return Number(/_(\d{5})_\d{14}[^/\\]*$/.exec(capture.path)?.[1] ?? 0);
}
