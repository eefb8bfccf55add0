import type { WireService } from '../../cloud/front/wire-service.ts';
import { invokeEndpointAsync } from './async/invoke-endpoint-async.ts';
import { invokeEndpoint, type RuntimeDependencies } from './invoke-endpoint.ts';

/** The API's limit for the body of a request. */
const BODY_LIMIT_BYTES = 6 * 1024 * 1024;

/** SageMaker Runtime: `POST /endpoints/NAME/invocations`, and `/async-invocations`. */
export function sageMakerRuntimeService(dependencies: RuntimeDependencies): WireService {
  return {
    protocol: 'rest-json',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    call(_operation, request) {
      const [, name, way] =
        /^\/endpoints\/([^/]+)\/(invocations|async-invocations)$/.exec(request.path) ?? [];
      if (request.method !== 'POST' || name === undefined) return undefined;
      return way === 'invocations'
        ? invokeEndpoint(name, request, dependencies)
        : invokeEndpointAsync(name, request, dependencies);
    },
  };
}
