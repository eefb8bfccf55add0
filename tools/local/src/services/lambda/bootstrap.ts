import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionFailure, InstanceMessage, InvokeMessage } from './messages.ts';

/**
 * The program of a function instance: loads the handler that `_HANDLER` names from `LAMBDA_TASK_ROOT`, and passes it
 * one event at a time. Its environment is the function's; everything else comes over the IPC channel.
 */
type Handler = (event: unknown, context: object) => unknown;

// Node has read it; Lambda has no such variable.
delete process.env['NODE_COMPILE_CACHE'];

// What the function may not do here; its own code does not see these arguments.
for (const restriction of process.argv.splice(2)) {
  if (restriction === 'offline') {
    const { isolate } = await import('./isolate.ts');
    isolate(new URL(process.env['AWS_ENDPOINT_URL'] ?? ''), console.error);
  } else {
    const { makeReadOnly } = await import('../../cloud/processes/read-only.ts');
    makeReadOnly(restriction.replace(/^read-only=/, ''));
  }
}

const say = (message: InstanceMessage) => process.send?.(message);

function failureOf(error: unknown, type?: string): FunctionFailure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    errorType: type ?? name,
    errorMessage: type === undefined ? message : `${name}: ${message}`,
    trace: stack?.split('\n') ?? [],
  };
}

class InitError extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.name = 'Error';
    this.type = type;
  }
}

async function load(): Promise<Handler> {
  const { _HANDLER: named = '', LAMBDA_TASK_ROOT: root = '.' } = process.env;
  const dot = named.lastIndexOf('.');
  const [module, exported] = [named.slice(0, dot), named.slice(dot + 1)];
  const file = ['.js', '.mjs', '.cjs']
    .map((extension) => join(root, module + extension))
    .find((path) => existsSync(path));
  if (file === undefined) {
    throw new InitError('Runtime.ImportModuleError', `Cannot find module '${module}'`);
  }
  const loaded = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const handler = loaded[exported];
  if (typeof handler === 'function') return handler as Handler;
  throw new InitError('Runtime.HandlerNotFound', `${named} is undefined or not exported`);
}

async function invoke(handler: Handler, message: InvokeMessage): Promise<InstanceMessage> {
  const { requestId, functionArn, deadline } = message;
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
    invokedFunctionArn: functionArn,
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const answer: unknown = await handler(JSON.parse(message.event), context);
    return { kind: 'answer', requestId, payload: JSON.stringify(answer ?? null) };
  } catch (error) {
    return { kind: 'failed', requestId, failure: failureOf(error) };
  }
}

process.on('disconnect', () => process.exit(0));

try {
  const handler = await load();
  process.on('message', (message: InvokeMessage) => void invoke(handler, message).then(say));
  say({ kind: 'ready' });
} catch (error) {
  const type =
    error instanceof InitError
      ? error.type
      : error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
        ? 'Runtime.ImportModuleError'
        : error instanceof SyntaxError
          ? 'Runtime.UserCodeSyntaxError'
          : undefined;
  process.send?.(
    { kind: 'init-failed', failure: failureOf(error, type) } satisfies InstanceMessage,
    () => process.exit(1),
  );
}
