import { describeHost } from '../../src/testing/index.ts';
import { MODEL } from '../model.ts';
import { fakeHost } from './fake-host.ts';
import { FakeService } from './fake-service.ts';

describeHost('a host in memory', () => {
  const service = new FakeService();
  return {
    host: fakeHost(service),
    model: MODEL,
    received: service.received,
    behave: (behaviour) => void (service.behaviour = behaviour),
    stop: () => Promise.resolve(),
  };
});
