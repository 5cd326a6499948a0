import { z } from 'zod';

/** What can be wrong, as programs read it. The message beside it is for people. */
export const ErrorCode = z.enum([
  'attach_exists',
  'bad_epoch',
  'bad_host',
  'bad_origin',
  'branch_taken',
  'command_expired',
  'denied_by_host_policy',
  'forbidden',
  'forbidden_session',
  'hello_required',
  'host_already_connected',
  'host_offline',
  'input_backpressure',
  'input_gap',
  'input_stale',
  'input_too_large',
  'internal',
  'invalid_ack',
  'invalid_base',
  'invalid_body',
  'invalid_branch',
  'invalid_credentials',
  'invalid_hello',
  'invalid_id',
  'invalid_json',
  'invalid_namespace',
  'invalid_offset',
  'invalid_payload',
  'invalid_query',
  'invalid_size',
  'invalid_token',
  'invite_closed',
  'last_admin',
  'local_host',
  'method_not_allowed',
  'name_taken',
  'no_conversation',
  'no_session',
  'not_a_directory',
  'not_a_repository',
  'not_attached',
  'not_controller',
  'not_found',
  'nothing_asked',
  'offset_mismatch',
  'oidc_failed',
  'path_outside_roots',
  'payload_too_large',
  'profile_unavailable',
  'protocol_error',
  'rate_limited',
  'revoked',
  'session_ended',
  'session_running',
  'setup_changed',
  'setup_closed',
  'slow_consumer',
  'spawn_failed',
  'storage_full',
  'timeout',
  'token_taken',
  'too_many_attachments',
  'too_many_sessions',
  'unauthenticated',
  'unauthorized',
  'unknown_event',
  'unknown_profile',
  'unsupported_media_type',
  'unsupported_protocol',
  'upgrade_daemon',
  'upgrade_hub',
  'weak_token',
  'worktree_at_risk',
  'worktree_failed',
  'worktree_in_use',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const Problem = z.strictObject({ code: ErrorCode, message: z.string().max(2_000) });
export type Problem = z.infer<typeof Problem>;

/** The body of every REST answer that is not a success. */
export const ErrorBody = z.strictObject({
  error: z.strictObject({ ...Problem.shape, requestId: z.string() }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** The acknowledgement of every socket message that is answered. */
export type Answer<T = undefined> = { ok: true; value: T } | { ok: false; error: Problem };

export const answer = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: Problem }),
  ]);

/** An answer that carries nothing but its success. */
export const Done = answer(z.undefined().optional());

/** An expected failure: `message` says what was wrong and what would be right, and may be shown to anyone. */
export class DroverError extends Error {
  override readonly name = 'DroverError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  toProblem(): Problem {
    return { code: this.code, message: this.message };
  }
}

/** What of an error may be told to the other side: expected failures as they are, anything else as `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DroverError) return error.toProblem();
  return { code: 'internal', message: 'Drover failed at this; its log has the details.' };
}

/** The first complaint of a failed zod parse as one sentence: `size.cols: must be at most 500`. */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'invalid';
  const path = issue.path.map(String).join('.');
  // Zod would repeat the key, and messages never repeat what came in.
  if (issue.code === 'unrecognized_keys') return `${path || 'message'}: has a key that is not known here`;
  return path ? `${path}: ${issue.message}` : issue.message;
}
