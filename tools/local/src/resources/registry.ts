import { SERVICES } from '../services/index.ts';
import type { RemoteComponent } from './component.ts';
import type { Handler } from './handler.ts';

const services: readonly {
  readonly resources?: readonly Handler[];
  readonly components?: readonly RemoteComponent[];
}[] = SERVICES;

export const HANDLERS = services.flatMap(({ resources = [] }) => resources);

const COMPONENTS = services.flatMap(({ components = [] }) => components);

/** The Pulumi packages that the local cloud stands in for. */
export const PACKAGES = ['aws', 'awsx', 'docker-build'] as const;

/** @throws Error that names a type the local cloud has no handler for */
export function handlerOf(type: string): Handler {
  return found(HANDLERS, type);
}

/** @throws Error that names a type the local cloud has no component for */
export function componentOf(type: string): RemoteComponent {
  return found(COMPONENTS, type);
}

function found<T extends { type: string }>(list: readonly T[], type: string): T {
  const match = list.find((entry) => entry.type === type);
  if (match) return match;
  throw new Error(
    `the local cloud has no handler for ${type}: add one to its service in tools/local/src/services, or leave the resource out`,
  );
}
