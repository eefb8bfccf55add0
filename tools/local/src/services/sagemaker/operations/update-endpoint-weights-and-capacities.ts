import { violations } from '@pilotlight/contracts';
import { Type, type Static } from 'typebox';
import type { Arns } from '../../../cloud/arns.ts';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import type { Endpoints } from '../endpoints.ts';
import { ENDPOINT_NAME } from './endpoint-name.ts';

const closed = { additionalProperties: false };

/** The only supported change: of the number of instances. */
const Input = Type.Object(
  {
    EndpointName: Type.String({
      pattern: ENDPOINT_NAME.pattern.source,
      maxLength: ENDPOINT_NAME.maximumLength,
    }),
    DesiredWeightsAndCapacities: Type.Tuple([
      Type.Object(
        {
          VariantName: Type.String({ minLength: 1, maxLength: 63 }),
          DesiredInstanceCount: Type.Integer({ minimum: 0 }),
        },
        closed,
      ),
    ]),
  },
  closed,
);

export function updateEndpointWeightsAndCapacities(
  endpoints: Endpoints,
  arns: Arns,
): JsonOperation {
  return (input) => {
    const { EndpointName, DesiredWeightsAndCapacities } = read(input);
    const [{ VariantName, DesiredInstanceCount }] = DesiredWeightsAndCapacities;
    const resource = arns.endpoint(EndpointName);
    return {
      permissions: [
        {
          action: 'sagemaker:UpdateEndpointWeightsAndCapacities',
          resource,
          resourceTags: endpoints.tagsOf(EndpointName),
        },
      ],
      run: () => {
        endpoints.scale(EndpointName, VariantName, DesiredInstanceCount);
        return { EndpointArn: resource };
      },
    };
  };
}

function read(input: unknown): Static<typeof Input> {
  const wrong = violations(Input, input).map(({ pointer, detail }) => `${pointer} ${detail}`);
  if (wrong.length === 0) return input as Static<typeof Input>;
  throw new AwsError(
    'ValidationException',
    `The local cloud changes by UpdateEndpointWeightsAndCapacities only the instances of one variant: ${wrong.join('; ')}`,
  );
}
