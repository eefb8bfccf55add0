import type { Arns } from '../../cloud/arns.ts';
import type { WireService } from '../../cloud/front/wire-service.ts';
import { PAYLOAD_LIMIT_BYTES, type Functions } from './functions.ts';
import { invoke } from './operations/invoke.ts';
import { listFunctions } from './operations/list-functions.ts';

const FUNCTIONS = '/2015-03-31/functions';
const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's own API, as far as a tool uses it. */
export function lambdaService(functions: Functions, arns: Arns): WireService {
  return {
    protocol: 'rest-json',
    // Above the payload limit, so that Invoke refuses a large payload with its own error.
    bodyLimitBytes: 2 * PAYLOAD_LIMIT_BYTES,
    call(_operation, request) {
      const path = request.path.replace(/\/$/, '');
      if (request.method === 'GET' && path === FUNCTIONS) return listFunctions(functions, arns);
      const name = request.method === 'POST' ? INVOCATIONS.exec(path)?.[1] : undefined;
      return name === undefined
        ? undefined
        : invoke(decodeURIComponent(name), request, functions, arns);
    },
  };
}
