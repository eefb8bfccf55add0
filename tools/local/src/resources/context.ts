import type { Cloud } from '../cloud/create-cloud.ts';
import type { HandlerContext } from './handler.ts';

/** What the drivers pass to every handler. The handler's own type gives it access to one service only. */
export interface Context extends HandlerContext {
  readonly cloud: Cloud;
}
