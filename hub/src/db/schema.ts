import type {
  Exit,
  GitStatus,
  HostFacts,
  LoginMethod,
  McpServer,
  Problem,
  Role,
  SessionReason,
  SessionStatus,
  SessionWorktree,
  ShellState,
  Size,
} from '@drover/protocol';
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Times are milliseconds since 1970. Secrets are kept as SHA-256 in hexadecimal, passwords as scrypt. */

/** Deleted people leave no row; what they did stays in the audit log under their name. */
export const users = sqliteTable(
  'users',
  {
    userId: text('user_id').primaryKey(),
    name: text('name').notNull().unique(),
    /** Empty for one who logs in at the identity provider. */
    passwordHash: text('password_hash').notNull(),
    role: text('role').$type<Role>().notNull().default('admin'),
    email: text('email'),
    /** The identity provider's lasting name for this person, with its own: `issuer subject`; null for local accounts. */
    oidcSubject: text('oidc_subject'),
    disabledAt: integer('disabled_at'),
    lastSeenAt: integer('last_seen_at'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('users_by_oidc_subject').on(table.oidcSubject)],
);

export const loginSessions = sqliteTable('login_sessions', {
  loginSessionId: text('login_session_id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' }),
  tokenHash: text('token_hash').notNull().unique(),
  method: text('method').$type<LoginMethod>().notNull().default('password'),
  address: text('address'),
  userAgent: text('user_agent'),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

export const apiTokens = sqliteTable('api_tokens', {
  tokenId: text('token_id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  /** It may do what this role may, and never more than its owner. */
  scope: text('scope').$type<Role>().notNull(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at'),
  /** Null for never. */
  expiresAt: integer('expires_at'),
});

export const invites = sqliteTable('invites', {
  inviteId: text('invite_id').primaryKey(),
  codeHash: text('code_hash').notNull().unique(),
  role: text('role').$type<Role>().notNull(),
  /** Whose password is to be chosen anew; null for an account to be made. */
  userId: text('user_id').references(() => users.userId, { onDelete: 'cascade' }),
  invitedBy: text('invited_by').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

export const hosts = sqliteTable('hosts', {
  hostId: text('host_id').primaryKey(),
  name: text('name').notNull(),
  /** The name as it is compared: no two hosts differ in case only. */
  nameKey: text('name_key').notNull().unique(),
  tokenHash: text('token_hash').notNull().unique(),
  /** Of a token that takes the place of the other when it is first used. */
  nextTokenHash: text('next_token_hash').unique(),
  /** Since when no token of this host is accepted. */
  revokedAt: integer('revoked_at'),
  /** The machine that the hub itself runs on, or ran on when it was last started with the token of one. */
  isLocal: integer('is_local', { mode: 'boolean' }).notNull(),
  facts: text('facts', { mode: 'json' }).$type<HostFacts>(),
  lastSeenAt: integer('last_seen_at'),
  createdAt: integer('created_at').notNull(),
});

/** Viewers and activity are not kept: they are true only while the daemon is there to tell them. */
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
    parentId: text('parent_id'),
    worktree: text('worktree', { mode: 'json' }).$type<SessionWorktree>(),
    model: text('model'),
    conversationId: text('conversation_id'),
    notice: text('notice'),
    git: text('git', { mode: 'json' }).$type<GitStatus>(),
    shell: text('shell', { mode: 'json' }).$type<ShellState>(),
    mcpServers: text('mcp_servers', { mode: 'json' }).$type<McpServer[]>().notNull().default([]),
    name: text('name'),
    tags: text('tags', { mode: 'json' }).$type<string[]>().notNull().default([]),
    prompt: text('prompt'),
    resumedFrom: text('resumed_from'),
  },
  (table) => [index('sessions_by_archived_at').on(table.archivedAt)],
);

/** What an ended session had changed, so that it can be read when its host is away or gone. */
export const sessionChanges = sqliteTable('session_changes', {
  sessionId: text('session_id')
    .primaryKey()
    .references(() => sessions.sessionId, { onDelete: 'cascade' }),
  /** `Changes` as JSON, deflated. */
  changes: blob('changes', { mode: 'buffer' }).notNull(),
});

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

/** Names are kept as they were then: who is deleted or renamed is still to be read of. */
export const audit = sqliteTable(
  'audit',
  {
    auditId: integer('audit_id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    /** Id of a user or host, or `hub`. */
    actor: text('actor').notNull(),
    actorName: text('actor_name'),
    action: text('action').notNull(),
    /** Id of what was acted on. */
    subject: text('subject'),
    subjectName: text('subject_name'),
    /** Where the request came from. */
    address: text('address'),
    detail: text('detail', { mode: 'json' }).$type<Record<string, unknown>>(),
  },
  (table) => [index('audit_by_action').on(table.action), index('audit_by_at').on(table.at)],
);
