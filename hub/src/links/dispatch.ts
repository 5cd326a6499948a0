import { DroverError, describeIssue, FRAME_EVENT, type Problem, problemOf } from '@drover/protocol';
import type { z } from 'zod';
import { explainStorageError } from '../db/storage-errors.ts';
import type { Logger } from '../log/logger.ts';
import type { LinkMetrics } from '../metrics/metrics.ts';
import type { ServerSocket } from './socket-server.ts';

type Schemas = Record<string, z.ZodType>;

type Handlers<S extends Schemas> = { [Event in keyof S]: (payload: z.infer<S[Event]>) => unknown };

type Dispatch<S extends Schemas> = {
  socket: ServerSocket;
  schemas: S;
  /** What a handler returns, or resolves to, is the answer; what it throws is the refusal. */
  handlers: Handlers<S>;
  frame: (frame: Uint8Array) => void;
  /** Called before each message; throws to refuse it. */
  admit: () => void;
  /** Called after each refused message has been answered. */
  refused: (problem: Problem) => void;
  metrics: LinkMetrics;
  log: Logger;
};

/**
 * The one way in for messages from a socket: admitted, checked against their schema, handled, answered. Nothing that
 * a peer sends, and no failure of a handler, gets past it.
 */
export function dispatch<S extends Schemas>(options: Dispatch<S>): void {
  options.socket.onAny((event: string, ...args: unknown[]) => {
    receive(options, event, args).catch((error: unknown) => {
      options.log.error({ err: error, event }, 'a message could not be answered');
    });
  });
}

async function receive<S extends Schemas>(
  options: Dispatch<S>,
  event: string,
  args: unknown[],
): Promise<void> {
  const last = args.at(-1);
  const reply = typeof last === 'function' ? last : () => {};
  const payloads = typeof last === 'function' ? args.slice(0, -1) : args;
  try {
    options.admit();
    const value = await handle(options, event, payloads);
    reply({ ok: true, value });
  } catch (error) {
    const problem = problemOf(explainStorageError(error));
    note(options, event, problem, error);
    reply({ ok: false, error: problem });
    options.refused(problem);
  }
}

function note<S extends Schemas>(
  { metrics, log }: Dispatch<S>,
  event: string,
  problem: Problem,
  error: unknown,
): void {
  metrics.refused(problem.code);
  if (problem.code === 'internal') {
    metrics.failed();
    log.error({ err: error, event }, 'a message could not be handled');
  } else {
    log.debug({ event, problem }, 'a message was refused');
  }
}

/** Calls the handler before it returns, so that messages are handled in the order they came. */
function handle<S extends Schemas>(options: Dispatch<S>, event: string, payloads: unknown[]): unknown {
  const [payload, ...extra] = payloads;
  if (extra.length > 0) throw new DroverError('invalid_payload', 'expected one payload');
  if (event === FRAME_EVENT) return takeFrame(options, expectBytes(payload));
  const schema = Object.hasOwn(options.schemas, event) ? options.schemas[event] : undefined;
  const handler = options.handlers[event];
  if (!schema || !handler) throw new DroverError('unknown_event', 'There is no such event.');
  const parsed = schema.safeParse(payload);
  if (!parsed.success) throw new DroverError('invalid_payload', describeIssue(parsed.error));
  return handler(parsed.data as z.infer<S[typeof event]>);
}

function takeFrame<S extends Schemas>({ frame, metrics }: Dispatch<S>, bytes: Uint8Array): void {
  metrics.relayed(bytes.length);
  frame(bytes);
}

function expectBytes(payload: unknown): Uint8Array {
  if (payload instanceof Uint8Array) return payload;
  throw new DroverError('invalid_payload', 'expected the bytes of a frame');
}
