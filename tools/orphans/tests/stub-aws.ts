import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Deployment } from '@pilotlight/contracts';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export interface StubEndpoint {
  status: string;
  tags: Record<string, string>;
  configuration?: string;
  /** Epoch seconds. */
  createdAt?: number;
  modifiedAt?: number;
  /** How often it is still described as Deleting after DeleteEndpoint. */
  lingers?: number;
}

interface Refusal {
  readonly name: string;
  readonly message: string;
}

type Input = Readonly<Record<string, unknown>>;

/** The state of a stubbed AWS account; a test adds what it needs. */
export class StubAws {
  readonly endpoints = new Map<string, StubEndpoint>();
  /** configuration → instance type */
  readonly configurations = new Map<string, string>();
  /** table → the endpoints' keys that it has a record of */
  readonly tables = new Map<string, string[]>();
  /** function → what it answers to `describe`: an Error is its failure */
  readonly functions = new Map<string, unknown>();
  /** `OPERATION SUBJECT` of each call. */
  readonly calls: string[] = [];
  /** Called before each call, which fails with the refusal that it returns. */
  before: (operation: string, subject: string) => Refusal | undefined = () => undefined;
  url = '';

  reset(): void {
    const { endpoints, configurations, tables, functions } = this;
    for (const part of [endpoints, configurations, tables, functions]) part.clear();
    this.calls.length = 0;
    this.before = () => undefined;
  }

  /** A stack with its table, its functions and an endpoint in service. @returns the endpoint's name */
  putStack(stack: string, key = 'm', table = `pilotlight-${stack}-0`): string {
    const endpointName = `pilotlight-${stack}-${key}`;
    this.tables.set(table, [key]);
    for (const part of ['api', 'reaper']) {
      this.functions.set(`pilotlight-${stack}-${part}-0`, new Error('must not be invoked'));
    }
    this.functions.set(`pilotlight-${stack}-jobs-0`, deploymentOf(table, { [key]: endpointName }));
    this.configurations.set(`${endpointName}-0`, 'ml.m5.large');
    this.endpoints.set(endpointName, {
      status: 'InService',
      tags: {
        'pilotlight:table': table,
        'pilotlight:model': key,
        'pilotlight:instance-type': 'ml.m5.large',
        team: 'x',
      },
      configuration: `${endpointName}-0`,
    });
    return endpointName;
  }

  /** Leaves the account as `pulumi destroy` does when it does not know of the endpoint. */
  destroyStack(stack: string): void {
    for (const part of [this.configurations, this.tables, this.functions]) {
      for (const name of part.keys()) {
        if (name.startsWith(`pilotlight-${stack}-`)) part.delete(name);
      }
    }
  }

  answer(operation: string, input: Input): object {
    const subject = String(
      input['EndpointName'] ?? input['TableName'] ?? input['ResourceArn'] ?? '',
    );
    this.calls.push(`${operation} ${subject}`.trim());
    const refusal = this.before(operation, subject);
    if (refusal) throw refusal;
    switch (operation) {
      case 'ListEndpoints':
        return this.#list(Number(input['NextToken'] ?? 0));
      case 'ListTags': {
        const { tags } = this.#endpoint(subject.slice(subject.lastIndexOf('/') + 1));
        return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
      }
      case 'DescribeEndpoint':
        return this.#described(subject);
      case 'DescribeEndpointConfig':
        return this.#describedConfiguration(String(input['EndpointConfigName']));
      case 'DeleteEndpoint':
        return this.#delete(subject);
      case 'Query':
        return this.#query(subject, input);
      case 'ListFunctions':
        return { Functions: [...this.functions.keys()].map((FunctionName) => ({ FunctionName })) };
      default:
        throw { name: 'UnknownOperationException', message: operation };
    }
  }

  /** One endpoint per page, so that every test exercises the pagination. */
  #list(page: number): object {
    const names = [...this.endpoints.keys()];
    return {
      Endpoints: names.slice(page, page + 1).map((name) => this.#summary(name)),
      ...(page + 1 < names.length ? { NextToken: String(page + 1) } : {}),
    };
  }

  #endpoint(name: string): StubEndpoint {
    const found = this.endpoints.get(name);
    if (found) return found;
    throw { name: 'ValidationException', message: `Could not find endpoint "${arnOf(name)}".` };
  }

  #summary(name: string): object {
    const endpoint = this.#endpoint(name);
    const createdAt = (endpoint.createdAt ??= Date.now() / 1000);
    const { status, modifiedAt = createdAt } = endpoint;
    return {
      EndpointName: name,
      EndpointArn: arnOf(name),
      EndpointStatus: status,
      CreationTime: createdAt,
      LastModifiedTime: modifiedAt,
    };
  }

  #described(name: string): object {
    const endpoint = this.#endpoint(name);
    if (endpoint.status === 'Deleting') {
      if (!endpoint.lingers) this.endpoints.delete(name);
      else endpoint.lingers -= 1;
    }
    return {
      ...this.#summary(name),
      EndpointConfigName: endpoint.configuration,
      ProductionVariants: [{ VariantName: 'AllTraffic', DesiredInstanceCount: 1 }],
    };
  }

  #describedConfiguration(name: string): object {
    const InstanceType = this.configurations.get(name);
    if (InstanceType) return { ProductionVariants: [{ InstanceType }] };
    const message = `Could not find endpoint configuration "${name}".`;
    throw { name: 'ValidationException', message };
  }

  #delete(name: string): object {
    const endpoint = this.#endpoint(name);
    if (['Creating', 'Updating', 'Deleting'].includes(endpoint.status)) {
      const message = `Cannot update in-progress endpoint "${arnOf(name)}".`;
      throw { name: 'ValidationException', message };
    }
    if (endpoint.lingers) endpoint.status = 'Deleting';
    else this.endpoints.delete(name);
    return {};
  }

  /** @returns the payload; a failure of the function is an Error */
  invoke(name: string, input: Input): unknown {
    this.calls.push(`Invoke ${name}`);
    const refusal = this.before('Invoke', name);
    if (refusal) throw refusal;
    if (input['deployment'] !== 'describe') return new Error('not a question');
    return this.functions.get(name);
  }

  #query(table: string, input: Input): object {
    const keys = this.tables.get(table);
    if (!keys) {
      throw { name: 'ResourceNotFoundException', message: 'Requested resource not found' };
    }
    if (input['ConsistentRead'] !== true) throw { name: 'Stale', message: 'not consistent' };
    const { S: key } = Object.values(input['ExpressionAttributeValues'] as object)[0] as Input;
    return { Count: keys.some((one) => key === `ENDPOINT#${one}`) ? 1 : 0 };
  }
}

/** A deployment of these endpoints, by key. */
export function deploymentOf(
  tableName: string,
  endpoints: Readonly<Record<string, string>>,
): Deployment {
  return {
    tableName,
    bucketName: 'bucket',
    scheduleRuleName: 'rule',
    activityIntervalSeconds: 60,
    tags: {},
    models: Object.entries(endpoints).map(([key, endpointName]) => ({
      name: key,
      version: '1.0.0',
      serving: {
        mode: 'realtime',
        endpoint: {
          ...{ key, endpointName, endpointConfigName: `${endpointName}-0`, models: [key] },
          ...{ instanceType: 'ml.m5.large', instanceCount: 1, idleMinutes: 40 },
        },
      },
    })),
  };
}

const arnOf = (name: string) => `arn:aws:sagemaker:eu-west-1:123456789012:endpoint/${name}`;

/** The variables with which the SDK finds the stub. */
export const environmentOf = ({ url }: StubAws): Record<string, string> => ({
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'dummy',
  AWS_SECRET_ACCESS_KEY: 'dummy',
  AWS_REGION: 'eu-west-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});

/** A stubbed AWS on loopback for the tests of one file; emptied before each test. */
export function useStubAws(): StubAws {
  const aws = new StubAws();
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      const target = incoming.headers['x-amz-target'];
      const operation = target ? String(target).split('.')[1] : 'ListFunctions';
      const invoked = /\/functions\/([^/]+)\/invocations/.exec(incoming.url ?? '')?.[1];
      const input = body ? (JSON.parse(body) as Input) : {};
      try {
        if (invoked !== undefined) {
          const payload = aws.invoke(invoked, input);
          const failed = payload instanceof Error;
          if (failed) outgoing.setHeader('x-amz-function-error', 'Unhandled');
          const errorMessage = failed ? payload.message : undefined;
          outgoing.end(JSON.stringify(failed ? { errorMessage } : (payload ?? null)));
          return;
        }
        outgoing.end(JSON.stringify(aws.answer(operation ?? '', input)));
      } catch (error) {
        const { name, message } = error as Refusal;
        outgoing.writeHead(400, { 'x-amzn-errortype': name });
        outgoing.end(JSON.stringify({ __type: name, message }));
      }
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    aws.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => aws.reset());
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return aws;
}
