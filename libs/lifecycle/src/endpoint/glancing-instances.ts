import type { Clock, InstancePort, Instances } from './ports.ts';

/** `instances` with a cache of `seconds`: many polls share one DescribeEndpoint, which SageMaker throttles. */
export function glancingInstances(
  instances: InstancePort,
  clock: Clock,
  seconds: number,
): InstancePort {
  const glances = new Map<string, { at: number; counted: Promise<Instances | undefined> }>();
  return {
    count(endpointName) {
      const now = clock.now();
      const known = glances.get(endpointName);
      if (known && now - known.at < seconds * 1000) return known.counted;
      const counted = instances.count(endpointName);
      glances.set(endpointName, { at: now, counted });
      counted.catch(() => glances.delete(endpointName));
      return counted;
    },

    async request(endpointName, count) {
      try {
        return await instances.request(endpointName, count);
      } finally {
        glances.delete(endpointName);
      }
    },
  };
}
