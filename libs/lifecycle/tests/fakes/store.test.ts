import { storeConformance } from '../store-conformance.ts';
import { FakeStore } from './store.ts';

const store = new FakeStore();

storeConformance('the store in memory', () => store);
