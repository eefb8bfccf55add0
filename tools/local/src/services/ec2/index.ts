import { defineService } from '../service.ts';
import { Network } from './network.ts';
import {
  routeTable,
  routeTableAssociation,
  securityGroup,
  subnet,
  vpc,
  vpcEndpoint,
} from './resources.ts';
import { securityGroupEgressRule, securityGroupIngressRule } from './security-group-rules.ts';
import { availabilityZones } from './zones.ts';

/** EC2's networks, for functions in a VPC. Nothing here calls its own API. */
export const ec2 = defineService({
  name: 'ec2',
  start: (context) => ({ control: new Network(context) }),
  resources: [
    routeTable,
    routeTableAssociation,
    securityGroup,
    securityGroupEgressRule,
    securityGroupIngressRule,
    subnet,
    vpc,
    vpcEndpoint,
  ],
  invokes: [availabilityZones],
});
