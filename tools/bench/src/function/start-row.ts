import type { StartModelName } from './start-models.ts';

/** One way to start a model's function, measured several times. */
export interface StartRow {
  readonly model: StartModelName;
  readonly mebibytes: number;
  readonly variant: string;
  readonly runs: number;
  /** From the start of the process to the first answer, in milliseconds: the median, the least and the most. */
  readonly firstAnswerMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
  /** Median of the time of the first invocation itself, which follows the init phase. */
  readonly invocationMs: number;
  /** Median of the processor time until then: other work on the machine hardly changes it. */
  readonly processorMs: number;
  /** Whether its answers have the same bits as the package's; undefined for a row that does not ask the model. */
  readonly sameAnswer: boolean | undefined;
  /** The most memory that the process used, in MiB: the median. */
  readonly peakMiB: number;
}
