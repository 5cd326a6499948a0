import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Question, Reply, Script, SseEvent } from './question.ts';

/** Wire format of https://platform.openai.com/docs/api-reference/chat, as far as OpenCode uses it. */
const Content = z.union([
  z.string(),
  z
    .array(z.object({ text: z.string().optional() }))
    .transform((parts) => parts.map(({ text }) => text ?? '').join('')),
]);

const Message = z.object({ role: z.string(), content: Content.nullish() });

const ChatBody = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  messages: z.array(Message),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]),
  response_format: z
    .object({ json_schema: z.object({ schema: z.unknown().optional() }).optional() })
    .optional(),
});

/** Null when the path is none of this API. Throws on a body that is not of this format. */
export function answerChat(path: string, body: unknown, script: Script): Answer | null {
  if (path !== '/v1/chat/completions') return null;
  const { stream, ...parsed } = ChatBody.parse(body);
  const question = questionOf(parsed);
  const reply = script(question);
  const head = { id: `chatcmpl_${randomUUID()}`, model: question.model };
  return stream
    ? { question, events: chatEvents({ ...head, object: 'chat.completion.chunk' }, reply) }
    : { question, json: completionOf({ ...head, object: 'chat.completion' }, reply) };
}

function questionOf(body: Omit<z.infer<typeof ChatBody>, 'stream'>): Question {
  const { model, messages, tools, response_format } = body;
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  const texts = (from: number, to: number, wanted: string) =>
    messages
      .slice(from, to)
      .filter(({ role }) => role === wanted)
      .map(({ content }) => content ?? '');
  return {
    api: 'openai',
    model,
    prompt: messages[asked]?.content ?? '',
    earlier: texts(0, Math.max(asked, 0), 'user'),
    toolResults: texts(asked + 1, messages.length, 'tool'),
    tools: tools.map((tool) => tool.function.name),
    schema: response_format?.json_schema?.schema,
  };
}

type Head = { id: string; model: string; object: string };

function completionOf(head: Head, reply: Reply) {
  const calls = callsOf(reply);
  const message = {
    role: 'assistant',
    content: reply.text,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  return {
    ...head,
    choices: [{ index: 0, message, finish_reason: finishReason(reply) }],
    usage: usageOf(reply),
  };
}

function* chatEvents(head: Head, reply: Reply): Generator<SseEvent> {
  const chunk = (delta: object, reason: string | null = null): SseEvent => ({
    data: { ...head, choices: [{ index: 0, delta, finish_reason: reason }] },
  });
  yield chunk({ role: 'assistant', content: reply.text });
  const calls = callsOf(reply).map((call, index) => ({ ...call, index }));
  if (calls.length > 0) yield chunk({ tool_calls: calls });
  yield chunk({}, finishReason(reply));
  yield { data: { ...head, choices: [], usage: usageOf(reply) } };
}

const finishReason = ({ toolCall }: Reply) => (toolCall ? 'tool_calls' : 'stop');

function callsOf({ toolCall }: Reply) {
  if (!toolCall) return [];
  const { name, input } = toolCall;
  return [
    { id: `call_${randomUUID()}`, type: 'function', function: { name, arguments: JSON.stringify(input) } },
  ];
}

const usageOf = ({ usage: { input, output } }: Reply) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
});
