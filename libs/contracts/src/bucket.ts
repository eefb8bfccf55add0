/**
 * The S3 bucket that the functions write to; infra creates it, lifecycle uses it. `ID` is the id of a prediction.
 *
 * | key                   | what                                                                      | written by            |
 * |-----------------------|---------------------------------------------------------------------------|-----------------------|
 * | predictions/ID/...    | an input or answer that is too large for a table item                     | the functions         |
 * | uploads/ID            | a caller's upload; its event starts the job                               | the caller, presigned |
 * | inputs/ID             | the input of a job that was not uploaded                                  | the functions         |
 * | outputs/ID.out        | what the container of an asynchronous endpoint answered                   | SageMaker             |
 * | failures/ID-error.out | why it did not                                                            | SageMaker             |
 * | files/ID/NAME         | a file of an answer                                                       | the functions         |
 */
export const BUCKET = {
  prefix: 'predictions/',
  uploads: 'uploads/',
  inputs: 'inputs/',
  outputs: 'outputs/',
  failures: 'failures/',
  files: 'files/',
} as const;
