import type { ContainerModels } from './container-models.ts';
import type { Container } from './container.ts';
import type { EndpointConfig } from './endpoint-config.ts';

/** The containers of an endpoint on one configuration. An update replaces the whole fleet. */
export interface Fleet {
  readonly config: EndpointConfig;
  readonly isMultiModel: boolean;
  /** SageMaker's limit for the body of a request and of a response. */
  readonly payloadBytes: number;
  /** How many instances serve now. */
  readonly instances: number;
  /** @throws ProvisionError when it cannot serve; nothing runs then */
  start(): Promise<void>;
  /** Keeps it serving; resolves when it is stopped. */
  watch(): Promise<void>;
  /**
   * Runs `work` with a container, and with the container's models on a multi-model endpoint. An update waits until
   * `work` has finished.
   * @throws AwsError for the caller when there is no container for it
   */
  use<Answer>(work: Work<Answer>): Promise<Answer>;
  /** Stops once no invocation is in flight; the caller must not start another. */
  drain(): Promise<void>;
  stop(): Promise<void>;
  /** Stops supervising the containers, without waiting: the closing cloud ends them. */
  abandon(): void;
}

export type Work<Answer> = (
  container: Container,
  models: ContainerModels | undefined,
) => Promise<Answer>;
