import { endpointOf } from '@pilotlight/contracts';
import type { Host } from '@pilotlight/hosts';
import type { Clock, EndpointDescription, EndpointId, EndpointPort } from './ports.ts';

interface Glance {
  readonly at: number;
  readonly description: Promise<EndpointDescription | undefined>;
}

interface Asking {
  readonly endpoints: EndpointPort;
  readonly host: Host;
}

/**
 * `endpoints` with a cache of `seconds`: many polls share one DescribeEndpoint, which SageMaker throttles. The entry of
 * an endpoint is dropped after a call that may have changed it, and after a request to it that got no answer; callers
 * that act on the result pass `fresh`.
 */
export function glancing({ endpoints, host }: Asking, clock: Clock, seconds: number): Asking {
  const glances = new Map<string, Glance>();

  const forgetting = async <T>({ key }: EndpointId, call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } finally {
      glances.delete(key);
    }
  };

  return {
    endpoints: {
      sizeOf: (configuration) => endpoints.sizeOf(configuration),
      create: (endpoint) => forgetting(endpoint, endpoints.create(endpoint)),
      update: (endpoint, rollout) => forgetting(endpoint, endpoints.update(endpoint, rollout)),
      delete: (endpoint) => forgetting(endpoint, endpoints.delete(endpoint)),

      describe(endpoint, options) {
        const { key } = endpoint;
        const now = clock.now();
        const known = glances.get(key);
        if (known && !options?.fresh && now - known.at < seconds * 1000) return known.description;
        const description = endpoints.describe(endpoint, options);
        glances.set(key, { at: now, description });
        description.catch(() => glances.delete(key));
        return description;
      },
    },

    host: {
      async ask(model, request) {
        let answered = false;
        try {
          const asked = await host.ask(model, request);
          answered = asked.kind === 'answered';
          return asked;
        } finally {
          const endpoint = answered ? undefined : endpointOf(model);
          if (endpoint) glances.delete(endpoint.key);
        }
      },
    },
  };
}
