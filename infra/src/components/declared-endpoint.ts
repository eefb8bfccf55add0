import { ENDPOINT_TAGS } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

export interface DeclaredEndpointArgs {
  readonly stack: string;
  readonly endpointConfigName: pulumi.Input<string>;
}

/**
 * A SageMaker endpoint that the program creates, unlike those that requests wake. The provider waits until it is in
 * service. It updates the endpoint when the configuration has another name, so that name must never be fixed.
 * @param name of the endpoint
 */
export function declaredEndpoint(
  name: string,
  { stack, endpointConfigName }: DeclaredEndpointArgs,
  options: pulumi.CustomResourceOptions,
): aws.sagemaker.Endpoint {
  // The functions may only ask endpoints with this tag.
  const tags = { [ENDPOINT_TAGS.stack]: stack };
  return new aws.sagemaker.Endpoint(name, { name, endpointConfigName, tags }, options);
}
