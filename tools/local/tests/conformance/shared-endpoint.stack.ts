import { inProcess } from './in-process-driver.ts';
import { describeSharedEndpoint } from './shared-endpoint.ts';

describeSharedEndpoint('npm start', inProcess);
