import { DEPLOYMENT_FILE, parseDeployment, type Deployment } from '@pilotlight/contracts';
import * as pulumi from '@pulumi/pulumi';
import type { RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb.js';
import { makeWorkspace, type Workspace } from './workspace.ts';

export type Inputs = Readonly<Record<string, unknown>>;

/**
 * A resource as declared: a file is shown as `file:PATH`, an asset with a text as this text, an archive as its content,
 * a secret as `{ secret }`.
 */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
}

/** The options of a resource, which the mocks are not told. */
export interface Options {
  readonly ignoreChanges: readonly string[];
  /** `TYPE NAME` of each resource that it depends on. */
  readonly dependencies: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** How long its deletion may take; undefined for the default of the provider. */
  readonly deleteSeconds: number | undefined;
}

export interface Recording {
  readonly resources: readonly Recorded[];
  readonly outputs: { readonly url: string; readonly models: readonly string[] };
  /** The one resource of this type and name. */
  inputsOf(type: string, name: string): Inputs;
  optionsOf(type: string, name: string): Options;
  namesOf(type: string): string[];
}

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';

/** Made-up values for the outputs that AWS would return; an auto-generated name ends in `-0`, of a replacement in `-1`. */
function outputsOf(type: string, name: string, inputs: Inputs, replaced: boolean): Inputs {
  const physicalName = (inputs['name'] as string | undefined) ?? `${name}-${replaced ? 1 : 0}`;
  return {
    ...inputs,
    name: physicalName,
    bucket: inputs['bucket'] ?? physicalName,
    arn: `arn:${type.split(':').at(-1)}/${physicalName}`,
    url: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${physicalName}`,
    digest: 'sha256:d1',
    prefixListId: 'pl-1',
    invokeArn: `invoke:${physicalName}`,
    executionArn: `execution:${physicalName}`,
    apiEndpoint: `https://${physicalName}.example`,
  };
}

const INVOKES: Record<string, Inputs> = {
  'aws:index/getCallerIdentity:getCallerIdentity': {
    accountId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:user/deployer`,
  },
  'aws:index/getRegion:getRegion': { region: REGION },
  // In the order in which AWS happens to list them.
  'aws:index/getAvailabilityZones:getAvailabilityZones': {
    names: ['c', 'a', 'b'].map((zone) => `${REGION}${zone}`),
  },
  'aws:ecr/getAuthorizationToken:getAuthorizationToken': {
    userName: 'AWS',
    password: 'a token',
    proxyEndpoint: `https://${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`,
  },
};

export interface ProgramOptions {
  readonly config?: Readonly<Record<string, string>>;
  readonly stack?: string;
  /** The models in the workspace. */
  readonly models?: readonly string[];
  /** `TYPE NAME` of resources that replace others, and so have new names on AWS. */
  readonly replaced?: readonly string[];
}

const recordings = new Map<string, Promise<Recording>>();

/** What the program declares in a built workspace. The result is cached by options. */
export function recordProgram(options: ProgramOptions = {}): Promise<Recording> {
  const key = JSON.stringify(options);
  const recording = recordings.get(key) ?? recordFresh(options);
  recordings.set(key, recording);
  return recording;
}

/** The settings of a model that has no function. */
export const BY_ENDPOINT = { serving: 'realtime', whileWaking: 'park' };

/** A stack whose one model has no function. */
export const recordByEndpoint = (): Promise<Recording> =>
  recordProgram({ config: { 'pilotlight:models': JSON.stringify({ entailment: BY_ENDPOINT }) } });

async function recordFresh(options: ProgramOptions): Promise<Recording> {
  using workspace = makeWorkspace(options.models);
  return await recordProgramIn(workspace, options);
}

/** Runs the whole program in `workspace` against recording mocks. */
export async function recordProgramIn(
  workspace: Workspace,
  { config = {}, stack = 'dev', replaced = [] }: Omit<ProgramOptions, 'models'> = {},
): Promise<Recording> {
  const resources: Recorded[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: async ({ type, name, inputs }) => {
        resources.push({ type, name, inputs: (await shown(inputs)) as Inputs });
        const again = replaced.includes(`${type} ${name}`);
        return { id: `${name}-id`, state: outputsOf(type, name, inputs, again) };
      },
      call: ({ token }) => {
        const answer = INVOKES[token];
        if (!answer) throw new Error(`The program calls ${token}`);
        return answer;
      },
    },
    'pilotlight',
    stack,
  );
  pulumi.runtime.setAllConfig({ ...config });
  const requests = recordRequests();

  const before = process.cwd();
  process.chdir(workspace.infra);
  // Pulumi takes a stack for each promise, and Vitest maps every frame of it: most of the time without this.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const { default: program } = await import('../../src/index.ts');
    const { url, models } = await program();
    const outputs = { url: await resolved(url), models };
    await pulumi.runtime.disconnect();
    return {
      resources,
      outputs,
      inputsOf: (type, name) =>
        theOnly(resources.filter((one) => one.type === type && one.name === name)).inputs,
      optionsOf(type, name) {
        const request = theOnly(
          requests.filter((one) => one.getType() === type && one.getName() === name),
        );
        return {
          ignoreChanges: request.getIgnorechangesList(),
          deleteBeforeReplace: request.getDeletebeforereplace(),
          deleteSeconds: seconds(request.getCustomtimeouts()?.getDelete()),
          dependencies: request.getDependenciesList().map((urn) => {
            // urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME
            const [types = '', dependency = ''] = urn.split('::').slice(2);
            return `${types.split('$').at(-1)} ${dependency}`;
          }),
        };
      },
      namesOf: (type) => resources.filter((one) => one.type === type).map(({ name }) => name),
    };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    process.chdir(before);
  }
}

/** The `deployment.json` of one of the functions. */
export function deploymentOf(program: Recording, name = 'pilotlight-dev-api'): Deployment {
  const { code } = program.inputsOf('aws:lambda/function:Function', name);
  return parseDeployment((code as Record<string, string>)[DEPLOYMENT_FILE] ?? '');
}

/** Of a duration such as `60m`, the way in which Pulumi writes it. */
function seconds(duration: string | undefined): number | undefined {
  const [, count, unit] = /^(\d+)([smh])$/.exec(duration ?? '') ?? [];
  return unit === undefined ? undefined : Number(count) * { s: 1, m: 60, h: 3600 }[unit as 's'];
}

function theOnly<T>(found: readonly T[]): T {
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} resources match`);
  return one;
}

/** Records the requests before they reach the mocks, which see a resource's inputs only. */
function recordRequests(): RegisterResourceRequest[] {
  const requests: RegisterResourceRequest[] = [];
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(request: RegisterResourceRequest, ...rest: unknown[]): unknown;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    requests.push(request);
    return register(request, ...rest);
  };
  return requests;
}

function resolved(output: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => output.apply(resolve));
}

async function shown(value: unknown): Promise<unknown> {
  if (value instanceof pulumi.asset.FileAsset) return `file:${String(await value.path)}`;
  if (value instanceof pulumi.asset.StringAsset) return value.text;
  if (value instanceof pulumi.asset.FileArchive) return `directory:${String(await value.path)}`;
  if (value instanceof pulumi.asset.AssetArchive) return shown(await value.assets);
  if (Array.isArray(value)) return Promise.all(value.map((item) => shown(item)));
  if (typeof value !== 'object' || value === null) return value;
  if (pulumi.runtime.specialSigKey in value && 'value' in value) {
    return { secret: await shown(value.value) };
  }
  const entries = Object.entries(value).map(async ([key, item]) => [key, await shown(item)]);
  return Object.fromEntries(await Promise.all(entries));
}
