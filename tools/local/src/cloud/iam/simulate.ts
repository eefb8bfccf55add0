import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';

export interface Question {
  /** A principal's ARN, or a service's name such as `events.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly accountId: string;
  readonly identityPolicies?: Simulation['identityPolicies'];
  readonly resourcePolicy?: unknown;
  readonly context?: Record<string, string>;
}

export interface Verdict {
  readonly allowed: boolean;
  /** The reason, worded like the end of AWS's denial messages. */
  readonly because: string;
}

/** Far more than a stack's functions ask. */
const REMEMBERED = 1000;

const verdicts = new Map<string, Promise<Verdict>>();

/**
 * Asks the policy simulator one question. A policy that it cannot read allows nothing, and the verdict says why.
 * Verdicts are remembered by the whole question, policies included: a stack asks the same few over and over, and the
 * simulator, which knows no time of day, needs milliseconds for each.
 */
export function simulate(question: Question): Promise<Verdict> {
  const key = JSON.stringify(question);
  const verdict = verdicts.get(key) ?? simulateFresh(question);
  if (verdicts.size >= REMEMBERED) verdicts.clear();
  verdicts.set(key, verdict);
  return verdict;
}

async function simulateFresh(question: Question): Promise<Verdict> {
  const { principal, action, resource, accountId } = question;
  const results = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId },
        contextVariables: question.context ?? {},
      },
      identityPolicies: question.identityPolicies ?? [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(question.resourcePolicy ? { resourcePolicy: question.resourcePolicy } : {}),
    },
    {},
  );
  if (results.resultType === 'error') {
    const { message, ...rest } = results.errors;
    return {
      allowed: false,
      because: `because a policy is not valid (${message}): ${JSON.stringify(rest)}`,
    };
  }
  const kind = question.identityPolicies ? 'identity-based' : 'resource-based';
  switch (results.overallResult) {
    case 'Allowed':
      return { allowed: true, because: '' };
    case 'ExplicitlyDenied':
      return { allowed: false, because: `with an explicit deny in an ${kind} policy` };
    case 'ImplicitlyDenied':
      return { allowed: false, because: `because no ${kind} policy allows the ${action} action` };
  }
}
