export interface IamControl {
  putRole(role: { name: string; assumeRolePolicy: string }): { arn: string };
  deleteRole(name: string): void;
  putRolePolicy(policy: { role: string; name: string; policy: string }): void;
  deleteRolePolicy(role: string, name: string): void;
}
