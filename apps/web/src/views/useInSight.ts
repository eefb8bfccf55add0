import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Scrolls the element into view when `step` changes: on a phone the answer is below the form. */
export function useInSight<E extends Element>(step: string): RefObject<E> {
  const element = useRef<E>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step && step !== 'idle') {
      element.current?.scrollIntoView({ block: 'nearest' });
    }
    before.current = step;
  }, [step]);
  return element;
}
