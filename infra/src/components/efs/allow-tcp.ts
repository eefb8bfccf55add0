import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** Lets the members of one security group connect to those of another one, at one port. */
export function allowTcp(
  name: string,
  port: number,
  from: aws.ec2.SecurityGroup,
  to: aws.ec2.SecurityGroup,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const traffic = { ipProtocol: 'tcp', fromPort: port, toPort: port };
  return [
    new aws.vpc.SecurityGroupEgressRule(
      name,
      { ...traffic, securityGroupId: from.id, referencedSecurityGroupId: to.id },
      options,
    ),
    new aws.vpc.SecurityGroupIngressRule(
      name,
      { ...traffic, securityGroupId: to.id, referencedSecurityGroupId: from.id },
      options,
    ),
  ];
}
