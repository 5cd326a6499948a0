import { DroverError, type ErrorBody, problemOf } from '@drover/protocol';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { explainStorageError } from '../db/storage-errors.ts';
import { STATUS } from './problem-status.ts';

/** The one answer to everything that goes wrong in a request. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(explainStorageError(explainFastifyError(error)));
  if (problem.code === 'internal') request.log.error({ err: error }, 'a request could not be answered');
  const body: ErrorBody = { error: { ...problem, requestId: request.id } };
  void reply.code(STATUS[problem.code]).type('application/json').serializer(JSON.stringify).send(body);
}

/** What Fastify found wrong with a request, in our words: its own would repeat what came in. */
function explainFastifyError(error: unknown): unknown {
  if (error instanceof DroverError || !isFastifyError(error)) return error;
  switch (error.statusCode) {
    case 400:
      return error.code === 'FST_ERR_BAD_URL' ? notFound() : invalidJson();
    case 403:
    case 404:
    case 414:
      return notFound();
    case 413:
      return new DroverError('payload_too_large', 'The body may have 1 MiB at most.');
    case 415:
      return new DroverError('unsupported_media_type', 'Send the body as application/json, not compressed.');
    default:
      return error;
  }
}

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';

const invalidJson = () => new DroverError('invalid_json', 'The body must be one JSON object.');
export const notFound = () => new DroverError('not_found', 'There is nothing at this address.');
