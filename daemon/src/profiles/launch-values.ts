import type { PlaceholderValues } from '@drover/profiles';

/** What the placeholders of a profile stand for in one session. */
export type LaunchValues = {
  sessionId: string;
  /** Where the session runs; absolute and resolved. */
  directory: string;
  /** The first thing said to the agent; null for none. */
  prompt: string | null;
  /** Null for the tool's own choice. */
  model: string | null;
  /** Folder with the session's own files; absolute. */
  sessionFiles: string;
  /** Where the session's hooks are told, on the loopback interface; null where nobody listens. */
  signalsUrl: string | null;
  /** Folder with Drover's scripts for shells; absolute. */
  shellIntegration: string;
};

/** Of what is null or empty there is no value. */
export function launchValues(values: LaunchValues, conversationId: string | null): PlaceholderValues {
  const { sessionId, directory, prompt, model, sessionFiles, signalsUrl, shellIntegration } = values;
  const all = {
    ...{ sessionId, directory, prompt, model, conversationId },
    ...{ sessionFiles, signalsUrl, shellIntegration },
  };
  const present = Object.entries(all).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ...Object.fromEntries(present), quoted: () => quoted(directory) };
}

/** As JSON and TOML read it. Only TOML wants DEL escaped. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll('\x7f', '\\u007f');
