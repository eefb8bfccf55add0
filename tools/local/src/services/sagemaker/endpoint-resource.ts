import { Type } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import { name, optional, regionalInputs } from '../../resources/schema.ts';
import type { SageMakerControl } from './control.ts';

const defineHandler = handlersFor<Record<'sagemaker', SageMakerControl>>();

const NAME = '^[a-zA-Z0-9](-*[a-zA-Z0-9])*$';

/** An endpoint that the program itself declares: it is in service when its creation, or an update, has finished. */
export const endpoint = defineHandler({
  type: 'aws:sagemaker/endpoint:Endpoint',
  inputs: regionalInputs({
    name: optional(name(NAME, 63)),
    endpointConfigName: Type.String({ pattern: NAME, maxLength: 63 }),
  }),
  autoname: { property: 'name', maxLength: 63 },
  replaceOnChanges: ['name', 'region'],
  async create(given, { cloud }) {
    const id = String(given.name);
    const { endpointConfigName: configName, tags = {} } = given;
    const { arn } = await cloud.sagemaker.createEndpoint({ name: id, configName, tags });
    return { id, outputs: { arn } };
  },
  async update(id, { endpointConfigName: configName, tags = {} }, { cloud }) {
    await cloud.sagemaker.updateEndpoint({ name: id, configName, tags });
    return {};
  },
  delete: (id, _outputs, { cloud }) => cloud.sagemaker.deleteEndpoint(id),
  read(id, _outputs, { cloud }) {
    const endpointConfigName = cloud.sagemaker.configOf(id);
    return endpointConfigName === undefined ? 'gone' : { endpointConfigName };
  },
});
