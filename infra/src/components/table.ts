import { TABLE } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/**
 * Activity, wakes, ledgers and parked predictions. It needs no backup: predictions and answers are kept for a day,
 * ledgers start again, and the rest is found out again. With on-demand billing it costs nothing while there is no
 * traffic.
 */
export class Table extends pulumi.ComponentResource {
  readonly table: aws.dynamodb.Table;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:Table', name, {}, opts);
    const { queueIndex } = TABLE;
    const keys = [TABLE.hashKey, TABLE.rangeKey, queueIndex.hashKey, queueIndex.rangeKey];
    this.table = new aws.dynamodb.Table(
      name,
      {
        billingMode: 'PAY_PER_REQUEST',
        hashKey: TABLE.hashKey,
        rangeKey: TABLE.rangeKey,
        attributes: keys.map((key) => ({ name: key, type: 'S' })),
        globalSecondaryIndexes: [
          {
            name: queueIndex.name,
            hashKey: queueIndex.hashKey,
            rangeKey: queueIndex.rangeKey,
            projectionType: queueIndex.projection,
          },
        ],
        ttl: { attributeName: TABLE.timeToLive, enabled: true },
      },
      { parent: this },
    );
    this.registerOutputs({ table: this.table.name });
  }
}
