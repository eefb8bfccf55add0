import type { Cloud } from '../cloud/create-cloud.ts';
import type { HandlerContext } from './handler.ts';

/** What the drivers pass to every handler: the whole cloud, of which a handler's type shows only its own service. */
export interface Context extends HandlerContext {
  readonly cloud: Cloud;
}
