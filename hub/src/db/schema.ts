import type { Exit, HostFacts, Problem, SessionReason, SessionStatus, Size } from '@drover/protocol';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Times are milliseconds since 1970. Secrets are kept as SHA-256 in hexadecimal, passwords as scrypt. */

export const users = sqliteTable('users', {
  userId: text('user_id').primaryKey(),
  name: text('name').notNull().unique(),
  passwordHash: text('password_hash').notNull(),
  createdAt: integer('created_at').notNull(),
});

export const loginSessions = sqliteTable('login_sessions', {
  loginSessionId: text('login_session_id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' }),
  tokenHash: text('token_hash').notNull().unique(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

export const hosts = sqliteTable('hosts', {
  hostId: text('host_id').primaryKey(),
  name: text('name').notNull(),
  /** The name as it is compared: no two hosts differ in case only. */
  nameKey: text('name_key').notNull().unique(),
  tokenHash: text('token_hash').notNull().unique(),
  /** The machine that the hub itself runs on. */
  isLocal: integer('is_local', { mode: 'boolean' }).notNull(),
  facts: text('facts', { mode: 'json' }).$type<HostFacts>(),
  lastSeenAt: integer('last_seen_at'),
  createdAt: integer('created_at').notNull(),
});

/** The number of viewers is not kept: it is true only while the daemon is there to tell it. */
export const sessions = sqliteTable(
  'sessions',
  {
    sessionId: text('session_id').primaryKey(),
    hostId: text('host_id')
      .notNull()
      .references(() => hosts.hostId),
    profile: text('profile').notNull(),
    projectDir: text('project_dir').notNull(),
    task: text('task'),
    status: text('status').$type<SessionStatus>().notNull(),
    reason: text('reason', { mode: 'json' }).$type<SessionReason>(),
    exit: text('exit', { mode: 'json' }).$type<Exit>(),
    epoch: text('epoch'),
    size: text('size', { mode: 'json' }).$type<Size>().notNull(),
    title: text('title'),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
    archivedAt: integer('archived_at'),
  },
  (table) => [index('sessions_by_archived_at').on(table.archivedAt)],
);

/** Commands that must not be done twice. The id is their giver's, so that a repeat is only answered. */
export const commands = sqliteTable('commands', {
  commandId: text('command_id').primaryKey(),
  kind: text('kind').$type<'spawn'>().notNull(),
  /** A session that its host refused to start has no row of its own. */
  sessionId: text('session_id').notNull(),
  state: text('state').$type<'pending' | 'done' | 'refused'>().notNull(),
  error: text('error', { mode: 'json' }).$type<Problem>(),
  createdAt: integer('created_at').notNull(),
});

export const audit = sqliteTable('audit', {
  auditId: integer('audit_id').primaryKey({ autoIncrement: true }),
  at: integer('at').notNull(),
  /** Id of a user or host, or `hub`. */
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  /** Id of what was acted on. */
  subject: text('subject'),
  detail: text('detail', { mode: 'json' }).$type<Record<string, unknown>>(),
});
