import type { StackConfig } from '../config/stack-config.ts';
import { CHECK_MINUTES_MOST } from '../config/stack-settings.ts';
import type { EndpointConfig } from './serve-models.ts';

/**
 * How often idleness is checked when the stack does not set it: twice per shortest idle time, so that an endpoint is
 * deleted at most half an idle time late.
 */
export function defaultCheckMinutes(
  endpoints: readonly EndpointConfig[],
  { endpointDefaults }: Pick<StackConfig, 'endpointDefaults'>,
): number {
  const all = endpoints.length > 0 ? endpoints : [endpointDefaults];
  const half = Math.floor(Math.min(...all.map(({ idleMinutes }) => idleMinutes)) / 2);
  return Math.min(Math.max(half, 1), CHECK_MINUTES_MOST);
}
