// How the arguments of a live capture are checked when they come through the pipe.
import * as v from 'valibot';
import type { CaptureOptions } from '../live/capture-options';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
export const deviceName = v.pipe(v.string(), v.regex(/^[^\s/\0]{1,127}$/u));
export const libpcapName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{0,40}$/));
export const netns = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.@:/-]{0,255}$/));
export const captureFilter = v.pipe(v.string(), v.maxLength(65_536));
export const captureOptions: v.GenericSchema<CaptureOptions> = v.strictObject({
  interfaces: v.pipe(
    v.array(
      v.strictObject({
        name: deviceName,
        netns,
        filter: captureFilter,
        snaplen: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(262_144)),
        promiscuous: v.boolean(),
        monitor: v.boolean(),
        bufferBytes: v.pipe(v.number(), v.integer(), v.minValue(65_536), v.maxValue(2_147_483_647)),
        linktype: libpcapName,
        timestampType: libpcapName,
        timestampPrecision: v.picklist(['nano', 'micro']),
      }),
    ),
    v.maxLength(32),
  ),
  stop: v.strictObject({ packets: count, bytes: count, seconds: count, files: count }),
  ring: v.strictObject({ packets: count, bytes: count, seconds: count, files: count }),
  file: v.pipe(v.string(), v.maxLength(4096)),
  command: v.pipe(v.string(), v.maxLength(8192)),
});
