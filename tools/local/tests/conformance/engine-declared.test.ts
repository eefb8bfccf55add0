import { describeDeclaredEndpoints } from './declared-endpoints.ts';
import { engine } from './engine-driver.ts';

describeDeclaredEndpoints('the real engine', engine);
