import { DroverError } from '@drover/protocol';
import BetterSqlite3 from 'better-sqlite3';
import { DrizzleQueryError } from 'drizzle-orm';

const STORAGE_CODES = ['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'];

/** The expected failure behind an error of the database: `storage_full` when the disk takes nothing; else as it is. */
export function explainStorageError(error: unknown): unknown {
  if (!isStorageError(error)) return error;
  return new DroverError('storage_full', 'The hub cannot write to its disk; free some space and try again.');
}

/** Whether the disk took nothing. */
export function isStorageError(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (
    cause instanceof BetterSqlite3.SqliteError && STORAGE_CODES.some((code) => cause.code.startsWith(code))
  );
}

/** A failed query's own message holds the values that were to be written: hashes of tokens and passwords among them. */
export function withoutValues(error: Error): Error {
  if (!(error instanceof DrizzleQueryError)) return error;
  return new Error(`a query failed: ${error.query}`, { cause: error.cause });
}
