import type { WakeProgress } from '../endpoint/wakeProgress.ts';

/** The progress of a wake, along the lower edge of the header. */
export function WakeBar({ progress: { share, spoken } }: { progress: WakeProgress }) {
  return (
    <div
      class="wake"
      role="progressbar"
      aria-label="Waking the endpoint"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
      aria-valuetext={spoken}
    >
      <div
        class={share === undefined ? 'wake-fill wake-unknown' : 'wake-fill'}
        style={{ transform: `scaleX(${share ?? 0.3})` }}
      />
    </div>
  );
}
