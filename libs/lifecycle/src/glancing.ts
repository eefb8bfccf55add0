import type { Clock, EndpointDescription, EndpointPort } from './ports.ts';

interface Glance {
  readonly at: number;
  readonly description: Promise<EndpointDescription | undefined>;
}

/**
 * `endpoint` with a cache of `seconds`: many polls share one DescribeEndpoint, which SageMaker throttles. The entry of
 * a model is dropped after a call that may have changed it; callers that act on the result pass `fresh`.
 */
export function glancing(endpoint: EndpointPort, clock: Clock, seconds: number): EndpointPort {
  const glances = new Map<string, Glance>();

  const forgetting = async <T>(model: string, call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } finally {
      glances.delete(model);
    }
  };

  return {
    configurationOf: (model) => endpoint.configurationOf(model),
    sizeOf: (configuration) => endpoint.sizeOf(configuration),
    create: (model) => forgetting(model, endpoint.create(model)),
    update: (model, rollout) => forgetting(model, endpoint.update(model, rollout)),
    delete: (model) => forgetting(model, endpoint.delete(model)),

    async invoke(model, body) {
      let answered = false;
      try {
        const invocation = await endpoint.invoke(model, body);
        answered = invocation.kind === 'answered';
        return invocation;
      } finally {
        if (!answered) glances.delete(model);
      }
    },

    describe(model, options) {
      const now = clock.now();
      const known = glances.get(model);
      if (known && !options?.fresh && now - known.at < seconds * 1000) return known.description;
      const description = endpoint.describe(model, options);
      glances.set(model, { at: now, description });
      description.catch(() => glances.delete(model));
      return description;
    },
  };
}
