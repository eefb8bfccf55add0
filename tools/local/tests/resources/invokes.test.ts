import { expect, it } from 'vitest';
import { invoke } from '../../src/resources/index.ts';
import { recordingCloud } from '../support/recording-cloud.ts';

const { cloud } = recordingCloud();

it('returns the account and the region', () => {
  const caller = invoke('aws:index/getCallerIdentity:getCallerIdentity', {}, cloud);
  expect(caller).toMatchObject({
    accountId: '000000000000',
    arn: expect.stringMatching(/^arn:aws:.*:000000000000:/) as unknown,
  });
  expect(invoke('aws:index/getRegion:getRegion', {}, cloud)).toMatchObject({ region: 'here' });
});

it('returns a token for the registry', () => {
  const token = invoke('aws:ecr/getAuthorizationToken:getAuthorizationToken', {}, cloud);
  expect(token).toMatchObject({
    userName: 'AWS',
    password: expect.any(String) as unknown,
    proxyEndpoint: 'https://000000000000.dkr.ecr.here.amazonaws.com',
  });
});

it('names a function and an argument that it does not know', () => {
  expect(() => invoke('aws:ec2/getVpc:getVpc', {}, cloud)).toThrow(/aws:ec2\/getVpc:getVpc/);
  const token = 'aws:ecr/getAuthorizationToken:getAuthorizationToken';
  expect(() => invoke(token, { registryId: '1' }, cloud)).toThrow(/registryId of aws:ecr/);
});
