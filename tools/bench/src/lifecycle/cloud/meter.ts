import { hostingUsdPerHour, PRICES } from '@pilotlight/contracts';

const HOUR = 60 * 60 * 1000;

/** What AWS would bill. */
export class Meter {
  lambdaRequests = 0;
  lambdaGigabyteSeconds = 0;
  /** Of the functions that run models, which are on x86-64; all others are on arm64. */
  modelGigabyteSeconds = 0;
  httpRequests = 0;
  tableReadUnits = 0;
  tableWriteUnits = 0;
  serverlessGigabyteSeconds = 0;
  instanceMilliseconds = 0;
  s3Reads = 0;
  s3Writes = 0;

  get instanceHours(): number {
    return this.instanceMilliseconds / HOUR;
  }

  function(memoryMegabytes: number, milliseconds: number): void {
    this.lambdaRequests += 1;
    this.lambdaGigabyteSeconds += (memoryMegabytes / 1024) * (milliseconds / 1000);
  }

  modelFunction(memoryMegabytes: number, milliseconds: number): void {
    this.lambdaRequests += 1;
    this.modelGigabyteSeconds += (memoryMegabytes / 1024) * (milliseconds / 1000);
  }

  serverless(memoryMegabytes: number, milliseconds: number): void {
    this.serverlessGigabyteSeconds += (memoryMegabytes / 1024) * (milliseconds / 1000);
  }

  /** Counts one call to the bucket: HEAD costs as much as GET. */
  object(method: string): void {
    if (method === 'put') this.s3Writes += 1;
    else this.s3Reads += 1;
  }

  /**
   * The cost by list prices, without the free tier. Left out because they are the same for all or almost nothing:
   * storage, logs and data transfer.
   * @throws Error for an instance type without a price
   */
  usd(instanceType: string): number {
    const perHour = hostingUsdPerHour(instanceType);
    if (perHour === undefined) throw new Error(`there is no price for ${instanceType}`);
    const thousands = (count: number, price: { readonly usd: number }) => (count / 1e3) * price.usd;
    const millions = (count: number, price: { readonly usd: number }) => (count / 1e6) * price.usd;
    return (
      this.instanceHours * perHour +
      this.serverlessGigabyteSeconds * PRICES.serverlessInferencePerGigabyteSecond.usd +
      this.lambdaGigabyteSeconds * PRICES.lambdaArmPerGigabyteSecond.usd +
      this.modelGigabyteSeconds * PRICES.lambdaX86PerGigabyteSecond.usd +
      millions(this.lambdaRequests, PRICES.lambdaPerMillionRequests) +
      millions(this.httpRequests, PRICES.httpApiPerMillionRequests) +
      millions(this.tableReadUnits, PRICES.dynamoDbPerMillionReadUnits) +
      millions(this.tableWriteUnits, PRICES.dynamoDbPerMillionWriteUnits) +
      thousands(this.s3Reads, PRICES.s3PerThousandReads) +
      thousands(this.s3Writes, PRICES.s3PerThousandWrites)
    );
  }
}
