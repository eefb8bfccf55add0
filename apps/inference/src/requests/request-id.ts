import { randomBytes } from 'node:crypto';
import { SERVER_LIMITS } from '../limits.ts';

const INFERENCE_ID = 'x-amzn-sagemaker-inference-id';
const VISIBLE = new RegExp(`^[\\x21-\\x7e]{1,${SERVER_LIMITS.inferenceIdCharacters}}$`);

/** The id of a request: SageMaker's inference id if it is valid, else a generated one. */
export function requestIds(): (raw: {
  headers: Record<string, string | string[] | undefined>;
}) => string {
  const start = randomBytes(4).toString('hex');
  let count = 0;
  return ({ headers }) => {
    const given = headers[INFERENCE_ID];
    if (typeof given === 'string' && VISIBLE.test(given)) return given;
    return `${start}-${(++count).toString(36)}`;
  };
}
