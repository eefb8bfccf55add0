import type { WireService } from '../../cloud/front/wire-service.ts';
import { invokeEndpoint, type RuntimeDependencies } from './invoke-endpoint.ts';

/** The API's limit for the body of a request. */
const BODY_LIMIT_BYTES = 6 * 1024 * 1024;

/** SageMaker Runtime: `POST /endpoints/NAME/invocations`. */
export function sageMakerRuntimeService(dependencies: RuntimeDependencies): WireService {
  return {
    protocol: 'rest-json',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    call(_operation, request) {
      const name = /^\/endpoints\/([^/]+)\/invocations$/.exec(request.path)?.[1];
      if (request.method !== 'POST' || name === undefined) return undefined;
      return invokeEndpoint(name, request, dependencies);
    },
  };
}
