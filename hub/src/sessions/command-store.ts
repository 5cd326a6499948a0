import type { CommandId, Problem, SessionId } from '@drover/protocol';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { commands } from '../db/schema.ts';

export type CommandRow = typeof commands.$inferSelect;

/** What people asked for and what became of it. `pending` for ever means that no answer came. */
export class CommandStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  find(commandId: CommandId): CommandRow | undefined {
    return this.#db.orm.select().from(commands).where(eq(commands.commandId, commandId)).get();
  }

  begin(row: {
    commandId: CommandId;
    kind: CommandRow['kind'];
    sessionId: SessionId;
    createdAt: number;
  }): void {
    this.#db.orm
      .insert(commands)
      .values({ ...row, state: 'pending' })
      .run();
  }

  done(commandId: CommandId): void {
    this.#settle(commandId, { state: 'done', error: null });
  }

  refused(commandId: CommandId, error: Problem): void {
    this.#settle(commandId, { state: 'refused', error });
  }

  #settle(commandId: CommandId, outcome: Pick<CommandRow, 'state' | 'error'>): void {
    this.#db.orm.update(commands).set(outcome).where(eq(commands.commandId, commandId)).run();
  }
}
