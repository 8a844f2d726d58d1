// What a button begins: pressed again while it is under way, the button does nothing.
import { useRef } from 'react';

/** `work` tells of its failures itself. */
export function useOneAtATime(work: () => Promise<void>): () => void {
  const isUnderWay = useRef(false);
  return () => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    void work().finally(() => (isUnderWay.current = false));
  };
}
