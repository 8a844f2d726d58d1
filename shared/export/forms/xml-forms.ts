// PDML (detail trees) and PSML (the list) as `tshark` writes them.
import { hexText } from '../../bytes/text';
import { NO_TIME } from '../../capture-file/frame-batch';
import { absoluteText } from '../../dissect/field-text';
import { secondsText } from '../../frame/time';
import { COLUMNS } from '../../session/column';
import { planColumns } from '../../session/frame-view';
import type { Session } from '../../session/session';
import type { ChosenFields } from './chosen-fields';
import type { DocumentOrigin, FormSettings, FrameForm, TextSink } from './frame-form';
import { formTree, type FormNode } from './form-tree';
import { layerFilter, type LayerFilter } from './layer-filter';
import { rawHex, shownIn } from './shown-value';

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
const TITLES = ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'];
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };

export function xmlText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters may not stand in XML
  return text.replace(/[&<>"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, (c) => ENTITIES[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

export function psmlForm(session: Session, out: TextSink, settings: FormSettings, origin: DocumentOrigin): FrameForm {
  const plan = planColumns(session.registry, COLUMNS);
  const sections = (texts: readonly string[]): string => texts.map((text) => `<section>${xmlText(text)}</section>\n`).join('');
  return {
    begin: () => out.write(`${HEAD}<psml version="0" creator="${xmlText(origin.creator)}">\n<structure>\n${sections(TITLES)}</structure>\n\n`),
    frame: (number, source) => out.write(`<packet>\n${sections(session.view.cells(number, source, plan, settings.time, settings.dissect))}</packet>\n\n`),
    end: () => out.write('</psml>\n'),
  };
}

export function pdmlForm(session: Session, out: TextSink, settings: FormSettings, origin: DocumentOrigin, filter: LayerFilter = layerFilter(null, false)): FrameForm {
  return pdmlDocument(session, out, origin, (number, source) => {
    for (const layer of formTree(session.view, number, source, settings.dissect)) writeNode(layer, { out, filter, depth: 1, parentStart: 0 });
  });
}

/** With chosen fields instead of layers. */
export function pdmlFieldsForm(session: Session, out: TextSink, fields: ChosenFields, origin: DocumentOrigin): FrameForm {
  return pdmlDocument(session, out, origin, (number, source) => {
    for (const [name, values] of fields.of(number, source)) for (const value of values) out.write(`  <field name="${name}" value="${xmlText(value)}"/>\n`);
  });
}

function pdmlDocument(session: Session, out: TextSink, origin: DocumentOrigin, body: FrameForm['frame']): FrameForm {
  return {
    begin() {
      out.write(`${HEAD}<?xml-stylesheet type="text/xsl" href="pdml2html.xsl"?>\n`);
      out.write(`<!-- pdml2html.xsl is part of Wireshark: https://gitlab.com/wireshark/wireshark/-/raw/master/pdml2html.xsl. -->\n`);
      out.write(`<pdml version="0" creator="${xmlText(origin.creator)}" time="${dateText(origin.madeAt)}" capture_file="${xmlText(origin.capture)}">\n`);
    },
    frame(number, source) {
      out.write('<packet>\n');
      out.write(generalInformation(session, number));
      body(number, source);
      out.write('</packet>\n\n\n');
    },
    end: () => out.write('</pdml>\n'),
  };
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** As C's ctime has it: `Thu Nov 26 13:24:19 2026`. */
function dateText(at: Date): string {
  const [month, day, year] = absoluteText({ seconds: Math.floor(at.getTime() / 1000), nanos: 0 }).split(/[ ,]+/);
  return `${DAYS[at.getUTCDay()]} ${month} ${String(day).padStart(2)} ${at.toISOString().slice(11, 19)} ${year}`;
}

/** Four fields that stand in front of the frame's own layer, as the PDML specification wants them. */
function generalInformation({ store }: Session, no: number): string {
  const [len, caplen, nanos] = [store.len(no), store.caplen(no), store.nanos(no)];
  const time = nanos === NO_TIME ? undefined : { seconds: store.seconds(no), nanos };
  const line = (name: string, shown: string, title: string, raw: string): string => `    <field name="${name}" pos="0" show="${shown}" showname="${title}" value="${raw}" size="${caplen}"/>\n`;
  return `  <proto name="geninfo" pos="0" showname="General information" size="${caplen}">\n`
    + line('num', String(no), 'Number', no.toString(16)) + line('len', String(len), 'Frame Length', len.toString(16))
    + line('caplen', String(caplen), 'Captured Length', caplen.toString(16))
    + (time === undefined ? '' : line('timestamp', absoluteText(time), 'Captured Time', secondsText(time)))
    + '  </proto>\n';
}

interface Place {
  readonly out: TextSink;
  readonly filter: LayerFilter;
  readonly depth: number;
  readonly parentStart: number;
}

function writeNode(node: FormNode, place: Place): void {
  const { out, depth, filter } = place;
  const indent = '  '.repeat(depth);
  const isLayer = node.isLayer && node.name !== '_ws.expert';
  const isData = isLayer && node.name === 'data';
  if (depth === 1 && (isData || node.field === null)) {
    out.write(`${indent}<proto name="fake-field-wrapper">\n`);
    writeNode(node, { ...place, depth: depth + 1 });
    out.write(`${indent}</proto>\n`);
    return;
  }
  const kind = isLayer && !isData ? 'proto' : 'field';
  const open = `${indent}<${kind} ${isData ? `name="data" value="${hexText(node.bytes)}"` : attributes(node, isLayer, place.parentStart)}`;
  if (node.children.length === 0) {
    out.write(`${open}${kind === 'proto' ? `>\n${indent}</proto>` : '/>'}\n`);
    return;
  }
  out.write(`${open}>\n`);
  const inner = filter.inside(node.name);
  if (inner === null) out.write(`${indent}  <field name="filtered" value="${xmlText(node.name)}" />\n`);
  else for (const child of node.children) writeNode(child, { out, filter: inner, depth: depth + 1, parentStart: node.start });
  out.write(`${indent}</${kind}>\n`);
}

function attributes(node: FormNode, isLayer: boolean, parentStart: number): string {
  const place = `size="${node.bytes.length}" pos="${Math.max(node.start, parentStart)}"`;
  const octets = node.bytes.length > 0 ? ` value="${hexText(node.bytes)}"` : '';
  const label = xmlText(node.label);
  if (node.field === null) return `name="" show="${label}" ${place}${octets}`;
  const hide = node.isHidden && node.name !== '_ws.expert' ? ' hide="yes"' : '';
  const head = `name="${node.name}" showname="${label}"${hide} ${place}`;
  if (isLayer || node.name === '_ws.expert') return head;
  const shown = shownIn(node);
  if (shown === null) return `${head} show="" value=""`;
  if (node.bytes.length === 0) return `${head} show="${xmlText(shown)}"`;
  return `${head} show="${xmlText(shown)}" value="${rawHex(node)}"${node.mask === 0 ? '' : ` unmaskedvalue="${hexText(node.bytes)}"`}`;
}
