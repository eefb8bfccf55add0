import type { Endpoint } from './endpoint.ts';
import { isServerless, type ServerlessVariant } from './endpoint-config.ts';

/** A production variant as in DescribeEndpoint and in the state change event. */
export function variantSummary({ config: { variant }, instances }: Endpoint): object {
  const common = { VariantName: variant.variantName, CurrentWeight: 1, DesiredWeight: 1 };
  if (isServerless(variant)) {
    const config = serverlessConfig(variant);
    return {
      ...common,
      CurrentInstanceCount: 0,
      CurrentServerlessConfig: config,
      DesiredServerlessConfig: config,
    };
  }
  return {
    ...common,
    CurrentInstanceCount: instances.current,
    DesiredInstanceCount: instances.desired,
  };
}

/** A variant's ServerlessConfig in the spelling of the API. */
export function serverlessConfig({ serverless }: ServerlessVariant): object {
  const { memorySizeInMb, maxConcurrency, provisionedConcurrency } = serverless;
  return {
    MemorySizeInMB: memorySizeInMb,
    MaxConcurrency: maxConcurrency,
    ...(provisionedConcurrency === undefined
      ? {}
      : { ProvisionedConcurrency: provisionedConcurrency }),
  };
}
