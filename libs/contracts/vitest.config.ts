import { shared } from '../../vitest.base.ts';

export default shared;
