import { ledgersConformance } from '../ledgers-conformance.ts';
import { FakeLedgers } from './ledgers.ts';

const ledgers = new FakeLedgers();

ledgersConformance('the ledgers in memory', () => ledgers);
