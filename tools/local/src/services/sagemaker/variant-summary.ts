import type { Endpoint } from './endpoint.ts';

/** A production variant as in DescribeEndpoint and in the state change event. */
export function variantSummary({ config, isServing }: Endpoint): object {
  return {
    VariantName: config.variant.variantName,
    CurrentWeight: 1,
    DesiredWeight: 1,
    CurrentInstanceCount: isServing ? config.variant.initialInstanceCount : 0,
    DesiredInstanceCount: config.variant.initialInstanceCount,
  };
}
