import { engine } from './engine-driver.ts';
import { describeConformance } from './suite.ts';

describeConformance('the real engine', engine);
