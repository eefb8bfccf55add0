import { resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { AwsError } from '../../cloud/aws-error.ts';
import { directoryHash } from '../../resources/assets.ts';
import { handlersFor, type Outputs, type HandlerContext } from '../../resources/handler.ts';
import { inputs, optional } from '../../resources/schema.ts';
import type { EcrControl } from './control.ts';

type Context = HandlerContext<Record<'ecr', EcrControl>>;
const defineHandler = handlersFor<Record<'ecr', EcrControl>>();

const ImageInputs = inputs({
  push: Type.Boolean(),
  context: inputs({
    location: Type.String(),
    named: optional(Type.Record(Type.String(), inputs({ location: Type.String() }))),
  }),
  dockerfile: inputs({ location: Type.String() }),
  tags: Type.Array(Type.String(), { minItems: 1, maxItems: 1 }),
  platforms: Type.Array(Type.String(), { minItems: 1, maxItems: 1 }),
  exports: optional(Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 1 })),
  registries: optional(
    Type.Array(
      inputs({
        address: Type.String(),
        username: optional(Type.String()),
        password: optional(Type.String()),
      }),
    ),
  ),
  buildOnPreview: optional(Type.Boolean()),
  // Options of the real build. There is no build here: the context is the image.
  buildArgs: optional(Type.Record(Type.String(), Type.String())),
  builder: optional(Type.Record(Type.String(), Type.Unknown())),
  cacheFrom: optional(Type.Array(Type.Unknown())),
  cacheTo: optional(Type.Array(Type.Unknown())),
  exec: optional(Type.Boolean()),
  network: optional(Type.String()),
  noCache: optional(Type.Boolean()),
  pull: optional(Type.Boolean()),
  target: optional(Type.String()),
});
type ImageInputs = Static<typeof ImageInputs>;

export const image = defineHandler({
  type: 'docker-build:index:Image',
  inputs: ImageInputs,
  defaults: { buildOnPreview: true },
  replaceOnChanges: [],
  notCompared: ['registries'],
  changedByUpdate: ['ref', 'digest', 'contextHash'],
  check(given) {
    const registry = given.exports?.[0]?.registry as { ociMediaTypes?: unknown } | undefined;
    if (given.push || registry?.ociMediaTypes !== false) {
      const reason = 'must be `[{ registry: { ociMediaTypes: false } }]` with `push: false`: ';
      return [
        { property: 'exports', reason: `${reason}SageMaker and Lambda refuse an OCI manifest` },
      ];
    }
    return [];
  },
  async drift(given, outputs, context) {
    return (await hashOf(given, context)) === outputs.contextHash ? [] : ['context'];
  },
  async create(given, context) {
    const outputs = await build(given, context);
    return { id: String(outputs.ref), outputs };
  },
  update: (_id, given, context) => build(given, context),
  /** Uses the password in the state, as docker-build does: with an expired one the deletion fails. */
  delete(_id, outputs, { cloud }) {
    checkPassword((outputs as unknown as ImageInputs).registries, cloud);
    cloud.ecr.deleteImage(String(outputs.ref));
  },
  gone: (outputs, { cloud }) => !cloud.ecr.hasImage(String(outputs.ref)),
  /**
   * Uses the password in the state's inputs, as docker-build does, even under `pulumi refresh --run-program`. Up to
   * 0.0.15 the provider treats a refused password as a deleted image (pulumi-docker-build#424, #929); later versions
   * may keep the image.
   */
  read(_id, outputs, { cloud }) {
    try {
      checkPassword((outputs as unknown as ImageInputs).registries, cloud);
      return {};
    } catch (error) {
      if (error instanceof AwsError) return 'gone';
      throw error;
    }
  },
});

/** @throws AwsError when the registry refuses it */
function checkPassword(registries: ImageInputs['registries'], cloud: Context['cloud']): void {
  const password = registries?.[0]?.password;
  if (password !== undefined) cloud.ecr.checkToken(password);
}

async function build(given: ImageInputs, context: Context): Promise<Outputs> {
  checkPassword(given.registries, context.cloud);
  const { digest, ref } = await context.cloud.ecr.putImage({
    tag: String(given.tags[0]),
    context: resolve(context.programDirectory, given.context.location),
    named: Object.fromEntries(namedFolders(given, context)),
    dockerfile: resolve(context.programDirectory, given.dockerfile.location),
  });
  return { digest, ref, contextHash: await hashOf(given, context) };
}

/** A hash over the files of every context. */
async function hashOf(given: ImageInputs, context: Context): Promise<string> {
  const own = resolve(context.programDirectory, given.context.location);
  const folders = [own, ...namedFolders(given, context).map(([, folder]) => folder)];
  return (await Promise.all(folders.map(directoryHash))).join(',');
}

function namedFolders(given: ImageInputs, context: Context): (readonly [string, string])[] {
  return Object.entries(given.context.named ?? {}).map(([name, { location }]) => [
    name,
    resolve(context.programDirectory, location),
  ]);
}
