import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface SpendingAlertArgs {
  readonly usdPerMonth: number;
  readonly email: string;
}

/**
 * Sends an e-mail when the account's costs of a month exceed the budget, and when AWS forecasts that they will. It
 * covers the whole account: a budget for one tag stays at 0 until the owner of the account activates that tag for
 * billing.
 */
export class SpendingAlert extends pulumi.ComponentResource {
  constructor(name: string, args: SpendingAlertArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:SpendingAlert', name, {}, opts);
    new aws.budgets.Budget(
      name,
      {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        limitAmount: String(args.usdPerMonth),
        limitUnit: 'USD',
        notifications: ['ACTUAL', 'FORECASTED'].map((notificationType) => ({
          notificationType,
          comparisonOperator: 'GREATER_THAN',
          threshold: 100,
          thresholdType: 'PERCENTAGE',
          subscriberEmailAddresses: [args.email],
        })),
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
