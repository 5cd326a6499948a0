/** What an agent CLI asks of the model, whatever its wire format. */
export type Question = {
  api: 'anthropic' | 'gemini' | 'openai';
  model: string;
  /** What the person said last. */
  prompt: string;
  /** What the person said before that in this conversation, oldest first. */
  earlier: string[];
  /** What the tools answered since, oldest first. */
  toolResults: string[];
  /** Names of the tools that the model may call; none in the CLI's background calls (titles, routing). */
  tools: string[];
  /** JSON schema that the answer must follow; undefined for free text. */
  schema: unknown;
};

/** What the model answers. */
export type Reply = {
  text: string;
  toolCall?: { name: string; input: Record<string, unknown> };
  usage: Usage;
};

/** Tokens; none of the prompt comes from a cache. */
export type Usage = { input: number; output: number };

/** Decides an answer. Must be a pure function, so that a repeated request is answered alike. */
export type Script = (question: Question) => Reply;

/** How a request is answered: as JSON, or as a stream of events. `question` where it was put to the model. */
export type Answer = { question?: Question } & ({ json: unknown } | { events: Iterable<SseEvent> });

export type SseEvent = { event?: string; data: unknown };
