import { describeStore } from '../../testing/describe-store.ts';
import { SimulatedStore } from '../../testing/simulated-store.ts';

const store = new SimulatedStore();

describeStore('the store in memory', () => store);
