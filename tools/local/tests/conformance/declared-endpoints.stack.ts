import { describeDeclaredEndpoints } from './declared-endpoints.ts';
import { inProcess } from './in-process-driver.ts';

describeDeclaredEndpoints('npm start', inProcess);
