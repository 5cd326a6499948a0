import { DroverError, describeIssue, type ErrorCode } from '@drover/protocol';
import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';

/** Fields of a body whose failure has a code of its own. */
const FIELD_CODES = new Map<unknown, ErrorCode>([
  ['profile', 'unknown_profile'],
  ['size', 'invalid_size'],
  ['worktree.branch', 'invalid_branch'],
  ['worktree.base', 'invalid_base'],
]);

/** Checks bodies, ids and queries; an error names the field and what would be right. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data: unknown) => {
    const parsed = schema.safeParse(data);
    if (parsed.success) return { value: parsed.data };
    return { error: new DroverError(codeOf(httpPart, parsed.error), describeIssue(parsed.error)) };
  };

function codeOf(httpPart: string | undefined, error: z.ZodError): ErrorCode {
  if (httpPart === 'params') return 'invalid_id';
  if (httpPart === 'querystring') return 'invalid_query';
  const path = error.issues[0]?.path ?? [];
  return FIELD_CODES.get(path.join('.')) ?? FIELD_CODES.get(path[0]) ?? 'invalid_body';
}
