// Which dissector a media type belongs to.
import { MediaKind } from '../tables';

const KINDS: ReadonlyMap<string, MediaKind> = new Map<string, MediaKind>([
  ...(['text/html', 'text/plain', 'text/css', 'text/javascript', 'text/ecmascript', 'application/javascript', 'application/ecmascript', 'text/richtext',
    'application/sgml', 'application/x-javascript', 'application/x-ns-proxy-autoconfig', 'text/x-javascript',
  ] as const).map((type) => [type, MediaKind.Text] as const),
  ['application/json', MediaKind.Json], ['application/json-rpc', MediaKind.Json], ['application/jsonrequest', MediaKind.Json], ['application/manifest+json', MediaKind.Json],
  ['application/x-www-form-urlencoded', MediaKind.Form], ['application/octet-stream', MediaKind.Unknown],
  ['application/cose', MediaKind.Unknown], ['application/cose-key-set', MediaKind.Unknown], ['application/cose-key', MediaKind.Unknown], ['application/x-fcs', MediaKind.Unknown],
  ['image/gif', MediaKind.Gif], ['image/png', MediaKind.Png], ['image/jpg', MediaKind.Jpeg], ['image/jpeg', MediaKind.Jpeg], ['image/jfif', MediaKind.Jpeg],
  ['text/xml', MediaKind.Xml], ['text/vnd.wap.wml', MediaKind.Xml], ['application/xml', MediaKind.Xml], ['application/soap+xml', MediaKind.Xml], ['image/svg+xml', MediaKind.Xml],
]);

export function mediaKind(type: string): MediaKind {
  const known = KINDS.get(type);
  if (known !== undefined) return known;
  if (type.endsWith('+xml')) return MediaKind.Xml;
  return type.endsWith('+json') ? MediaKind.Json : MediaKind.Other;
}
