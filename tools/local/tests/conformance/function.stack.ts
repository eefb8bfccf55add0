import { inProcess } from './in-process-driver.ts';
import { describeModelFunctions } from './model-functions.ts';

describeModelFunctions('npm start', inProcess);
