import { DEFAULT_MODELS } from '@pilotlight/contracts';
import { Type } from 'typebox';
import { ENDPOINT_SETTINGS } from './endpoint-settings.ts';
import { MODELS } from './models.ts';
import { setting, type Values } from './setting.ts';

/** The retention periods, in days, that CloudWatch Logs accepts. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** A day: with rarer checks the idle time would mean little. */
export const CHECK_MINUTES_MOST = 24 * 60;

/** As many as a hundred endpoints can use. */
const AWAKE_HOURS_MOST = 100 * 24;

/** The keys of a stack. */
export const STACK_SETTINGS = {
  models: MODELS,
  ...ENDPOINT_SETTINGS,
  checkMinutes: setting(
    Type.Integer({ minimum: 1, maximum: CHECK_MINUTES_MOST }),
    `an integer of minutes from 1 to ${CHECK_MINUTES_MOST}`,
  ),
  activityIntervalSeconds: setting(
    Type.Integer({ minimum: 1, maximum: 60 * 60 }),
    'an integer of seconds from 1 to 3600',
  ),
  awakeHoursPerDay: setting(
    Type.Number({ minimum: 0.1, maximum: AWAKE_HOURS_MOST }),
    `a number of hours from 0.1 to ${AWAKE_HOURS_MOST}, for all endpoints together`,
  ),
  logRetentionDays: setting(
    Type.Enum(LOG_RETENTION_DAYS),
    `one of ${LOG_RETENTION_DAYS.join(', ')}`,
  ),
  budgetUsdPerMonth: setting(
    Type.Number({ minimum: 1 }),
    'a number of US dollars per month of at least 1, for the whole account',
  ),
  budgetEmail: setting(
    // The addresses that AWS Budgets accepts. It sends no confirmation, so a wrong address would go unnoticed.
    Type.String({ pattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', maxLength: 50 }),
    'an e-mail address of at most 50 characters',
  ),
};

type StackSettings = Values<typeof STACK_SETTINGS>;

/** What holds for a key that is not set; without a default: no budget, and checks as often as the idle times need. */
export const DEFAULTS = {
  models: [...DEFAULT_MODELS],
  instanceType: 'ml.t2.medium',
  instanceCount: 1,
  idleMinutes: 40,
  activityIntervalSeconds: 60,
  awakeHoursPerDay: 8,
  logRetentionDays: 30,
} satisfies Partial<StackSettings>;

/** The settings of a stack with the defaults. */
export type GivenSettings = Pick<StackSettings, keyof typeof DEFAULTS> & Partial<StackSettings>;
