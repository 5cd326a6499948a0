import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Question, Reply, Script, SseEvent } from './question.ts';
import { USAGE } from './script.ts';

/** Wire format of https://docs.claude.com/en/api/messages, as far as Claude Code uses it. */
const Block = z.object({ type: z.string(), text: z.string().optional(), content: z.unknown().optional() });
const Content = z.union([
  z.string().transform((text) => [{ type: 'text', text, content: null }]),
  z.array(Block),
]);

const MessagesBody = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  messages: z.array(z.object({ role: z.string(), content: Content })),
  tools: z.array(z.object({ name: z.string() })).default([]),
  output_config: z.object({ format: z.object({ schema: z.unknown().optional() }).optional() }).optional(),
});
type MessagesBody = z.infer<typeof MessagesBody>;
type Block = z.infer<typeof Block>;

/** Null when the path is none of this API. Throws on a body that is not of this format. */
export function answerAnthropic(path: string, body: unknown, script: Script): Answer | null {
  if (path === '/v1/messages/count_tokens') return { json: { input_tokens: USAGE.input } };
  if (path !== '/v1/messages') return null;
  const { stream, ...parsed } = MessagesBody.parse(body);
  const question = questionOf(parsed);
  const reply = script(question);
  const id = randomUUID();
  if (stream) return { question, events: messageEvents(id, question.model, reply) };
  return { question, json: messageOf(id, question.model, reply) };
}

function questionOf({ model, messages, tools, output_config }: Omit<MessagesBody, 'stream'>): Question {
  const blocks = messages.filter(({ role }) => role === 'user').flatMap(({ content }) => content);
  const asked = blocks.findLastIndex(isWrittenByPerson);
  return {
    api: 'anthropic',
    model,
    prompt: blocks[asked]?.text ?? '',
    earlier: blocks
      .slice(0, Math.max(asked, 0))
      .filter(isWrittenByPerson)
      .map(({ text }) => text ?? ''),
    toolResults: blocks
      .slice(asked + 1)
      .filter(({ type }) => type === 'tool_result')
      .map(resultText),
    tools: tools.map(({ name }) => name),
    schema: output_config?.format?.schema,
  };
}

/** The CLI puts its own notes in tags beside what the person wrote. */
const isWrittenByPerson = ({ type, text }: Block) => type === 'text' && !text?.trimStart().startsWith('<');

function resultText({ content }: Block): string {
  const parsed = Content.safeParse(content);
  return parsed.success ? parsed.data.map(({ text }) => text ?? '').join('') : '';
}

/** The answer in one piece. */
function messageOf(id: string, model: string, reply: Reply) {
  return {
    ...headOf(id, model),
    content: blocksOf(id, reply).map(({ start, content }) => ({ ...start, ...content })),
    stop_reason: stopReason(reply),
    usage: { input_tokens: reply.usage.input, output_tokens: reply.usage.output },
  };
}

/** The answer as a stream. */
function* messageEvents(id: string, model: string, reply: Reply): Generator<SseEvent> {
  const usage = { input_tokens: reply.usage.input, output_tokens: 0 };
  const message = { ...headOf(id, model), content: [], stop_reason: null, usage };
  yield named({ type: 'message_start', message });
  for (const [index, { start, delta }] of blocksOf(id, reply).entries()) {
    yield named({ type: 'content_block_start', index, content_block: start });
    yield named({ type: 'content_block_delta', index, delta });
    yield named({ type: 'content_block_stop', index });
  }
  const end = { stop_reason: stopReason(reply), stop_sequence: null };
  yield named({ type: 'message_delta', delta: end, usage: { output_tokens: reply.usage.output } });
  yield named({ type: 'message_stop' });
}

const headOf = (id: string, model: string) => ({
  id: `msg_${id}`,
  type: 'message',
  role: 'assistant',
  model,
});

const stopReason = ({ toolCall }: Reply) => (toolCall ? 'tool_use' : 'end_turn');

const named = (data: { type: string } & Record<string, unknown>): SseEvent => ({ event: data.type, data });

/** Each block as it begins, what one delta adds to it, and the same as finished content. */
function blocksOf(id: string, { text, toolCall }: Reply) {
  const textBlock = {
    start: { type: 'text', text: '' },
    delta: { type: 'text_delta', text },
    content: { text },
  };
  if (!toolCall) return [textBlock];
  const toolBlock = {
    start: { type: 'tool_use', id: `toolu_${id}`, name: toolCall.name, input: {} },
    delta: { type: 'input_json_delta', partial_json: JSON.stringify(toolCall.input) },
    content: { input: toolCall.input },
  };
  return [textBlock, toolBlock];
}
