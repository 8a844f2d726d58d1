// What all radio headers say of an IEEE 802.11 frame: a pseudo-protocol between the header and the frame.
import { float, int32, int8, uint16, uint32, uint64, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { channelOf, placesIn, RADIOTAP } from './radiotap-places';

const FCS = 0x10;
const DATA_PAD = 0x20;

export const wlanRadio = protocol({
  id: 'wlan_radio', name: '802.11 radio information', column: '', spec: 'https://www.radiotap.org', over: { 'wlan.radio': [0] },
  fields: {
    data_rate: float('Data rate', { unit: 'Mb/s' }),
    channel: uint32('Channel'),
    frequency: uint16('Frequency', { unit: 'MHz' }),
    signal_db: uint8('Signal strength (dB)', { unit: 'dB' }),
    signal_dbm: int8('Signal strength (dBm)', { unit: 'dBm' }),
    noise_dbm: int8('Noise level (dBm)', { unit: 'dBm' }),
    snr: int32('Signal/noise ratio (dB)', { unit: 'dB' }),
    timestamp: uint64('TSF timestamp'),
  },
  dissect(p, f) {
    p.column('802.11');
    if (p.carrier === 'radiotap') fromRadiotap(p, f);
    if (p.inTree) [p.layerNode.start, p.layerNode.length] = [p.at, 0];
    p.next('linktype', 105);
  },
});

type F = typeof wlanRadio.fields;

function fromRadiotap(p: Layer, f: F): void {
  const start = p.at;
  const { at, length } = placesIn(p.view, start);
  const flagsAt = at(RADIOTAP.flags);
  const bits = flagsAt < 0 ? 0 : p.view.uint8(flagsAt);
  p.handed = (bits & FCS ? 'fcs ' : '') + (bits & DATA_PAD ? 'pad' : '');
  if (p.emits) values(p, f, at);
  p.at = start + length;
}

function values(p: Layer, f: F, at: (bit: number) => number): void {
  const rateAt = at(RADIOTAP.rate);
  if (rateAt >= 0) {
    const rate = p.view.uint8(rateAt) / 2;
    p.put(f.data_rate, rate, rateAt, 1);
    if (p.inTree) p.last.valueText = `${rate.toFixed(1)} Mb/s`;
  }
  const channelAt = at(RADIOTAP.channel);
  if (channelAt >= 0) {
    const frequency = p.view.uint16le(channelAt);
    const channel = channelOf(frequency);
    if (channel > 0) p.put(f.channel, channel, channelAt, 2);
    p.put(f.frequency, frequency, channelAt, 2);
    if (p.inTree) p.last.valueText = `${frequency}MHz`;
  }
  const [dbAt, signalAt, noiseAt] = [at(RADIOTAP.dbSignal), at(RADIOTAP.dbmSignal), at(RADIOTAP.dbmNoise)];
  if (dbAt >= 0) p.put(f.signal_db, p.view.uint8(dbAt), dbAt, 1);
  if (signalAt >= 0) p.peek(f.signal_dbm, signalAt);
  if (noiseAt >= 0) p.peek(f.noise_dbm, noiseAt);
  if (signalAt >= 0 && noiseAt >= 0) p.put(f.snr, signed(p.view.uint8(signalAt)) - signed(p.view.uint8(noiseAt)), -1, 0);
  if (at(RADIOTAP.tsft) >= 0) p.put(f.timestamp, p.view.uint64le(at(RADIOTAP.tsft)), at(RADIOTAP.tsft), 8);
}

const signed = (byte: number): number => (byte << 24) >> 24;
