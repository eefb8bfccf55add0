import { rm } from 'node:fs/promises';
import type * as pulumi from '@pulumi/pulumi';
import { directoryHash, unpackArchive } from '../../resources/assets.ts';
import { handlersFor, type HandlerContext } from '../../resources/handler.ts';
import type { FunctionSpec, LambdaControl } from './control.ts';
import { FunctionInputs, functionFailures } from './function-inputs.ts';
import { checkPackageSize } from './package-size.ts';

type Context = HandlerContext<Record<'lambda', LambdaControl>>;
const defineHandler = handlersFor<Record<'lambda', LambdaControl>>();

export const lambdaFunction = defineHandler({
  type: 'aws:lambda/function:Function',
  inputs: FunctionInputs,
  defaults: { memorySize: 128, timeout: 3, packageType: 'Zip' },
  autoname: { property: 'name', maxLength: 64 },
  replaceOnChanges: ['name', 'packageType', 'region'],
  changedByUpdate: ['codeSha256', 'lastModified'],
  check: functionFailures,
  async create(given, context) {
    return { id: String(given.name), outputs: await put(given, context) };
  },
  update: (_id, given, context) => put(given, context),
  delete: (id, _outputs, { cloud }) => cloud.lambda.deleteFunction(id),
});

/** The part of a function that its code determines. */
interface Code {
  readonly spec: Pick<
    FunctionSpec,
    'codeDirectory' | 'codeIsLasting' | 'handler' | 'imageUri' | 'runtime'
  >;
  /** Variables of its image. */
  readonly environment: Readonly<Record<string, string>>;
  readonly codeSha256: string;
  dispose(): Promise<void>;
}

async function put(given: FunctionInputs, context: Context) {
  const { lambda } = context.cloud;
  const name = String(given.name);
  const code = await codeOf(name, given, context);
  try {
    const spec = specOf(name, given, code);
    await lambda.checkFunction(spec);
    const { arn, invokeArn } = lambda.putFunction(spec);
    context.onFunction?.(name);
    const { codeSha256 } = code;
    return { arn, invokeArn, codeSha256, lastModified: new Date().toISOString() };
  } finally {
    await code.dispose();
  }
}

async function codeOf(name: string, given: FunctionInputs, context: Context): Promise<Code> {
  const { code, s3Bucket, s3Key, imageUri } = given;
  const { handler = '', runtime = '' } = given;
  const dispose = () => Promise.resolve();
  if (imageUri !== undefined) {
    const { image, ...found } = await context.cloud.lambda.findCode({ imageUri }, name);
    const { environment = {}, ...started } = image ?? {};
    const spec = { handler, runtime, ...found, ...started };
    return { spec, environment, codeSha256: imageUri.replace(/^.*@sha256:/, ''), dispose };
  }
  if (s3Bucket !== undefined && s3Key !== undefined) {
    const found = await context.cloud.lambda.findCode({ bucket: s3Bucket, key: s3Key }, name);
    await checkPackageSize(found.codeDirectory, false);
    // Of a large archive, whose hash takes time, the program says it.
    const codeSha256 = given.sourceCodeHash ?? (await directoryHash(found.codeDirectory));
    return { spec: { handler, runtime, ...found }, environment: {}, codeSha256, dispose };
  }
  const codeDirectory = await unpackArchive(code as pulumi.asset.Archive, context);
  const remove = () => rm(codeDirectory, { recursive: true });
  try {
    await checkPackageSize(codeDirectory, true);
    const codeSha256 = await directoryHash(codeDirectory);
    const spec = { handler, runtime, codeDirectory };
    return { spec, environment: {}, codeSha256, dispose: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function specOf(name: string, given: FunctionInputs, { spec, environment }: Code): FunctionSpec {
  const { vpcConfig, fileSystemConfig, reservedConcurrentExecutions: reserved = -1 } = given;
  const logGroup = given.loggingConfig?.logGroup;
  return {
    name,
    role: given.role,
    ...spec,
    environment: { ...environment, ...given.environment?.variables },
    ...(logGroup === undefined ? {} : { logGroup }),
    timeoutSeconds: given.timeout ?? 3,
    memorySizeMb: given.memorySize ?? 128,
    ...(reserved < 0 ? {} : { reservedConcurrency: reserved }),
    ...(vpcConfig ? { placement: vpcConfig } : {}),
    ...(fileSystemConfig
      ? {
          fileSystem: {
            accessPointArn: fileSystemConfig.arn,
            localMountPath: fileSystemConfig.localMountPath,
          },
        }
      : {}),
  };
}
