import { inProcess } from './in-process-driver.ts';
import { describeConformance } from './suite.ts';

describeConformance('npm start', inProcess);
