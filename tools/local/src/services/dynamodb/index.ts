import { defineService } from '../service.ts';
import { table } from './resources.ts';
import { dynamoDbService } from './service.ts';
import { Tables } from './tables.ts';

/** DynamoDB, by dynalite. */
export const dynamodb = defineService({
  name: 'dynamodb',
  async start(context) {
    const tables = new Tables(context);
    await tables.start();
    return {
      control: tables,
      wire: [dynamoDbService(tables, context.arns)],
      close: () => tables.close(),
    };
  },
  resources: [table],
});
