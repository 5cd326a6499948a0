import { z } from 'zod';
import type { Answer, Question, Reply, Script } from './question.ts';
import { USAGE } from './script.ts';

/** Wire format of https://ai.google.dev/api/generate-content, as far as Gemini CLI uses it. */
const Part = z.object({
  text: z.string().optional(),
  functionResponse: z
    .object({ response: z.record(z.string(), z.unknown().optional()).optional() })
    .optional(),
});
type Part = z.infer<typeof Part>;

const GenerateBody = z.object({
  contents: z.array(z.object({ role: z.string().optional(), parts: z.array(Part).default([]) })).default([]),
  tools: z
    .array(z.object({ functionDeclarations: z.array(z.object({ name: z.string() })).default([]) }))
    .default([]),
  generationConfig: z
    .object({ responseJsonSchema: z.unknown().optional(), responseSchema: z.unknown().optional() })
    .optional(),
});
type GenerateBody = z.infer<typeof GenerateBody>;

const PATH = /\/models\/(?<model>[^/:]+):(?<verb>generateContent|streamGenerateContent|countTokens)$/;

/** Null when the path is none of this API. Throws on a body that is not of this format. */
export function answerGemini(path: string, body: unknown, script: Script): Answer | null {
  const { model, verb } = PATH.exec(path)?.groups ?? {};
  if (model === undefined) return null;
  if (verb === 'countTokens') return { json: { totalTokens: USAGE.input } };
  const question = questionOf(model, GenerateBody.parse(body));
  const json = generated(model, script(question));
  return verb === 'generateContent' ? { question, json } : { question, events: [{ data: json }] };
}

function questionOf(model: string, { contents, tools, generationConfig }: GenerateBody): Question {
  const parts = contents.filter(({ role }) => role !== 'model').flatMap((content) => content.parts);
  const asked = parts.findLastIndex(({ text }) => text !== undefined);
  return {
    api: 'gemini',
    model,
    prompt: parts[asked]?.text ?? '',
    earlier: parts.slice(0, Math.max(asked, 0)).flatMap(({ text }) => text ?? []),
    toolResults: parts.slice(asked + 1).flatMap(resultText),
    tools: tools.flatMap(({ functionDeclarations }) => functionDeclarations.map(({ name }) => name)),
    schema: generationConfig?.responseJsonSchema ?? generationConfig?.responseSchema,
  };
}

function resultText({ functionResponse }: Part): string[] {
  return functionResponse ? [String(functionResponse.response?.output ?? '')] : [];
}

/** The answer in one piece; also the only event of its stream. */
function generated(model: string, { text, toolCall, usage }: Reply) {
  const call = toolCall ? [{ functionCall: { name: toolCall.name, args: toolCall.input } }] : [];
  return {
    candidates: [{ index: 0, finishReason: 'STOP', content: { role: 'model', parts: [{ text }, ...call] } }],
    usageMetadata: {
      promptTokenCount: usage.input,
      candidatesTokenCount: usage.output,
      totalTokenCount: usage.input + usage.output,
    },
    modelVersion: model,
  };
}
