export { autoname } from './autoname.ts';
export { changesOf, type Changes, type Comparison } from './changes.ts';
export { checkInputs, hasUnknown, isPlainObject, UNKNOWN } from './check.ts';
export type { Register, Registered, RemoteComponent } from './component.ts';
export type { Context } from './context.ts';
export type { Created, Failure, Handler, Inputs, Outputs } from './handler.ts';
export { invoke } from './invokes.ts';
export { createProvisioner, type Provisioner } from './provisioner.ts';
export { componentOf, handlerOf, PACKAGES } from './registry.ts';
