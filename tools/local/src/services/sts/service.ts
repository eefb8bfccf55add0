import type { Arns } from '../../cloud/arns.ts';
import type { WireService } from '../../cloud/front/wire-service.ts';
import { xmlDocument, xmlElement } from '../../cloud/front/xml.ts';

const BODY_LIMIT_BYTES = 64 * 1024;

/** STS: GetCallerIdentity, which needs no permission. It is the smallest stand-in of the query protocol. */
export function stsService(arns: Arns, accountId: string): WireService {
  return {
    protocol: 'query',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    call(operation) {
      if (operation !== 'GetCallerIdentity') return undefined;
      return {
        permissions: [],
        run: ({ role, session }) => {
          const result = [
            xmlElement('Arn', arns.assumedRole(role, session)),
            xmlElement('UserId', `${role}:${session}`),
            xmlElement('Account', accountId),
          ].join('');
          return Promise.resolve({
            status: 200,
            headers: { 'content-type': 'text/xml' },
            body: xmlDocument(
              `<GetCallerIdentityResponse><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
            ),
          });
        },
      };
    },
  };
}
