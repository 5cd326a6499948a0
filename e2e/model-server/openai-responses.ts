import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Question, Reply, Script, SseEvent } from './question.ts';

/** Wire format of https://platform.openai.com/docs/api-reference/responses, as far as Codex uses it. */
const Content = z.union([
  z.string(),
  z.array(z.object({ text: z.string().optional() })).transform((parts) => textOf(parts)),
]);

const Item = z.object({
  type: z.string().optional(),
  role: z.string().optional(),
  content: Content.nullish(),
  output: Content.optional(),
});
type Item = z.infer<typeof Item>;

const ResponsesBody = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  input: z.union([z.string().transform((content): Item[] => [{ role: 'user', content }]), z.array(Item)]),
  tools: z.array(z.object({ name: z.string().optional() })).default([]),
  text: z.object({ format: z.object({ schema: z.unknown().optional() }).optional() }).optional(),
});

/** Null when the path is none of this API. Throws on a body that is not of this format. */
export function answerResponses(path: string, body: unknown, script: Script): Answer | null {
  if (path !== '/v1/responses') return null;
  const { stream, ...parsed } = ResponsesBody.parse(body);
  const question = questionOf(parsed);
  const response = responseOf(question.model, script(question));
  return stream ? { question, events: responseEvents(response) } : { question, json: response };
}

function questionOf({ model, input, tools, text }: Omit<z.infer<typeof ResponsesBody>, 'stream'>): Question {
  const asked = input.findLastIndex(isWrittenByPerson);
  return {
    api: 'openai',
    model,
    prompt: input[asked]?.content ?? '',
    earlier: input
      .slice(0, Math.max(asked, 0))
      .filter(isWrittenByPerson)
      .map(({ content }) => content ?? ''),
    toolResults: input.slice(asked + 1).flatMap(({ output }) => output ?? []),
    tools: tools.flatMap(({ name }) => name ?? []),
    schema: text?.format?.schema,
  };
}

/** The CLI puts its own notes in tags, as messages of the person. */
const isWrittenByPerson = ({ role, content }: Item) =>
  role === 'user' && Boolean(content) && !content?.trimStart().startsWith('<');

const textOf = (parts: { text?: string | undefined }[]): string =>
  parts.map(({ text }) => text ?? '').join('');

type Response = ReturnType<typeof responseOf>;

function responseOf(model: string, reply: Reply) {
  const { input, output } = reply.usage;
  return {
    id: `resp_${randomUUID()}`,
    object: 'response',
    model,
    status: 'completed',
    output: itemsOf(reply),
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + output,
    },
  };
}

function itemsOf({ text, toolCall }: Reply) {
  const id = randomUUID();
  const content = [{ type: 'output_text', text, annotations: [] }];
  const message = { type: 'message', id: `msg_${id}`, role: 'assistant', status: 'completed', content };
  if (!toolCall) return [message];
  const { name, input } = toolCall;
  const call = { type: 'function_call', id: `fc_${id}`, call_id: `call_${id}`, status: 'completed' };
  return [message, { ...call, name, arguments: JSON.stringify(input) }];
}

/** The answer as a stream; each item comes whole, which is all that the CLI waits for. */
function* responseEvents(response: Response): Generator<SseEvent> {
  yield named({ type: 'response.created', response: { ...response, status: 'in_progress', output: [] } });
  for (const [index, item] of response.output.entries()) {
    yield named({ type: 'response.output_item.added', output_index: index, item });
    yield named({ type: 'response.output_item.done', output_index: index, item });
  }
  yield named({ type: 'response.completed', response });
}

const named = (data: { type: string } & Record<string, unknown>): SseEvent => ({ event: data.type, data });
