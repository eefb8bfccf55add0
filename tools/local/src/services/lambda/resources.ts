import { createHash, randomBytes } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { handlersFor, type HandlerContext } from '../../resources/handler.ts';
import { name, optional, regionalInputs } from '../../resources/schema.ts';
import type { LambdaControl } from './control.ts';

type Context = HandlerContext<Record<'lambda', LambdaControl>>;
const defineHandler = handlersFor<Record<'lambda', LambdaControl>>();

export const permission = defineHandler({
  type: 'aws:lambda/permission:Permission',
  inputs: regionalInputs({
    action: Type.Enum(['lambda:InvokeFunction']),
    function: Type.String(),
    principal: Type.String(),
    sourceArn: optional(Type.String({ pattern: '^arn:' })),
    // The ARN of a bucket does not name its account.
    sourceAccount: optional(Type.String({ pattern: '^\\d{12}$' })),
    statementId: optional(name('^[a-zA-Z0-9_-]+$', 100)),
  }),
  replaceOnChanges: [
    'action',
    'function',
    'principal',
    'sourceArn',
    'sourceAccount',
    'statementId',
    'region',
  ],
  create(given, { cloud }) {
    const statementId = given.statementId ?? `pulumi-${randomBytes(8).toString('hex')}`;
    cloud.lambda.addPermission({
      functionName: functionName(given.function),
      statementId,
      action: given.action,
      principal: given.principal,
      ...(given.sourceArn === undefined ? {} : { sourceArn: given.sourceArn }),
      ...(given.sourceAccount === undefined ? {} : { sourceAccount: given.sourceAccount }),
    });
    return { id: statementId, outputs: { statementId } };
  },
  delete: (id, outputs, { cloud }) =>
    cloud.lambda.removePermission(functionName(String(outputs.function)), id),
});

const InvocationInputs = regionalInputs({
  functionName: Type.String({ minLength: 1 }),
  input: Type.String({ pattern: '^\\s*\\{[\\s\\S]*\\}\\s*$' }),
  lifecycleScope: optional(Type.Enum(['CREATE_ONLY', 'CRUD'])),
});
type InvocationInputs = Static<typeof InvocationInputs>;

const LATEST = '$LATEST';

/** Invokes a function when Pulumi changes the resource: once, or (scope CRUD) at each creation, update and deletion. */
export const invocation = defineHandler({
  type: 'aws:lambda/invocation:Invocation',
  inputs: InvocationInputs,
  defaults: { lifecycleScope: 'CREATE_ONLY' },
  replaceOnChanges: ['functionName', 'region'],
  replaces: ({ lifecycleScope }, changed) =>
    lifecycleScope !== 'CRUD' && changed.includes('input') ? ['input'] : [],
  changedByUpdate: ['result'],
  async create(given, { cloud }) {
    const payload = isCrud(given) ? withAction(given.input, 'create') : given.input;
    const result = await invokeFunction(given.functionName, payload, cloud);
    const hash = createHash('md5').update(payload).digest('hex');
    const outputs = { result, qualifier: LATEST, terraformKey: 'tf' };
    return { id: [functionName(given.functionName), LATEST, hash].join(','), outputs };
  },
  async update(_id, given, { cloud }, outputs) {
    const payload = isCrud(given)
      ? withAction(given.input, 'update', String(outputs.input))
      : given.input;
    return { result: await invokeFunction(given.functionName, payload, cloud) };
  },
  async delete(_id, outputs, { cloud }) {
    if (outputs.lifecycleScope !== 'CRUD') return;
    const input = String(outputs.input);
    await invokeFunction(String(outputs.functionName), withAction(input, 'delete', input), cloud);
  },
});

const isCrud = ({ lifecycleScope }: InvocationInputs) => lifecycleScope === 'CRUD';

/** The payload that the provider sends in the scope CRUD: the input, the action and the previous input. */
function withAction(input: string, action: 'create' | 'update' | 'delete', before?: string) {
  const prev_input = before === undefined ? null : (JSON.parse(before) as unknown);
  return JSON.stringify({ ...(JSON.parse(input) as object), tf: { action, prev_input } });
}

/** @throws Error with the provider's message when the function fails */
async function invokeFunction(
  name: string,
  payload: string,
  cloud: Context['cloud'],
): Promise<string> {
  const short = functionName(name);
  const result = await cloud.lambda.invokeAsOwner(short, payload);
  if (result.functionError === undefined) return result.payload;
  throw new Error(`invoking Lambda Function (${short}): ${result.payload}`);
}

/** A permission and an invocation may name their function by name or by ARN. */
const functionName = (given: string) => given.split(':function:').at(-1)?.split(':')[0] ?? given;
