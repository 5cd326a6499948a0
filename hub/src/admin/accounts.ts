import path from 'node:path';
import { Password, UserName } from '@drover/protocol';
import { AuditStore } from '../audit/audit-store.ts';
import { DEFAULT_TIMINGS } from '../config/config.ts';
import { prepareDataDir } from '../config/data-dir.ts';
import { ExitCode, StartError } from '../config/start-error.ts';
import { DATABASE_NAME, Database } from '../db/database.ts';
import { LoginSessionStore } from '../people/login-session-store.ts';
import { hashPassword } from '../people/passwords.ts';
import { UserStore } from '../people/user-store.ts';
import type { AdminCommand } from './command.ts';
import { readPassword } from './password-input.ts';

export const setPassword: AdminCommand = {
  usage: '<name>',
  summary: 'Gives an account a new password, read from stdin, and ends its logins. The hub must not run.',
  run: ({ dataDir, words: [name = ''] }) =>
    withDatabase(dataDir, async (db, audit) => {
      const users = new UserStore(db);
      const userId = users.findByName(name)?.userId;
      if (!userId) throw new StartError(ExitCode.config, `there is no account '${name}'; see add-admin`);
      const passwordHash = await readHash();
      db.transaction(() => {
        users.change(userId, { passwordHash });
        new LoginSessionStore(db, Date.now, DEFAULT_TIMINGS).closeAll(userId);
        audit.record({ actor: 'hub', action: 'password_set', subject: userId });
      });
      process.stdout.write('The password is set. Whoever was logged in with this account no longer is.\n');
    }),
};

export const addAdmin: AdminCommand = {
  usage: '<name>',
  summary: 'Makes an account that may do everything; its password is read from stdin. The hub must not run.',
  run: ({ dataDir, words: [name = ''] }) =>
    withDatabase(dataDir, async (db, audit) => {
      expect(UserName, name, 'the name');
      const users = new UserStore(db);
      if (users.findByName(name)) {
        throw new StartError(ExitCode.config, `there is an account '${name}' already; see set-password`);
      }
      const passwordHash = await readHash();
      db.transaction(() => {
        const { userId } = users.add({ name, passwordHash, role: 'admin', createdAt: Date.now() });
        audit.record({ actor: 'hub', action: 'admin_added', subject: userId });
      });
      process.stdout.write('The account is made. It works as soon as the hub runs.\n');
    }),
};

/** The hub must not run: it would go on with the connections of people who may no longer come in. */
async function withDatabase(
  dataDir: string,
  work: (db: Database, audit: AuditStore) => Promise<void>,
): Promise<void> {
  const folder = path.resolve(dataDir);
  prepareDataDir(folder);
  const db = new Database(path.join(folder, DATABASE_NAME));
  try {
    await work(db, new AuditStore(db, Date.now));
  } finally {
    db.close();
  }
}

async function readHash(): Promise<string> {
  const password = await readPassword();
  expect(Password, password, 'the password');
  return hashPassword(password);
}

function expect(schema: typeof UserName | typeof Password, text: string, what: string): void {
  const { error } = schema.safeParse(text);
  if (error) throw new StartError(ExitCode.usage, `${what} ${error.issues[0]?.message}`);
}
