export interface TableSpec {
  name: string;
  hashKey: string;
  rangeKey?: string;
  attributes: { name: string; type: string }[];
  globalSecondaryIndexes: {
    name: string;
    hashKey: string;
    rangeKey?: string;
    projectionType: string;
  }[];
}

export interface DynamoDbControl {
  createTable(spec: TableSpec): Promise<{ arn: string }>;
  deleteTable(name: string): Promise<void>;
}
