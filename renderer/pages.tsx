// The page of each kind of tab, and what it puts at the right of the tab strip.
import type { ComponentType } from 'react';
import { ComparisonPage } from './panes/comparison/comparison-page';
import { SequencePage } from './panes/sequence/sequence-page';
import { SequenceTools } from './panes/sequence/sequence-tools';
import { ConversationsPage } from './panes/conversations/conversations-page';
import { DumpPage } from './panes/dump/dump-page';
import { GraphsPage } from './panes/graphs/graphs-page';
import { ObjectsPage } from './panes/objects/objects-page';
import { StreamPage } from './panes/stream/stream-page';
import { ExpertPage } from './panes/statistics/expert-page';
import { LengthsPage } from './panes/statistics/lengths-page';
import { HierarchyPage } from './panes/statistics/hierarchy-page';
import { TableTools } from './panes/table-tools';
import type { TabKind } from './state/tabs';

interface TabPage {
  readonly Page: ComponentType;
  readonly Tools?: ComponentType;
}

export const PAGES: Readonly<Record<TabKind, TabPage>> = {
  comparison: { Page: ComparisonPage },
  sequence: { Page: SequencePage, Tools: SequenceTools },
  conversations: { Page: ConversationsPage, Tools: TableTools },
  graphs: { Page: GraphsPage },
  stream: { Page: StreamPage },
  hierarchy: { Page: HierarchyPage, Tools: TableTools },
  expert: { Page: ExpertPage, Tools: TableTools },
  lengths: { Page: LengthsPage, Tools: TableTools },
  objects: { Page: ObjectsPage },
  dumpText: { Page: DumpPage },
};
