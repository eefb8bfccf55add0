type Fields = Readonly<Record<string, unknown>>;

/** Which log event counts for which metric of the stack. */
const COUNTS: Readonly<Record<string, (fields: Fields) => readonly [name: string, count: number]>> =
  {
    wake_opened: () => ['Wakes', 1],
    prediction_parked: () => ['PredictionsParked', 1],
    prediction_replayed: ({ code }) => [
      code === undefined ? 'PredictionsReplayed' : 'PredictionsFailed',
      1,
    ],
    prediction_refused: () => ['PredictionsFailed', 1],
    job_added: () => ['JobsAccepted', 1],
    upload_accepted: () => ['JobsAccepted', 1],
    prediction_became_job: () => ['JobsAccepted', 1],
    job_ended: ({ code }) => [code === undefined ? 'JobsAnswered' : 'JobsFailed', 1],
    predictions_failed: ({ count }) => ['PredictionsFailed', Number(count)],
    reaped: ({ decision }) => ['EndpointsReaped', decision === 'deleted' ? 1 : 0],
  };

/** The metric that a log event counts for; undefined for most events. */
export function eventCount(
  event: string,
  fields: Fields,
): { readonly name: string; readonly count: number } | undefined {
  const [name, count] = COUNTS[event]?.(fields) ?? [];
  return name !== undefined && count ? { name, count } : undefined;
}
