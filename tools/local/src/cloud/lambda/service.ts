import type { Arns } from '../arns.ts';
import type { Service } from '../front/service.ts';
import type { Functions } from './functions.ts';

const LIST_FUNCTIONS = 'GET /2015-03-31/functions';

/** Lambda's own API, as far as a tool uses it: ListFunctions, all of them on the first page. */
export function lambdaService(functions: Functions, arns: Arns): Service {
  return {
    protocol: 'rest-json',
    bodyLimitBytes: 0,
    call(operation) {
      if (operation.replace(/\/$/, '') !== LIST_FUNCTIONS) return undefined;
      return {
        // The action knows no resource but `*`.
        permissions: [{ action: 'lambda:ListFunctions', resource: '*' }],
        run: () =>
          Promise.resolve({
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              Functions: functions.all().map(({ name, environment }) => ({
                FunctionName: name,
                FunctionArn: arns.function(name),
                Environment: { Variables: environment },
              })),
            }),
          }),
      };
    },
  };
}
