// What the selected frame means in its connection, asked for while it is explained.
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Figure } from '../../shared/ipc/explain-calls';
import { engine } from '../engine';
import type { Tree } from './detail-tree';
import { report } from './session';

const NONE: readonly Figure[] = [];

const useMoments = create<{ readonly tree: Tree | null; readonly figures: readonly Figure[] }>()(() => ({ tree: null, figures: NONE }));

async function ask(tree: Tree, isWanted: () => boolean): Promise<void> {
  try {
    const { figures } = await engine.call('frames.moment', { number: tree.detail.number });
    if (isWanted()) useMoments.setState({ tree, figures });
  } catch (error) {
    if (isWanted()) report(error);
  }
}

/** Of the frame whose details are shown; nothing until the engine has answered. */
export function useMoment(tree: Tree): readonly Figure[] {
  useEffect(() => {
    let isWanted = true;
    void ask(tree, () => isWanted);
    return () => {
      isWanted = false;
    };
  }, [tree]);
  return useMoments((s) => (s.tree === tree ? s.figures : NONE));
}
