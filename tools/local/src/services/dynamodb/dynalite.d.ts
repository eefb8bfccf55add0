declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** DynamoDB's wire protocol over LevelDB, in memory when no path is given. */
  export default function dynalite(options?: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
