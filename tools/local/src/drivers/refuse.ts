import type { Failure } from '../resources/index.ts';

/** @throws Error that names the resource and lists every input that is refused */
export function refuse(type: string, name: string, failures: readonly Failure[]): void {
  if (failures.length === 0) return;
  const lines = failures.map(({ property, reason }) => `  ${property}: ${reason}`);
  throw new Error(`${type} ${name} has inputs that the local cloud refuses:\n${lines.join('\n')}`);
}
