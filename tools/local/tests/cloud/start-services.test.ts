import { expect, it } from 'vitest';
import type { CloudContext } from '../../src/cloud/context.ts';
import type { Protocol, WireService } from '../../src/cloud/front/wire-service.ts';
import { serviceFinder, startServices } from '../../src/cloud/start-services.ts';
import { defineService, type Running } from '../../src/services/service.ts';

const context = { accountId: '1' } as CloudContext;

const wire = (protocol: Protocol): WireService => ({
  protocol,
  bodyLimitBytes: 1,
  call: () => undefined,
});

it('starts a service once, after those that it needs, and gives it what they return', async () => {
  const started: string[] = [];
  const base = defineService({
    name: 'base',
    start({ accountId }) {
      started.push('base');
      return Promise.resolve({ control: { accountId } });
    },
  });
  const middle = defineService({
    name: 'middle',
    needs: { base },
    start(_context, needs) {
      started.push('middle');
      return { control: { of: needs.base.control.accountId } };
    },
  });
  const top = defineService({
    name: 'top',
    needs: { base, middle },
    start(_context, { base, middle }) {
      started.push('top');
      return { control: [base.control, middle.control] };
    },
  });
  const running = await startServices([top, middle, base], context);
  expect(started).toEqual(['base', 'middle', 'top']);
  expect(running.get(top)?.control).toEqual([{ accountId: '1' }, { of: '1' }]);
});

it('finds a wire service by its signing name, and of two the one whose protocol has targets', () => {
  const [control, runtime, other] = [wire('json'), wire('rest-json'), wire('json')];
  const named = (name: string, running: Running, signingName?: string) =>
    [
      defineService({ name, start: () => running, ...(signingName ? { signingName } : {}) }),
      running,
    ] as const;
  const find = serviceFinder(
    new Map([
      named('two', { wire: [runtime, control] }),
      named('one', { wire: [other] }, 'signed'),
      named('none', {}),
    ]),
  );
  expect(find('two', true)).toBe(control);
  expect(find('two', false)).toBe(runtime);
  expect([find('signed', true), find('signed', false)]).toEqual([other, other]);
  expect([find('one', true), find('none', true)]).toEqual([undefined, undefined]);
});
