import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SERVER_LIMITS } from '../limits.ts';
import { admitBody } from '../requests/admit-body.ts';
import type { BodyBudget } from '../requests/body-budget.ts';
import { BodyDrain } from '../requests/body-drain.ts';
import { invoke, type InvokeOptions } from '../requests/invoke.ts';
import { bodyReader } from '../requests/read-body.ts';
import { visibleHeader } from '../requests/visible-header.ts';
import type { ServedModel } from '../served-model.ts';

const CUSTOM_ATTRIBUTES = 'x-amzn-sagemaker-custom-attributes';
const TARGET_MODEL = 'x-amzn-sagemaker-target-model';

export interface InvocationsOptions extends InvokeOptions {
  readonly url: '/invocations' | '/models/:name/invoke';
  readonly bodyLimitBytes: number;
  readonly budget: BodyBudget;
  /** @throws ProblemError when the requested model is not loaded */
  modelOf(request: FastifyRequest): ServedModel;
}

/** The `POST` route for invocations. */
export function invocationsRoute(app: FastifyInstance, options: InvocationsOptions): void {
  const { url, bodyLimitBytes: limitBytes, budget, modelOf } = options;
  const drain = new BodyDrain();
  const { customAttributesCharacters, modelNameCharacters } = SERVER_LIMITS;

  const onRequest = (
    request: FastifyRequest,
    reply: FastifyReply,
    done: (error?: Error) => void,
  ) => {
    const { headers, record } = request;
    const attributes = visibleHeader(headers, CUSTOM_ATTRIBUTES, customAttributesCharacters);
    if (attributes !== undefined) reply.header(CUSTOM_ATTRIBUTES, attributes);
    // Hides the header from Fastify's own check: the model knows which types are valid.
    request.contentType = headers['content-type'];
    headers['content-type'] = undefined;
    record.targetModel = visibleHeader(headers, TARGET_MODEL, modelNameCharacters);
    let model;
    try {
      model = modelOf(request);
    } catch (error) {
      return done(error as Error);
    }
    record.model = model.label;
    const refusal = (bytes: number) => model.refusal(bytes);
    done(admitBody(request, reply, { budget, drain, limitBytes, refusal }));
  };

  // Bodies are not parsed here: the hooks do that in their own thread.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', bodyReader(limitBytes, drain));
    scope.post<{ Body: Buffer | undefined }>(url, { onRequest }, (request, reply) =>
      invoke(modelOf(request), request, reply, options),
    );
  });
}
