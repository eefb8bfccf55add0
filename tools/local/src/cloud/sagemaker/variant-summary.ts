import type { Endpoint } from './endpoint.ts';

/** A production variant as DescribeEndpoint and the state change event tell it. */
export function variantSummary({ config, isServing }: Endpoint): object {
  return {
    VariantName: config.variant.variantName,
    CurrentWeight: 1,
    DesiredWeight: 1,
    CurrentInstanceCount: isServing ? config.variant.initialInstanceCount : 0,
    DesiredInstanceCount: config.variant.initialInstanceCount,
  };
}
