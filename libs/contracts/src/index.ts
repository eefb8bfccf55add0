export { AnswerCost, answerCostOf } from './answer-cost.ts';
export { BUCKET } from './bucket.ts';
export { parse, violations } from './check.ts';
export { Cost, COST_NOTE } from './cost.ts';
export {
  AsyncEndpoint,
  DeployedEndpoint,
  DeployedFunction,
  DeployedModel,
  Deployment,
  DEPLOYMENT_FILE,
  EndpointName,
  parseDeployment,
  SHARED_ENDPOINT,
  ServerlessEndpoint,
  Serving,
  Tags,
  VARIANT_NAME,
} from './deployment.ts';
export { ERROR_CODES, ERRORS, type ErrorCode } from './errors.ts';
export {
  EndpointStateChange,
  EVENTS,
  InferenceResult,
  MoveRequest,
  Notifications,
  ObjectsCreated,
  RetireHostRequest,
  RetireRequest,
  Rollout,
  ScheduledEvent,
} from './events.ts';
export { FUNCTION_FILES, LoaderRequest, LoadRequest, TidyRequest } from './function-files.ts';
export { FunctionAnswer, FunctionRequest } from './function-invocation.ts';
export {
  type AlwaysOnModel,
  type AsyncModel,
  byAlwaysOn,
  byAsync,
  byEndpoint,
  byFunction,
  byServerless,
  endpointOf,
  endpointsOf,
  type FunctionModel,
  type RealtimeModel,
  type ServerlessModel,
} from './host-models.ts';
export { IdempotencyKey } from './idempotency-key.ts';
export { InputByUrl, PictureType, urlBodyOf } from './input-by-url.ts';
export { LIMITS } from './limits.ts';
export {
  AnswerFiles,
  ContentTypes,
  contentTypesOf,
  DEFAULT_MODELS,
  Exercise,
  JsonSchemaObject,
  ModelManifest,
  ModelName,
  PictureSize,
  Tuning,
} from './manifest.ts';
export { JSON_MEDIA_TYPE, mediaTypeOf } from './media-type.ts';
export { ModelDetail, ModelList, ModelSummary } from './model.ts';
export { openApiDocument } from './openapi.ts';
export { OPERATIONS, type Operation, type OperationName } from './operations.ts';
export { Prefer } from './prefer.ts';
export {
  Answer,
  AnswerFile,
  JobStep,
  JobStepName,
  Prediction,
  PredictionId,
  PredictionStatus,
} from './prediction.ts';
export { hostingUsdPerHour, PRICES, type Price } from './prices.ts';
export {
  Problem,
  PROBLEM_MEDIA_TYPE,
  problem,
  ProblemDetail,
  ProblemError,
  problemOf,
} from './problem.ts';
export {
  AUTO,
  autoDecision,
  billedSeconds,
  endpointUsdPerHour,
  functionUsd,
  type MinuteSpend,
  type Spend,
} from './serving/auto-rule.ts';
export {
  type BundleSize,
  containerMemoryBytes,
  MEMORY,
  modelMemoryBytes,
  startSeconds,
  workersInMemory,
} from './serving/estimate.ts';
export { breakEvenPerHour } from './serving/break-even.ts';
export {
  BURSTABLE_INSTANCE,
  FUNCTION_SIZES,
  INSTANCES,
  type Machine,
  PROCESSOR_MEGABYTES,
  SERVERLESS_SIZES,
} from './serving/machines.ts';
export { COST_ASSUMPTIONS, monthlyCost, type MonthlyCost } from './serving/monthly-cost.ts';
export { running, type Traffic } from './serving/traffic.ts';
export { type Verdict, verdictsOf } from './serving/verdicts.ts';
export {
  FUNCTION_PACKAGE,
  SERVING_WAYS,
  type ServingMode,
  type ServingWay,
  type ServingWayId,
} from './serving/ways.ts';
export { ModelState, ModelStatus, ServedBy, WakePhase } from './state.ts';
export { TABLE } from './table.ts';
export { DECLARED_SUFFIX, ENDPOINT_TAGS, NAME_PREFIX } from './tags.ts';
export { binaryBytes, megabytes } from './units.ts';
export { Upload, UPLOAD_HEADERS, UploadRequest } from './upload.ts';
