import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES, type Controls } from '../services/index.ts';
import { createArns } from './arns.ts';
import type { Account, CloudContext, LocalSettings, Log } from './context.ts';
import { Dispatcher, type Recorder, type ServiceOf } from './front/dispatcher.ts';
import { FrontServer } from './front/front-server.ts';
import { Authorizer } from './iam/authorizer.ts';
import { ownerEnvironment } from './iam/owner.ts';
import { Roles } from './iam/roles.ts';
import { Sessions } from './iam/sessions.ts';
import { ChildProcesses } from './processes/child-processes.ts';
import { removeDirectory } from './processes/remove-directory.ts';
import { serviceFinder, startServices } from './start-services.ts';

/** The local cloud as handlers, drivers and tests use it: the control of each service, without the wire protocol. */
export interface Cloud extends Account, Controls {
  /** Environment variables with which the AWS CLI, or any SDK, may call everything that the cloud knows. */
  ownerEnvironment(): Record<string, string>;
  /** Stops every server and every child process; resolves when none is left. */
  close(): Promise<void>;
}

export interface CloudOptions {
  /** Holds S3 objects and images; deleted when the cloud closes or its process dies. */
  readonly directory: string;
  /** Other directories to delete with it. */
  readonly leftovers?: readonly string[];
  readonly region: string;
  readonly accountId: string;
  readonly settings: LocalSettings;
  readonly log: Log;
  /** Gets every request that was read, with its answer. */
  readonly record?: Recorder | undefined;
}

/** How long containers may drain when the cloud closes. */
const CLOSE_GRACE_SECONDS = 5;

/** Starts an empty local cloud: all its services run, and its front server listens, when the promise resolves. */
export async function createCloud({
  directory,
  leftovers = [],
  record,
  ...options
}: CloudOptions): Promise<Cloud> {
  mkdirSync(directory, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'pilotlight-'));
  // Containers may run as another user, who must reach their directories but not list what is here.
  chmodSync(scratch, 0o711);
  const processes = new ChildProcesses([scratch, directory, ...leftovers]);
  const closing = new AbortController();
  const { region, accountId, log } = options;
  const arns = createArns(region, accountId);
  const roles = new Roles(arns);
  const sessions = new Sessions();
  const authorizer = new Authorizer({ accountId, arns, log }, roles);

  // The front server starts first, because the services need its address. No client knows the address yet.
  let serviceOf: ServiceOf = () => undefined;
  const front = new FrontServer(
    new Dispatcher({
      log,
      sessions,
      authorizer,
      record,
      serviceOf: (...asked) => serviceOf(...asked),
    }),
  );
  const context: CloudContext = {
    ...options,
    directory,
    scratch,
    processes,
    arns,
    roles,
    sessions,
    authorizer,
    endpointUrl: await front.listen(),
    closing: closing.signal,
  };
  const running = await startServices(SERVICES, context);
  serviceOf = serviceFinder(running);
  const controls = [...running].map(([{ name }, { control }]) => [name, control]);

  return {
    region,
    accountId,
    endpointUrl: context.endpointUrl,
    ...(Object.fromEntries(controls) as Controls),
    ownerEnvironment: () => ownerEnvironment(context),
    async close() {
      closing.abort();
      const newestFirst = [...running.values()].reverse();
      await Promise.all([
        ...newestFirst.map((service) => service.stop?.()),
        processes.close(CLOSE_GRACE_SECONDS),
      ]);
      await Promise.all([front.close(), ...newestFirst.map((service) => service.close?.())]);
      removeDirectory(scratch);
      removeDirectory(directory);
    },
  };
}
