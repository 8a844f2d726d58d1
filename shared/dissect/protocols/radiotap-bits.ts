// Bits of a radiotap header: which values there are, and what the channel was. https://www.radiotap.org/fields/defined
import { flag } from '../field';

const PRESENT = { truth: ['Present', 'Absent'] } as const;
const SET = { truth: ['True', 'False'] } as const;

/** In a word of `present`, lowest first. */
export const RADIOTAP_PRESENT = {
  'present.tsft': flag('TSFT', 4, 0x00000001, PRESENT),
  'present.flags': flag('Flags', 4, 0x00000002, PRESENT),
  'present.rate': flag('Rate', 4, 0x00000004, PRESENT),
  'present.channel': flag('Channel', 4, 0x00000008, PRESENT),
  'present.fhss': flag('FHSS', 4, 0x00000010, PRESENT),
  'present.dbm_antsignal': flag('dBm Antenna Signal', 4, 0x00000020, PRESENT),
  'present.dbm_antnoise': flag('dBm Antenna Noise', 4, 0x00000040, PRESENT),
  'present.lock_quality': flag('Lock Quality', 4, 0x00000080, PRESENT),
  'present.tx_attenuation': flag('TX Attenuation', 4, 0x00000100, PRESENT),
  'present.db_tx_attenuation': flag('dB TX Attenuation', 4, 0x00000200, PRESENT),
  'present.dbm_tx_power': flag('dBm TX Power', 4, 0x00000400, PRESENT),
  'present.antenna': flag('Antenna', 4, 0x00000800, PRESENT),
  'present.db_antsignal': flag('dB Antenna Signal', 4, 0x00001000, PRESENT),
  'present.db_antnoise': flag('dB Antenna Noise', 4, 0x00002000, PRESENT),
  'present.rxflags': flag('RX flags', 4, 0x00004000, PRESENT),
  'present.txflags': flag('TX flags', 4, 0x00008000, PRESENT),
  'present.data_retries': flag('data retries', 4, 0x00020000, PRESENT),
  'present.xchannel': flag('Channel+', 4, 0x00040000, PRESENT),
  'present.mcs': flag('MCS information', 4, 0x00080000, PRESENT),
  'present.ampdu': flag('A-MPDU Status', 4, 0x00100000, PRESENT),
  'present.vht': flag('VHT information', 4, 0x00200000, PRESENT),
  'present.timestamp': flag('frame timestamp', 4, 0x00400000, PRESENT),
  'present.he': flag('HE information', 4, 0x00800000, PRESENT),
  'present.he_mu': flag('HE-MU information', 4, 0x01000000, PRESENT),
  'present.0_length.psdu': flag('0 Length PSDU', 4, 0x04000000, PRESENT),
  'present.l_sig': flag('L-SIG', 4, 0x08000000, PRESENT),
  'present.tlv': flag('TLVs', 4, 0x10000000, PRESENT),
  'present.rtap_ns': flag('Radiotap NS next', 4, 0x20000000, SET),
  'present.vendor_ns': flag('Vendor NS next', 4, 0x40000000, SET),
  'present.ext': flag('Ext', 4, 0x80000000 | 0, PRESENT),
};

export const RADIOTAP_CHANNEL = {
  'channel.flags.700mhz': flag('700 MHz spectrum', 2, 0x0001, SET),
  'channel.flags.800mhz': flag('800 MHz spectrum', 2, 0x0002, SET),
  'channel.flags.900mhz': flag('900 MHz spectrum', 2, 0x0004, SET),
  'channel.flags.turbo': flag('Turbo', 2, 0x0010, SET),
  'channel.flags.cck': flag('Complementary Code Keying (CCK)', 2, 0x0020, SET),
  'channel.flags.ofdm': flag('Orthogonal Frequency-Division Multiplexing (OFDM)', 2, 0x0040, SET),
  'channel.flags.2ghz': flag('2 GHz spectrum', 2, 0x0080, SET),
  'channel.flags.5ghz': flag('5 GHz spectrum', 2, 0x0100, SET),
  'channel.flags.passive': flag('Passive', 2, 0x0200, SET),
  'channel.flags.dynamic': flag('Dynamic CCK-OFDM', 2, 0x0400, SET),
  'channel.flags.gfsk': flag('Gaussian Frequency Shift Keying (GFSK)', 2, 0x0800, SET),
  'channel.flags.gsm': flag('GSM (900MHz)', 2, 0x1000, SET),
  'channel.flags.sturbo': flag('Static Turbo', 2, 0x2000, SET),
  'channel.flags.half': flag('Half Rate Channel (10MHz Channel Width)', 2, 0x4000, SET),
  'channel.flags.quarter': flag('Quarter Rate Channel (5MHz Channel Width)', 2, 0x8000, SET),
};
