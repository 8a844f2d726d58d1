// Calls that make text of a frame for the clipboard: part of the contract.
import * as v from 'valibot';
import { PACKET_CODES } from '../export/packet-code';
import { call, frameNumber } from './call';

export const COPY_CALLS = {
  /** Code that builds the frame's bytes. */
  'copy.packet': call<{ text: string }>()(v.strictObject({ number: frameNumber, code: v.picklist(PACKET_CODES) })),
} as const;
