#!/usr/bin/env node
/**
 * An agent that keeps its conversations in files, for tests:
 * `diary-agent.mjs [--begin <id> | --resume <id> | --newest] [--model <name>] [--] [prompt]`.
 * It says what it does, and writes down what it is told, a line each, in `~/.diary/<id>.jsonl`.
 */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    begin: { type: 'string' },
    resume: { type: 'string' },
    newest: { type: 'boolean' },
    model: { type: 'string' },
  },
  allowPositionals: true,
});

const folder = join(homedir(), '.diary');
const fileOf = (id) => join(folder, `${id}.jsonl`);
const cwd = process.cwd();

function newest() {
  const own = readdirSync(folder).filter((name) =>
    readFileSync(join(folder, name), 'utf8').includes(`"${cwd}"`),
  );
  const [name] = own.sort((a, b) => statSync(join(folder, b)).mtimeMs - statSync(join(folder, a)).mtimeMs);
  return name?.replace('.jsonl', '');
}

mkdirSync(folder, { recursive: true });
const resumed = values.resume ?? (values.newest ? newest() : undefined);
const id = resumed ?? values.begin;

function note(text) {
  const record = { type: 'user', cwd, timestamp: new Date().toISOString(), text };
  appendFileSync(fileOf(id), `${JSON.stringify(record)}\n`);
  console.log(`Noted: ${text}`);
}

console.log(
  resumed
    ? `Going on with ${readFileSync(fileOf(id), 'utf8').split('"text":"')[1]?.split('"')[0]}`
    : 'A new page',
);
console.log(`Model ${values.model ?? 'of its own'}`);
const prompt = positionals.join(' ').trim();
if (prompt) note(prompt);
for await (const line of createInterface({ input: process.stdin })) if (line.trim()) note(line.trim());
