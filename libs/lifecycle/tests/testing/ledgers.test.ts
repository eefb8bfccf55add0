import { describeLedgers } from '../../testing/describe-ledgers.ts';
import { SimulatedLedgers } from '../../testing/simulated-ledgers.ts';

const ledgers = new SimulatedLedgers();

describeLedgers('the ledgers in memory', () => ledgers);
