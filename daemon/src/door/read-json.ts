import type { IncomingMessage } from 'node:http';
import type { Json } from '@drover/profiles';
import { Refusal } from './refusal.ts';

const MAX_BYTES = 4 * 1024 * 1024;
/** Far deeper than any hook; what walks through it need not fear for its stack. */
const MAX_DEPTH = 64;

/** The body of a request. Throws a `Refusal` for what is no JSON, too large or too deep. */
export async function readJson(request: IncomingMessage): Promise<Json> {
  const { headers } = request;
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw new Refusal(415, 'Only application/json is taken.');
  if (headers['content-encoding'] !== undefined) throw new Refusal(415, 'It must not be compressed.');
  if (Number(headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge();
  return parse((await readBytes(request)).toString('utf8'));
}

const tooLarge = () => new Refusal(413, `It must be at most ${MAX_BYTES} bytes.`);

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(text: string): Json {
  if (depthOf(text) > MAX_DEPTH) throw new Refusal(400, `It must be at most ${MAX_DEPTH} deep.`);
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Refusal(400, 'It is no JSON.');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** How deep the brackets of a JSON text go; those within strings do not count. One pass, whatever is in it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isInString = !isInString;
    else if (isInString) at += code === BACKSLASH ? 1 : 0;
    else if (OPENING.has(code)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.has(code)) depth--;
  }
  return deepest;
}
