import { defineService } from '../service.ts';
import { budget } from './resources.ts';

/** Budgets are accepted, and never spent: nothing here costs money. */
export const budgets = defineService({
  name: 'budgets',
  start: () => ({}),
  resources: [budget],
});
