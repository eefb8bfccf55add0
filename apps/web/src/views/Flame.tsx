import type { ModelStatus } from '@pilotlight/contracts';

interface Props {
  status: ModelStatus;
  /** The progress of the wake, 0 to 1; used only while waking. */
  kindled?: number | undefined;
  class?: string;
}

/**
 * The flame icon: small and blue while ready or asleep, growing while waking, lit when awake, smoke when failed, grey when
 * unknown. Hidden from screen readers.
 */
export function Flame({ status, kindled = 0.2, class: className }: Props) {
  return (
    <svg
      class={className ? `flame ${className}` : 'flame'}
      data-status={status}
      style={{ '--kindled': kindled }}
      viewBox="0 0 40 48"
      aria-hidden="true"
      focusable="false"
    >
      <g class="flame-lit">
        <path
          class="flame-outer"
          d="M20 3c2 8.5 12 14 12 26 0 8-5 13-12 13S8 37 8 29c0-6 3-10 6-14 0 4 1.5 6 3.5 6.5C16 14 17.5 8 20 3Z"
        />
        <path
          class="flame-inner"
          d="M20 21c1.5 5.5 6.5 8 6.5 13.5 0 4.5-2.8 7.5-6.5 7.5s-6.5-3-6.5-7.5C13.5 29 18.5 26.5 20 21Z"
        />
      </g>
      <path
        class="flame-pilot"
        d="M20 32c1 3 3.6 4 3.6 7 0 1.9-1.5 3-3.6 3s-3.6-1.1-3.6-3c0-3 2.6-4 3.6-7Z"
      />
      <path class="flame-smoke" d="M20 39c-4-4 4-7 0-12s4-8 0-13" />
      <rect class="flame-burner" x="12" y="42.5" width="16" height="3" rx="1.5" />
    </svg>
  );
}
