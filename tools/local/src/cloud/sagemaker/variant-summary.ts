import type { Endpoint } from './endpoint.ts';

/** A production variant as DescribeEndpoint and the state change event tell it. */
export function variantSummary({ config, status }: Endpoint): object {
  return {
    VariantName: config.variant.variantName,
    CurrentWeight: 1,
    DesiredWeight: 1,
    CurrentInstanceCount: status === 'InService' ? 1 : 0,
    DesiredInstanceCount: 1,
  };
}
