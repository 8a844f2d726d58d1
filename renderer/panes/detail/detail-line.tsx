// One line of the detail tree: name, value, the rest of it, its bytes' length; severity as colour, shape and word.
import { memo, type ReactNode } from 'react';
import { useText, type Text } from '../../locales/text';
import { useFind } from '../../state/find';
import { partsOf, type Tree } from '../../state/detail-tree';
import type { Detail, DetailNode } from '../../../shared/ipc/contract';
import { formatCount } from '../../widgets/format-quantity';
import { Icon, type IconName } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';

interface DetailLineProps {
  readonly id: string;
  readonly tree: Tree;
  readonly index: number;
  readonly top: number;
  /** null: there is nothing below. */
  readonly isOpen: boolean | null;
  readonly isSelected: boolean;
  readonly isHovered: boolean;
}

const SEVERITY_ICONS: Readonly<Record<Exclude<DetailNode['severity'], ''>, IconName>> = { comment: 'note', chat: 'info', note: 'info', warn: 'warn', error: 'error' };

function lengthText(node: DetailNode, isSelected: boolean, text: Text): string {
  if (node.length <= 0 || node.start < 0) return '';
  const values = { count: node.length, formatted: formatCount(node.length), offset: node.start };
  if (isSelected && !(node.depth === 0 && node.start === 0)) return text('details.bytesAt', values);
  return node.depth === 0 || isSelected ? text('details.bytes', values) : '';
}

/** The frame's own line, and the layer that reaches to where the capture stopped. */
function isCut({ caplen, len }: Detail, node: DetailNode): boolean {
  return caplen < len && node.depth === 0 && node.source === 0 && node.start >= 0 && node.length > 0 && node.start + node.length >= caplen;
}

function PlainLine({ id, tree, index, top, isOpen, isSelected, isHovered }: DetailLineProps): ReactNode {
  const text = useText();
  const isFound = useFind((s) => s.hit !== null && s.hit.number === tree.detail.number && s.hit.node === index);
  const node = tree.detail.nodes[index];
  if (!node) return null;
  const { name, value, rest } = partsOf(node);
  const length = lengthText(node, isSelected, text);
  const classes = ['detail-line', node.depth === 0 ? 'layer' : '', node.generated ? 'generated' : '', node.severity === '' ? '' : `severity-${node.severity}`, isSelected ? 'selected' : '', isHovered ? 'hovered' : '', isFound ? 'found' : ''];
  return (
    <div
      id={id}
      className={classes.join(' ')}
      role="treeitem"
      aria-level={node.depth + 1}
      aria-selected={isSelected}
      data-node={index}
      data-field={node.field}
      draggable={node.filter !== ''}
      {...(isOpen === null ? {} : { 'aria-expanded': isOpen })}
      style={{ top, paddingLeft: `calc(8px + var(--indent) * ${node.depth})` }}
    >
      <span className="twisty">{isOpen !== null && <Icon name={isOpen ? 'down' : 'right'} />}</span>
      {node.severity !== '' && (
        <span className="severity">
          <Icon name={SEVERITY_ICONS[node.severity]} />
          {text(`severity.${node.severity}`)}
        </span>
      )}
      {name !== '' && <span className="line-name">{visibleMarks(name)}</span>}
      {value !== '' && <span className="line-value mono">{visibleMarks(value)}</span>}
      {rest !== '' && <span className="line-rest">{visibleMarks(rest)}</span>}
      {isCut(tree.detail, node) && <span className="line-cut">{text('list.truncated', { caplen: tree.detail.caplen, len: tree.detail.len })}</span>}
      {isSelected && node.spec !== '' && <span className="line-spec">{[node.spec, node.tcpdump].filter((part) => part !== '').join(' · ')}</span>}
      {length !== '' && <span className="line-length">{length}</span>}
    </div>
  );
}

export const DetailLine = memo(PlainLine);
