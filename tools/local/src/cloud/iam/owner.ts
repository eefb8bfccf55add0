import type { Roles } from './roles.ts';
import type { Sessions } from './sessions.ts';

const ROLE = 'pilotlight-local-owner';

interface Surroundings {
  readonly roles: Roles;
  readonly sessions: Sessions;
  readonly region: string;
  readonly endpointUrl: string;
}

/** Environment variables of a session that may do everything, like an administrator's on AWS. */
export function ownerEnvironment(surroundings: Surroundings): Record<string, string> {
  const { roles, sessions, region, endpointUrl } = surroundings;
  const policy = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  roles.putRole({ name: ROLE, assumeRolePolicy: policy({ Action: 'sts:AssumeRole' }) });
  roles.putRolePolicy({
    role: ROLE,
    name: 'everything',
    policy: policy({ Action: '*', Resource: '*' }),
  });
  const credentials = sessions.issue({ role: ROLE, session: 'owner' });
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}
