export interface LogsControl {
  createLogGroup(name: string): { arn: string };
  deleteLogGroup(name: string): void;
}
