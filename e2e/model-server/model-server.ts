import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { answerAnthropic } from './anthropic.ts';
import { answerGemini } from './gemini.ts';
import { answerChat } from './openai-chat.ts';
import { answerResponses } from './openai-responses.ts';
import type { Answer, Question, Script, SseEvent } from './question.ts';
import { echo } from './script.ts';

/** One request, as it came; `question` where it was put to the model. */
export type ModelRequest = { method: string; path: string; status: number; question?: Question };

export type ModelServer = AsyncDisposable & {
  /** `http://127.0.0.1:<port>`, for ANTHROPIC_BASE_URL and GOOGLE_GEMINI_BASE_URL; with `/v1` for those of OpenAI's. */
  url: string;
  /** Those answered, oldest first; grows while the server runs. */
  requests: readonly ModelRequest[];
};

/**
 * A model on loopback that speaks the wire formats of the agent CLIs and answers by a script.
 * What it does not know is answered 404, and is among `requests` too.
 */
export async function startModelServer(script: Script = echo): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = '' } = request;
    const path = new URL(request.url ?? '', 'http://model').pathname;
    const { status, answer } = await answerTo(request, path, script);
    const { question } = answer;
    requests.push({ method, path, status, ...(question && { question }) });
    send(response, status, answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const APIS = [answerAnthropic, answerGemini, answerResponses, answerChat];

async function answerTo(
  request: IncomingMessage,
  path: string,
  script: Script,
): Promise<{ status: number; answer: Answer }> {
  try {
    if (request.method === 'HEAD') return { status: 200, answer: { json: {} } };
    const body = request.method === 'POST' ? await json(request) : undefined;
    const [answer] = APIS.flatMap((api) => api(path, body, script) ?? []);
    return answer
      ? { status: 200, answer }
      : { status: 404, answer: failure('not_found_error', `no ${path} here`) };
  } catch (error) {
    return { status: 400, answer: failure('invalid_request_error', String(error)) };
  }
}

const failure = (type: string, message: string): Answer => ({
  json: { type: 'error', error: { type, message } },
});

function send(response: ServerResponse, status: number, answer: Answer): void {
  const streamed = 'events' in answer;
  response.writeHead(status, { 'content-type': streamed ? 'text/event-stream' : 'application/json' });
  response.end(streamed ? [...answer.events].map(eventText).join('') : JSON.stringify(answer.json));
}

const eventText = ({ event, data }: SseEvent): string =>
  `${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`;
