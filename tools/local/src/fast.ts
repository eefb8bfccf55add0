/** Serves a model by an endpoint alone: its first predictions are parked. */
export const ON_ENDPOINT = { serving: 'realtime', whileWaking: 'park' } as const;

/** A stack configuration whose endpoint lives for seconds: it sleeps after six idle seconds, checked every second. */
export const FAST = {
  'aws:region': 'us-east-1',
  'pilotlight:models': JSON.stringify({ entailment: ON_ENDPOINT }),
  'pilotlight:idleMinutes': '0.1',
  'pilotlight:activityIntervalSeconds': '1',
  'local:port': '0',
  'local:providerPort': '0',
  'local:endpointCreationSeconds': '1',
  'local:endpointDeletionSeconds': '0.5',
  'local:scheduleMinuteSeconds': '1',
} as const;
