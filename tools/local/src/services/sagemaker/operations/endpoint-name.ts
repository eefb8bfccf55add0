/** The constraint on an endpoint's and an endpoint configuration's name, as SageMaker declares it. */
export const ENDPOINT_NAME = {
  required: true,
  pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
  maximumLength: 63,
} as const;
