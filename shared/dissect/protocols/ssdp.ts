// SSDP: HTTP messages over UDP with which UPnP devices are found.
import { protocol } from '../protocol';
import { HTTP_FIELDS } from './http-fields';
import { httpMessage } from './http-message';

export const ssdp = protocol({
  id: 'ssdp', name: 'Simple Service Discovery Protocol', column: 'SSDP', spec: 'draft-cai-ssdp-v1, UPnP Device Architecture 2.0',
  over: { 'udp.port': [1900] },
  fields: {},
  dissect: (p) => httpMessage(p, HTTP_FIELDS, false),
  examples: [
    {
      what: 'a search for every device',
      hex: '4d2d534541524348202a20485454502f312e310d0a484f53543a203233392e3235352e3235352e3235303a313930300d0a4d583a20330d0a0d0a',
      info: 'M-SEARCH * HTTP/1.1 ',
      fields: { 'http.request.method': 'M-SEARCH', 'http.host': '239.255.255.250:1900', 'http.request.full_uri': 'http://239.255.255.250:1900*' },
    },
  ],
});
