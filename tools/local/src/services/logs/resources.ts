import { Type } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import { name, optional, regionalInputs } from '../../resources/schema.ts';
import type { LogsControl } from './control.ts';

const defineHandler = handlersFor<Record<'logs', LogsControl>>();

export const logGroup = defineHandler({
  type: 'aws:cloudwatch/logGroup:LogGroup',
  inputs: regionalInputs({
    name: optional(name('^[.\\-_/#A-Za-z0-9]+$', 512)),
    retentionInDays: optional(Type.Integer({ minimum: 0 })),
    skipDestroy: optional(Type.Boolean()),
  }),
  defaults: { retentionInDays: 0, skipDestroy: false },
  autoname: { property: 'name', maxLength: 512 },
  replaceOnChanges: ['name', 'region'],
  create(given, { cloud }) {
    const id = String(given.name);
    return { id, outputs: { arn: cloud.logs.createLogGroup(id).arn } };
  },
  update: () => ({}),
  delete: (id, _outputs, { cloud }) => cloud.logs.deleteLogGroup(id),
});
