import { z } from 'zod';
import { Timestamp, UserId } from './ids.ts';

/**
 * What a person may do, each more than the one before.
 * - `viewer`: see all sessions and watch their terminals
 * - `operator`: also start, type into, stop and archive them
 * - `admin`: also hosts, people, tokens of hosts, the audit log
 */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Whether who has `role` may do what needs `needed`. */
export const hasRole = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** The smaller of two roles. */
export const lowerRole = (a: Role, b: Role): Role => (hasRole(a, b) ? b : a);

export const UserName = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9, ".", "_", "-", beginning with a letter');

/** At most 1 KiB, so that hashing cannot be used to keep the hub busy. */
const PasswordGuess = z
  .string()
  .refine((text) => new TextEncoder().encode(text).length <= 1_024, 'must be at most 1024 bytes');

export const Password = PasswordGuess.min(10, 'must be at least 10 characters');

export const User = z.strictObject({ userId: UserId, name: UserName, role: Role });
export type User = z.infer<typeof User>;

/** How a person proves who they are: here, or at the identity provider. */
export const LoginMethod = z.enum(['password', 'oidc']);
export type LoginMethod = z.infer<typeof LoginMethod>;

/** A user as admins see them. */
export const Person = z.strictObject({
  ...User.shape,
  email: z.string().nullable(),
  loginMethod: LoginMethod,
  /** A disabled person cannot log in and has no logins. */
  disabled: z.boolean(),
  createdAt: Timestamp,
  lastSeenAt: Timestamp.nullable(),
});
export type Person = z.infer<typeof Person>;

export const PersonList = z.strictObject({ people: z.array(Person) });
export const EditPersonBody = z
  .strictObject({ role: Role.optional(), disabled: z.boolean().optional() })
  .refine((body) => Object.keys(body).length > 0, 'must have role or disabled');

export const SetupState = z.strictObject({
  /** True while no user exists; only the bearer of the setup link can then go on. */
  open: z.boolean(),
});
export const SetupBody = z.strictObject({ code: z.string().max(128), name: UserName, password: Password });
export type SetupBody = z.infer<typeof SetupBody>;

/** What the login page offers; open to everyone. */
export const LoginOptions = z.strictObject({
  /** The identity provider's name as the button says it; null when there is none. */
  oidc: z.strictObject({ name: z.string().max(64) }).nullable(),
});
export type LoginOptions = z.infer<typeof LoginOptions>;

export const LoginBody = z.strictObject({ name: z.string().max(256), password: PasswordGuess });
export type LoginBody = z.infer<typeof LoginBody>;

export const ChangePasswordBody = z.strictObject({ current: PasswordGuess, next: Password });

export const Me = z.strictObject({ user: User, loginMethod: LoginMethod });
export type Me = z.infer<typeof Me>;

const id = () => z.uuid().lowercase();

/** One browser in which a person is logged in. */
export const Login = z.strictObject({
  loginId: id(),
  /** Whether it is the one that asks. */
  current: z.boolean(),
  address: z.string().max(64).nullable(),
  /** The browser's own words about itself, made safe to show. */
  userAgent: z.string().max(256).nullable(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp,
});
export type Login = z.infer<typeof Login>;
export const LoginList = z.strictObject({ logins: z.array(Login) });

/** Name of a token, to tell it from others. */
const TokenName = z.string().trim().min(1, 'must not be empty').max(64, 'must be at most 64 characters');

/** A personal API token, used as `Authorization: Bearer <token>`. */
export const ApiToken = z.strictObject({
  tokenId: id(),
  name: TokenName,
  /** It may do what this role may, and never more than its owner. */
  scope: Role,
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;
export const ApiTokenList = z.strictObject({ tokens: z.array(ApiToken) });
export const NewApiTokenBody = z.strictObject({
  name: TokenName,
  scope: Role,
  /** Days until it ends; null for never. */
  days: z.int().min(1).max(3_650).nullable(),
});
/** `secret` is shown this once. */
export const NewApiToken = z.strictObject({ token: ApiToken, secret: z.string() });
export type NewApiToken = z.infer<typeof NewApiToken>;

/** A link that lets somebody make an account, or choose a new password for theirs. Works once. */
export const Invite = z.strictObject({
  inviteId: id(),
  kind: z.enum(['join', 'reset']),
  /** Of the account to be made; for `reset` the role that it has. */
  role: Role,
  /** Whose password is to be chosen anew; null for `join`. */
  name: UserName.nullable(),
  invitedBy: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type Invite = z.infer<typeof Invite>;
export const InviteList = z.strictObject({ invites: z.array(Invite) });
export const NewInviteBody = z.strictObject({ role: Role });
/** `url` carries the secret behind `#`; shown this once. */
export const NewInvite = z.strictObject({ invite: Invite, url: z.string() });
export type NewInvite = z.infer<typeof NewInvite>;
const InviteCode = z.string().max(128);
export const LookAtInviteBody = z.strictObject({ code: InviteCode });
/** `name` is the account's own for `reset`, else null: the person chooses it. */
export const AcceptInviteBody = z.strictObject({
  code: InviteCode,
  name: UserName.nullable(),
  password: Password,
});
export type AcceptInviteBody = z.infer<typeof AcceptInviteBody>;
