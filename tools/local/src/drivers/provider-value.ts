import * as pulumi from '@pulumi/pulumi';
import { isPlainObject } from '../resources/index.ts';

/** The value as a provider receives it: a resource as its id, a secret unwrapped. */
export async function providerValue(value: unknown): Promise<unknown> {
  if (pulumi.runtime.isRpcSecret(value)) {
    return providerValue(pulumi.runtime.unwrapRpcSecret(value));
  }
  if (pulumi.CustomResource.isInstance(value)) {
    const id = Promise.withResolvers<string>();
    value.id.apply(id.resolve);
    return id.promise;
  }
  if (Array.isArray(value)) return Promise.all(value.map(providerValue));
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(
    async ([key, part]) => [key, await providerValue(part)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
