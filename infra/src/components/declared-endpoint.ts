import { ENDPOINT_TAGS } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** What an endpoint of the program is of. */
export interface DeclaredEndpointArgs {
  readonly stack: string;
  readonly endpointConfigName: pulumi.Input<string>;
}

/**
 * A SageMaker endpoint that the program creates, unlike those that requests wake. It exists when it is in service. The
 * provider moves it to a configuration of another name, so a configuration's name must never be fixed.
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
