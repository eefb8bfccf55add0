import { apigateway } from './apigateway/index.ts';
import { appautoscaling } from './appautoscaling/index.ts';
import { budgets } from './budgets/index.ts';
import { cloudwatch } from './cloudwatch/index.ts';
import { dynamodb } from './dynamodb/index.ts';
import { ec2 } from './ec2/index.ts';
import { ecr } from './ecr/index.ts';
import { efs } from './efs/index.ts';
import { events } from './events/index.ts';
import { iam } from './iam/index.ts';
import { lambda } from './lambda/index.ts';
import { logs } from './logs/index.ts';
import { s3 } from './s3/index.ts';
import { s3Notifications } from './s3notifications/index.ts';
import { sagemaker } from './sagemaker/index.ts';
import type { ControlOf, StartedOf } from './service.ts';
import { sns } from './sns/index.ts';
import { sts } from './sts/index.ts';

/** Every service of the local cloud. The order does not matter: each is started after those that it needs. */
export const SERVICES = [
  apigateway,
  appautoscaling,
  budgets,
  cloudwatch,
  dynamodb,
  ec2,
  ecr,
  efs,
  events,
  iam,
  lambda,
  logs,
  s3,
  s3Notifications,
  sagemaker,
  sns,
  sts,
] as const;

type Member<S> = S extends { readonly name: infer Name extends string }
  ? ControlOf<Name, StartedOf<S>>
  : never;
type Intersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void
  ? I
  : never;

/** The control of each service, by the service's name. */
export type Controls = Intersection<Member<(typeof SERVICES)[number]>>;
