// Measures a scrolling box anew when it is scrolled, at once, and when its size changes.
import { useLayoutEffect, type RefObject } from 'react';
import { flushSync } from 'react-dom';

/** @param measure reads the box and keeps what it finds; another function measures anew */
export function useScrollWatch(box: RefObject<HTMLElement | null>, measure: () => void): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onScroll = (): void => flushSync(measure);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [box, measure]);
}
