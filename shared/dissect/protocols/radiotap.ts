// Radiotap: what the receiver measured of an IEEE 802.11 frame, in front of it.
import { flag, float, int8, none, uint16, uint32, uint64, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { layerLine } from '../seen';
import { RADIOTAP_CHANNEL, RADIOTAP_PRESENT } from './radiotap-bits';
import { channelOf, placesIn, RADIOTAP, type Places } from './radiotap-places';

const TRUE_FALSE = ['True', 'False'] as const;
const PRESENT_BITS = Object.keys(RADIOTAP_PRESENT) as (keyof typeof RADIOTAP_PRESENT)[];
const CHANNEL_BITS = Object.keys(RADIOTAP_CHANNEL) as (keyof typeof RADIOTAP_CHANNEL)[];

export const radiotap = protocol({
  id: 'radiotap', name: 'IEEE 802.11 Radiotap Capture header', column: '', spec: 'https://www.radiotap.org', tcpdump: 'print-802_11.c',
  over: { linktype: [127] },
  fields: {
    version: uint8('Header revision'),
    pad: uint8('Header pad'),
    length: uint16('Header length', { le: true }),
    present: none('Present flags'),
    'present.word': uint32('Present flags word', { base: 'hex', le: true, doc: 'One bit for each field that follows' }),
    ...RADIOTAP_PRESENT,
    mactime: uint64('MAC timestamp', { le: true, doc: 'In microseconds' }),
    flags: uint8('Flags', { base: 'hex' }),
    'flags.cfp': flag('CFP', 1, 0x01, { truth: TRUE_FALSE }),
    'flags.preamble': flag('Preamble', 1, 0x02, { truth: ['Short', 'Long'] }),
    'flags.wep': flag('WEP', 1, 0x04, { truth: TRUE_FALSE }),
    'flags.frag': flag('Fragmentation', 1, 0x08, { truth: TRUE_FALSE }),
    'flags.fcs': flag('FCS at end', 1, 0x10, { truth: TRUE_FALSE }),
    'flags.datapad': flag('Data Pad', 1, 0x20, { truth: TRUE_FALSE, doc: 'Padding between the header and the body' }),
    'flags.badfcs': flag('Bad FCS', 1, 0x40, { truth: TRUE_FALSE }),
    'flags.shortgi': flag('Short GI', 1, 0x80, { truth: TRUE_FALSE }),
    datarate: float('Data Rate', { doc: 'In Mb/s' }),
    'channel.freq': uint16('Channel frequency', { le: true, unit: 'MHz' }),
    'channel.flags': uint16('Channel flags', { base: 'hex', le: true }),
    ...RADIOTAP_CHANNEL,
    dbm_antsignal: int8('Antenna signal', { unit: 'dBm' }),
    dbm_antnoise: int8('Antenna noise', { unit: 'dBm' }),
    quality: uint16('Signal Quality', { le: true }),
    txpower: int8('Transmit power', { unit: 'dBm' }),
    antenna: uint8('Antenna'),
    db_antsignal: uint8('dB antenna signal', { unit: 'dB' }),
    db_antnoise: uint8('dB antenna noise', { unit: 'dB' }),
    rxflags: uint16('RX flags', { base: 'hex', le: true }),
    'rxflags.badplcp': flag('Bad PLCP', 3, 0x02, { truth: TRUE_FALSE }),
    txflags: uint16('TX flags', { base: 'hex', le: true }),
    data_retries: uint8('data retries'),
    'mcs.known': uint8('Known MCS information', { base: 'hex' }),
    'mcs.index': uint8('MCS index', { doc: 'Modulation and coding scheme' }),
    'ampdu.reference': uint32('A-MPDU reference number', { le: true }),
    'ampdu.flags': uint16('A-MPDU flags', { base: 'hex', le: true }),
    'vht.known': uint16('Known VHT information', { base: 'hex', le: true }),
  },
  dissect(p, f) {
    const start = p.at;
    const length = p.view.uint16le(start + 2);
    p.column('802.11');
    p.info(() => '');
    const version = p.view.uint8(start);
    layerLine(p, 'radiotap', () => `Radiotap Header v${version}, Length ${length}`);
    p.read(f.version);
    p.read(f.pad);
    p.read(f.length);
    const places = placesIn(p.view, start);
    p.put(f.present, undefined, start + 4, places.words * 4);
    p.open();
    presentWords(p, f, places.words, start + 4);
    p.close();
    if (p.emits) readings(p, f, places);
    p.view.need(start, length);
    // The next layer reads the header once more, for the values that all radio headers share.
    p.at = start;
    p.next('wlan.radio', 0);
    p.at = start + length;
  },
  examples: [
    {
      what: 'the signal of two antennas', hex: '0000 0f00 200000a0 20080000 b5 b0 01 d4000000 000d93823636', info: 'Acknowledgement, Flags=........',
      fields: { 'radiotap.length': '15', 'radiotap.dbm_antsignal': '-75,-80', 'radiotap.antenna': '1', 'wlan_radio.signal_dbm': '-80' },
    },
    {
      what: 'flags, rate, channel, signal', hex: '0000 1000 2e000000 1002 6c09 a000 b600 d4000000 000d93823636 00000000', info: 'Acknowledgement, Flags=........C',
      fields: {
        'radiotap.length': '16', 'radiotap.present.word': '0x0000002e', 'radiotap.flags': '0x10', 'radiotap.flags.fcs': '1', 'radiotap.datarate': '1', 'radiotap.channel.freq': '2412',
        'radiotap.channel.flags': '0x00a0', 'radiotap.dbm_antsignal': '-74', 'wlan_radio.channel': '1', 'wlan_radio.signal_dbm': '-74', 'wlan.ra': '00:0d:93:82:36:36',
      },
    },
  ],
});

type F = typeof radiotap.fields;

function presentWords(p: Layer, f: F, count: number, at: number): void {
  for (let i = 0; i < count; i++) {
    const word = p.peek(f['present.word'], at + 4 * i);
    within(p, () => p.flags(word, PRESENT_BITS.map((name) => f[name]), at + 4 * i, 4));
  }
}

function within(p: Layer, lines: () => void): void {
  p.open();
  lines();
  p.close();
}

function channelFlags(p: Layer, f: F, flags: number, at: number): void {
  const set = CHANNEL_BITS.map((name) => f[name]).filter(({ mask }) => (flags & mask) !== 0);
  if (p.inTree) p.last.append = set.map(({ label }) => `, ${label}`).join('');
  within(p, () => p.flags(flags, CHANNEL_BITS.map((name) => f[name]), at, 2));
}

function readings(p: Layer, f: F, { at, all }: Places): void {
  const end = p.at;
  if (at(RADIOTAP.tsft) >= 0) {
    p.at = at(RADIOTAP.tsft);
    p.read64(f.mactime);
  }
  const flagsAt = at(RADIOTAP.flags);
  if (flagsAt >= 0) {
    const bits = p.peek(f.flags, flagsAt);
    p.open();
    p.flags(bits, [f['flags.cfp'], f['flags.preamble'], f['flags.wep'], f['flags.frag'], f['flags.fcs'], f['flags.datapad'], f['flags.badfcs'], f['flags.shortgi']], flagsAt, 1);
    p.close();
  }
  const rateAt = at(RADIOTAP.rate);
  if (rateAt >= 0) {
    const rate = p.view.uint8(rateAt) / 2;
    p.put(f.datarate, rate, rateAt, 1);
    if (p.inTree) p.last.valueText = `${rate.toFixed(1)} Mb/s`;
  }
  const simple = [
    [f['channel.freq'], RADIOTAP.channel, 0], [f['channel.flags'], RADIOTAP.channel, 2], [f.dbm_antsignal, RADIOTAP.dbmSignal, 0], [f.dbm_antnoise, RADIOTAP.dbmNoise, 0],
    [f.quality, 7, 0], [f.txpower, 10, 0], [f.antenna, 11, 0], [f.db_antsignal, RADIOTAP.dbSignal, 0], [f.db_antnoise, 13, 0], [f.rxflags, 14, 0], [f.txflags, 15, 0],
    [f.data_retries, 17, 0], [f['mcs.known'], 19, 0], [f['mcs.index'], 19, 2], [f['ampdu.reference'], 20, 0], [f['ampdu.flags'], 20, 4], [f['vht.known'], 21, 0],
  ] as const;
  for (const [field, place] of all.flatMap(([bit, start]) => simple.filter((one) => one[1] === bit).map(([one, , offset]) => [one, start + offset] as const))) {
    const value = p.peek(field, place);
    if (p.inTree && field === f['channel.freq']) p.last.valueText = channelText(value);
    else if (field === f['channel.flags']) channelFlags(p, f, value, place);
    else if (field === f.rxflags) within(p, () => p.flags(value, [f['rxflags.badplcp']], place, 2));
  }
  p.at = end;
}

function channelText(frequency: number): string {
  const channel = channelOf(frequency);
  return channel === 0 ? `${frequency} MHz` : `${frequency} [${frequency < 3000 ? 'BG' : 'A'} ${channel}]`;
}
