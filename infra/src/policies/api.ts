import { BUCKET } from '@pilotlight/contracts';
import { allow, policy, type PolicyDocument } from './document.ts';
import { predictStatements, wakeStatements, type FunctionArns } from './function-statements.ts';

/** Predicts, parks, wakes, and signs uploads, each of which S3 then allows by the rights of its signer. */
export function apiPolicy(arns: FunctionArns): PolicyDocument {
  return policy(
    ...predictStatements(arns),
    allow(['s3:PutObject'], [`${arns.bucket}/${BUCKET.uploads}*`]),
    ...wakeStatements(arns),
  );
}
