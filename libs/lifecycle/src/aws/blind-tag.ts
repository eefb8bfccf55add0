import { ENDPOINT_TAGS, LIMITS } from '@pilotlight/contracts';
import {
  AddTagsCommand,
  DeleteTagsCommand,
  DescribeEndpointCommand,
  paginateListTags,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { cloudError } from '@pilotlight/hosts/aws';
import type { EndpointId } from '../endpoint/ports.ts';
import type { BlindMarkPort } from '../reap/ports.ts';
import { sageMakerSays } from './sagemaker-says.ts';

/** The mark is a tag on the endpoint: it survives a DynamoDB outage and the end of the instance. */
export function blindTag(client: SageMakerClient): BlindMarkPort {
  const within = () => ({ abortSignal: AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000) });

  const tagsOf = async (arn: string) => {
    const tags = new Map<string, string>();
    for await (const page of paginateListTags({ client }, { ResourceArn: arn }, within())) {
      for (const { Key = '', Value = '' } of page.Tags ?? []) tags.set(Key, Value);
    }
    return tags;
  };

  /** Calls `work` with the endpoint's ARN, which the tag operations need; does nothing when there is no endpoint. */
  const ofEndpoint = async <T>(
    { endpointName }: EndpointId,
    operation: string,
    work: (arn: string) => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      const question = new DescribeEndpointCommand({ EndpointName: endpointName });
      const { EndpointArn } = await client.send(question, within());
      if (EndpointArn === undefined) throw new Error('DescribeEndpoint returned no ARN');
      return await work(EndpointArn);
    } catch (error) {
      if (sageMakerSays(error, 'noEndpoint')) return undefined;
      throw cloudError('SageMaker', operation, error);
    }
  };

  return {
    async read(endpoint) {
      const tags = await ofEndpoint(endpoint, 'ListTags', tagsOf);
      const at = Date.parse(tags?.get(ENDPOINT_TAGS.blindSince) ?? '');
      return Number.isNaN(at) ? undefined : at;
    },

    async write(endpoint, at) {
      const tag = { Key: ENDPOINT_TAGS.blindSince, Value: new Date(at).toISOString() };
      await ofEndpoint(endpoint, 'AddTags', (ResourceArn) =>
        client.send(new AddTagsCommand({ ResourceArn, Tags: [tag] }), within()),
      );
    },

    async clear(endpoint) {
      await ofEndpoint(endpoint, 'DeleteTags', async (ResourceArn) => {
        const key = ENDPOINT_TAGS.blindSince;
        // Usually there is no tag: this way a check costs one read and no write.
        if (!(await tagsOf(ResourceArn)).has(key)) return;
        await client.send(new DeleteTagsCommand({ ResourceArn, TagKeys: [key] }), within());
      });
    },
  };
}
