// IEEE 802.1X: EAP over a LAN, and the key frames of the four-way handshake.
import { bytes, flag, uint16, uint64, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'EAP Packet'], [1, 'Start'], [2, 'Logoff'], [3, 'Key'], [4, 'Encapsulated ASF Alert'], [5, 'MKA'], [6, 'Announcement (Generic)'], [7, 'Announcement (Specific)'],
  [8, 'Announcement Request'],
]);
const VERSIONS = { 1: '802.1X-2001', 2: '802.1X-2004', 3: '802.1X-2010' };
const DESCRIPTORS = { 1: 'RC4 Descriptor', 2: 'EAPOL RSN Key', 254: 'EAPOL WPA Key' };
const EAP_PACKET = 0;
const KEY = 3;
const RC4 = 1;
const PAIRWISE = 0x0008;
const ACK = 0x0080;
const MIC = 0x0100;
const SECURE = 0x0200;
/** Octets in front of the message integrity code, whose length the descriptor does not tell. */
const BEFORE_MIC = 77;
const MIC_LENGTHS = [16, 24, 32, 0];

export const eapol = protocol({
  id: 'eapol', name: '802.1X Authentication', column: 'EAPOL', spec: 'IEEE 802.1X', tcpdump: 'print-eap.c',
  over: { ethertype: [0x888e] },
  fields: {
    version: uint8('Version', { names: VERSIONS }),
    type: uint8('Type', { names: TYPES }),
    len: uint16('Length'),
    'keydes.type': uint8('Key Descriptor Type', { names: DESCRIPTORS }),
    '.wlan_rsna_eapol.keydes.msgnr': uint8('Message number'),
    '.wlan_rsna_eapol.keydes.key_info': uint16('Key Information', { base: 'hex' }),
    '.wlan_rsna_eapol.keydes.key_info.keydes_version': uint16('Key Descriptor Version', { mask: 0x0007 }),
    '.wlan_rsna_eapol.keydes.key_info.key_type': flag('Key Type', 2, PAIRWISE, { truth: ['Pairwise Key', 'Group Key'] }),
    '.wlan_rsna_eapol.keydes.key_info.key_index': uint16('Key Index', { mask: 0x0030 }),
    '.wlan_rsna_eapol.keydes.key_info.install': flag('Install', 2, 0x0040),
    '.wlan_rsna_eapol.keydes.key_info.key_ack': flag('Key ACK', 2, ACK),
    '.wlan_rsna_eapol.keydes.key_info.key_mic': flag('Key MIC', 2, MIC),
    '.wlan_rsna_eapol.keydes.key_info.secure': flag('Secure', 2, SECURE),
    '.wlan_rsna_eapol.keydes.key_info.error': flag('Error', 2, 0x0400),
    '.wlan_rsna_eapol.keydes.key_info.request': flag('Request', 2, 0x0800),
    '.wlan_rsna_eapol.keydes.key_info.encrypted_key_data': flag('Encrypted Key Data', 2, 0x1000),
    '.wlan_rsna_eapol.keydes.key_info.smk_message': flag('SMK Message', 2, 0x2000),
    'keydes.key_len': uint16('Key Length'),
    'keydes.replay_counter': uint64('Replay Counter'),
    '.wlan_rsna_eapol.keydes.nonce': bytes('WPA Key Nonce'),
    'keydes.key_iv': bytes('Key IV'),
    '.wlan_rsna_eapol.keydes.rsc': bytes('WPA Key RSC'),
    '.wlan_rsna_eapol.keydes.id': bytes('WPA Key ID'),
    '.wlan_rsna_eapol.keydes.mic': bytes('WPA Key MIC'),
    '.wlan_rsna_eapol.keydes.data_len': uint16('WPA Key Data Length'),
    '.wlan_rsna_eapol.keydes.data': bytes('WPA Key Data'),
  },
  dissect(p, f) {
    p.info(() => '');
    p.read(f.version);
    const type = p.view.uint8(p.at);
    p.info(() => TYPES.get(type) ?? `Unknown Type (0x${type.toString(16).padStart(2, '0')})`);
    p.read(f.type);
    const length = p.read(f.len);
    p.shrink(p.at + length);
    if (type === EAP_PACKET) p.next('eap', 0, length);
    else if (type === KEY && p.left > 0) key(p, f);
    else if (p.left > 0) p.next('linktype', -1);
  },
  examples: [
    { what: 'start', hex: '01010000', info: 'Start', fields: { 'eapol.version': '1', 'eapol.type': '1', 'eapol.len': '0' } },
    {
      what: 'message 1 of the four-way handshake',
      hex: `0203005f 02 008a 0010 0000000000000000 3e8e967dacd960324cac5b6aa721235bf57b949771c867989f49d04ed47c6933
        00000000000000000000000000000000 0000000000000000 0000000000000000 00000000000000000000000000000000 0000`,
      info: 'Key (Message 1 of 4)',
      fields: {
        'eapol.keydes.type': '2', 'wlan_rsna_eapol.keydes.key_info': '0x008a', 'wlan_rsna_eapol.keydes.key_info.key_ack': '1', 'wlan_rsna_eapol.keydes.msgnr': '1',
        'eapol.keydes.key_len': '16', 'eapol.keydes.replay_counter': '0', 'wlan_rsna_eapol.keydes.data_len': '0',
      },
    },
  ],
});

type F = typeof eapol.fields;

function key(p: Layer, f: F): void {
  if (p.read(f['keydes.type']) === RC4) {
    p.next('linktype', -1);
    return;
  }
  const at = p.at;
  const micLength = micLengthOf(p, at - 1);
  const information = p.view.uint16(at);
  const dataLengthAt = at - 1 + BEFORE_MIC + micLength;
  const message = messageNumber(information, p.view.uint16(dataLengthAt));
  p.info(() => `Key (${information & PAIRWISE ? '' : 'Group '}Message ${message} of ${information & PAIRWISE ? 4 : 2})`);
  p.generated(f['.wlan_rsna_eapol.keydes.msgnr'], message, at, 2);
  p.read(f['.wlan_rsna_eapol.keydes.key_info']);
  p.open();
  p.peek(f['.wlan_rsna_eapol.keydes.key_info.keydes_version'], at);
  p.peek(f['.wlan_rsna_eapol.keydes.key_info.key_index'], at);
  p.flags(information, informationFlags(f), at, 2);
  p.close();
  p.read(f['keydes.key_len']);
  p.read64(f['keydes.replay_counter']);
  p.take(f['.wlan_rsna_eapol.keydes.nonce'], 32);
  p.take(f['keydes.key_iv'], 16);
  p.take(f['.wlan_rsna_eapol.keydes.rsc'], 8);
  p.take(f['.wlan_rsna_eapol.keydes.id'], 8);
  if (micLength > 0) p.take(f['.wlan_rsna_eapol.keydes.mic'], micLength);
  const length = p.read(f['.wlan_rsna_eapol.keydes.data_len']);
  if (length > 0) p.take(f['.wlan_rsna_eapol.keydes.data'], length);
}

function informationFlags(f: F): F['.wlan_rsna_eapol.keydes.key_info.install'][] {
  return [
    f['.wlan_rsna_eapol.keydes.key_info.key_type'], f['.wlan_rsna_eapol.keydes.key_info.install'], f['.wlan_rsna_eapol.keydes.key_info.key_ack'],
    f['.wlan_rsna_eapol.keydes.key_info.key_mic'], f['.wlan_rsna_eapol.keydes.key_info.secure'], f['.wlan_rsna_eapol.keydes.key_info.error'],
    f['.wlan_rsna_eapol.keydes.key_info.request'], f['.wlan_rsna_eapol.keydes.key_info.encrypted_key_data'], f['.wlan_rsna_eapol.keydes.key_info.smk_message'],
  ];
}

/** The length with which header and key data fill the frame exactly; 16 if there is none. */
function micLengthOf(p: Layer, start: number): number {
  for (const length of MIC_LENGTHS) {
    const at = start + BEFORE_MIC + length;
    if (at + 2 <= p.view.capturedEnd && at + 2 + p.view.uint16(at) === p.view.reportedEnd) return length;
  }
  return 16;
}

function messageNumber(information: number, dataLength: number): number {
  if (!(information & PAIRWISE)) return information & ACK ? 1 : 2;
  if (information & ACK) return information & MIC ? 3 : 1;
  return dataLength === 0 ? 4 : 2;
}
