import { defineService } from '../service.ts';
import { awsxRepository } from './awsx.ts';
import { image } from './docker-build.ts';
import { Repositories } from './repositories.ts';
import { authorizationToken, lifecyclePolicy, repository, repositoryPolicy } from './resources.ts';

/** ECR: repositories, and the images that docker-build puts there. Nothing here calls its own API. */
export const ecr = defineService({
  name: 'ecr',
  start: (context) => ({ control: new Repositories(context) }),
  resources: [image, lifecyclePolicy, repository, repositoryPolicy],
  components: [awsxRepository],
  invokes: [authorizationToken],
});
