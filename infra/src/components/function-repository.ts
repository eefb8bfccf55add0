import * as aws from '@pulumi/aws';
import type * as awsx from '@pulumi/awsx';
import * as pulumi from '@pulumi/pulumi';
import { lambdaPullPolicy } from '../policies/lambda-pull.ts';
import { imageRepository } from './repository.ts';

/** The ECR repository of the models' functions, with one tag for each model. Only Lambda may pull from it. */
export class FunctionRepository extends pulumi.ComponentResource {
  readonly repository: awsx.ecr.Repository;
  /** Without it Lambda cannot pull an image: functions are created after it. */
  readonly policy: aws.ecr.RepositoryPolicy;

  /**
   * @param name of the component and of the repository
   * @param functions a pattern of the ARNs of the functions that may use its images
   */
  constructor(name: string, functions: string, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:FunctionRepository', name, {}, opts);
    const child = { parent: this };
    this.repository = imageRepository(name, name, child);
    this.policy = new aws.ecr.RepositoryPolicy(
      name,
      { repository: name, policy: JSON.stringify(lambdaPullPolicy(functions)) },
      { ...child, dependsOn: [this.repository] },
    );
    this.registerOutputs();
  }
}
