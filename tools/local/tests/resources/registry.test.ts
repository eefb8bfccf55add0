import { expect, it } from 'vitest';
import { componentOf, handlerOf } from '../../src/resources/index.ts';
import { HANDLERS } from '../../src/resources/registry.ts';

it('names a type that it has no handler for', () => {
  expect(() => handlerOf('aws:sqs/queue:Queue')).toThrow(/no handler for aws:sqs\/queue:Queue/);
  expect(() => componentOf('awsx:ec2:Vpc')).toThrow(/no handler for awsx:ec2:Vpc/);
});

it.each(HANDLERS.map((handler) => [handler.type, handler] as const))(
  '%s names only inputs that it has',
  (_type, handler) => {
    const inputs = Object.keys(handler.inputs.properties);
    const named = handler.autoname ? [handler.autoname.property] : [];
    const spoken = [
      ...named,
      ...handler.replaceOnChanges,
      ...(handler.notCompared ?? []),
      ...Object.keys(handler.defaults ?? {}),
    ];
    expect(inputs).toEqual(expect.arrayContaining(spoken));
  },
);

it.each(HANDLERS.map((handler) => [handler.type, handler] as const))(
  '%s can update whatever it does not replace',
  (_type, handler) => {
    const inPlace = Object.keys(handler.inputs.properties).filter(
      (key) => !handler.replaceOnChanges.includes(key),
    );
    expect(inPlace.filter((key) => key !== 'tags').length > 0 && !handler.update).toBe(false);
  },
);
