import { createRequire } from 'node:module';
import type { Arns } from '../../cloud/arns.ts';
import { AwsError } from '../../cloud/aws-error.ts';
import { parseJson } from '../../cloud/front/json-service.ts';
import type { Call, WireService, WireRequest } from '../../cloud/front/wire-service.ts';
import type { Permission } from '../../cloud/iam/authorizer.ts';
import type { Tables } from './tables.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** The operations that functions and tools may call. Only the program creates tables; dynalite has no transactions. */
const OPERATIONS = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
]);

/** DynamoDB: reads the needed permissions from each request, then forwards it unchanged to dynalite. */
export function dynamoDbService(tables: Tables, arns: Arns): WireService {
  return {
    protocol: 'json',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    call(operation, request): Call | undefined {
      if (!OPERATIONS.has(operation)) return undefined;
      const input = parseJson(request.body);
      if (typeof input !== 'object' || input === null) {
        throw new AwsError('SerializationException', `The input of ${operation} is not an object.`);
      }
      refuseUnknown(operation, input);
      return {
        permissions: permissions(operation, input, arns),
        run: () => forward(tables.url, request),
      };
    },
  };
}

const require = createRequire(import.meta.url);

/** dynalite ignores members that it does not know; here they are refused by name. */
function refuseUnknown(operation: string, input: object): void {
  const file = operation.charAt(0).toLowerCase() + operation.slice(1);
  const { types } = require(`dynalite/validations/${file}`) as { types: object };
  const unknown = Object.keys(input).filter((member) => !Object.hasOwn(types, member));
  if (unknown.length > 0) {
    throw new AwsError(
      'ValidationException',
      `The local cloud does not know these members of ${operation}: ${unknown.join(', ')}.`,
    );
  }
}

function permissions(operation: string, input: object, arns: Arns): Permission[] {
  const action = `dynamodb:${operation}`;
  if (operation === 'ListTables') return [{ action, resource: '*' }];
  if ('RequestItems' in input && typeof input.RequestItems === 'object') {
    return Object.keys(input.RequestItems ?? {}).map((table) => ({
      action,
      resource: arns.table(table),
    }));
  }
  const table = 'TableName' in input ? input.TableName : undefined;
  const index = 'IndexName' in input ? input.IndexName : undefined;
  if (typeof table !== 'string' || table.startsWith('arn:')) {
    throw new AwsError(
      'ValidationException',
      `TableName of ${operation} must be a string, not an ARN.`,
    );
  }
  return [{ action, resource: arns.table(table, typeof index === 'string' ? index : undefined) }];
}

const FORWARDED = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];

async function forward(url: string, { headers, body }: WireRequest) {
  const response = await fetch(url, {
    method: 'POST',
    headers: Object.fromEntries(
      FORWARDED.flatMap((name) => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    ),
    body,
  });
  return {
    status: response.status,
    headers: Object.fromEntries(
      ['content-type', 'x-amz-crc32', 'x-amzn-requestid'].flatMap((name) => {
        const value = response.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    ),
    body: Buffer.from(await response.arrayBuffer()),
  };
}
