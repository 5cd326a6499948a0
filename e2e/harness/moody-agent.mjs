#!/usr/bin/env node
/**
 * An agent of no known make, for tests: `moody-agent.mjs [--signals <url>] [mood]`. A line that is typed puts it into a mood:
 * `idle`, `work`, `hang`, `permission`, `question`, `plan`, `login`, `limit`. `ask <command>` asks for leave by its hook and
 * on its screen, and takes the first answer. An empty line makes it idle, or allows what it asks for; `no` denies.
 */
import { parseArgs } from 'node:util';

const SPIN_EVERY_MS = 200;

const { values, positionals } = parseArgs({
  options: { signals: { type: 'string' } },
  allowPositionals: true,
});

const SCREENS = {
  idle: ['What next?'],
  hang: ['* Thinking'],
  permission: ['Tool: shell', 'Command: npm test', 'May I? [yes/no]'],
  question: ['Question: Which colour shall the button have?', '[1] red  [2] blue'],
  plan: ['My plan:', '1. Read the code', '2. Change it', 'Shall I follow the plan? [yes/no]'],
  login: ['You are not signed in.', 'Open https://agent.example/login in a browser.'],
  limit: ['You have reached your limit.', 'It resets at 18:00.'],
};

let spinner;
let asking;

function show(...lines) {
  clearInterval(spinner);
  process.stdout.write(`\x1b[2J\x1b[H${lines.join('\r\n')}\r\n> `);
}

function work() {
  const begun = Date.now();
  const spin = () => show(`* Thinking for ${Math.round((Date.now() - begun) / 1_000)} s`);
  spin();
  spinner = setInterval(spin, SPIN_EVERY_MS);
}

/** The hook is held until somebody answers in the dashboard, or is left when it is answered here. */
async function ask(command) {
  show('Tool: shell', `Command: ${command}`, 'May I? [yes/no]');
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await fetch(`${values.signals}/hook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'wants', tool: 'shell', input: { command } }),
      signal,
    });
    const { verdict } = await answer.json();
    if (verdict) finish(`${verdict} from the dashboard`);
  } catch {
    // Answered here, or nobody listens: the question stays on the screen.
  }
}

function finish(words) {
  asking = undefined;
  show(words, 'What next?');
}

function take(line) {
  if (asking) {
    asking.abort();
    finish(line === 'no' ? 'denied here' : 'allowed here');
  } else if (line === 'work') work();
  else if (line.startsWith('ask ')) void ask(line.slice('ask '.length));
  else show(...(SCREENS[line] ?? SCREENS.idle));
}

process.stdin.setEncoding('utf8');
let typed = '';
process.stdin.on('data', (text) => {
  const lines = (typed + text).split('\n');
  typed = lines.pop() ?? '';
  for (const line of lines) take(line.trim());
});
process.stdin.on('end', () => process.exit(0));
take(positionals[0] ?? 'idle');
