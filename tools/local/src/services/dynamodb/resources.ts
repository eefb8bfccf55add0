import { Type } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import { inputs, name, optional, regionalInputs } from '../../resources/schema.ts';
import type { DynamoDbControl } from './control.ts';

const defineHandler = handlersFor<Record<'dynamodb', DynamoDbControl>>();

const Enabled = inputs({ enabled: Type.Boolean() });

export const table = defineHandler({
  type: 'aws:dynamodb/table:Table',
  inputs: regionalInputs({
    name: optional(name('^[a-zA-Z0-9_.-]{3,}$', 255)),
    hashKey: Type.String(),
    rangeKey: optional(Type.String()),
    attributes: Type.Array(inputs({ name: Type.String(), type: Type.Enum(['S', 'N', 'B']) })),
    billingMode: optional(Type.Enum(['PAY_PER_REQUEST'])),
    globalSecondaryIndexes: optional(
      Type.Array(
        inputs({
          name: Type.String(),
          hashKey: Type.String(),
          rangeKey: optional(Type.String()),
          projectionType: Type.Enum(['ALL', 'KEYS_ONLY']),
        }),
      ),
    ),
    // Nothing expires here: DynamoDB deletes expired items late, so readers must filter them anyway.
    ttl: optional(inputs({ attributeName: Type.String(), enabled: optional(Type.Boolean()) })),
    pointInTimeRecovery: optional(Enabled),
    serverSideEncryption: optional(Enabled),
    deletionProtectionEnabled: optional(Type.Boolean()),
  }),
  autoname: { property: 'name', maxLength: 255 },
  replaceOnChanges: ['name', 'hashKey', 'rangeKey', 'region'],
  check(given) {
    const indexes = given.globalSecondaryIndexes ?? [];
    const keys = [given, ...indexes].flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey ?? []]);
    const used = new Set(keys.flat());
    const declared = new Set(given.attributes.map((attribute) => attribute.name));
    const wrong = [...used, ...declared].filter((key) => !used.has(key) || !declared.has(key));
    if (given.billingMode === undefined) {
      const reason = 'is required: AWS provisions capacity by default, and charges for it';
      return [{ property: 'billingMode', reason }];
    }
    return wrong.length === 0
      ? []
      : [
          {
            property: 'attributes',
            reason: `must be exactly the keys; undeclared or unused: ${wrong.join(', ')}`,
          },
        ];
  },
  async create(given, { cloud }) {
    const id = String(given.name);
    const { arn } = await cloud.dynamodb.createTable({
      name: id,
      hashKey: given.hashKey,
      ...(given.rangeKey === undefined ? {} : { rangeKey: given.rangeKey }),
      attributes: given.attributes,
      globalSecondaryIndexes: given.globalSecondaryIndexes ?? [],
    });
    return { id, outputs: { arn } };
  },
  update: (id) => {
    throw new Error(`the local cloud does not change the table ${id} in place`);
  },
  delete: (id, _outputs, { cloud }) => cloud.dynamodb.deleteTable(id),
});
