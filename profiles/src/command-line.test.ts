import { describe, expect, it } from 'vitest';
import { commandLine, expandCommandLine, takes } from './command-line.ts';

type Kind = Parameters<typeof commandLine>[0];

/** What is said about a command, each with its place. */
function complaintsAbout(kind: Kind, command: unknown): string[] {
  const issues = commandLine(kind).safeParse(command).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a command', () => {
  it.each<[Kind, unknown]>([
    ['new', ['{binary}']],
    ['new', ['{binary}', ['--model', '{model}'], ['--id', '{conversationId}'], ['--', '{prompt} ']]],
    ['new', ['{binary}', ['--say={prompt}']]],
    ['new', ['{binary}', ['-m{prompt}']]],
    ['new', ['{binary}', '--', ['{prompt}']]],
    ['new', ['{binary}', '-c', 'trust={{{quoted:directory}=true}}', ['--hook={signalsUrl}/hook']]],
    ['resumeNewest', ['{binary}', '--continue']],
    [
      'resume',
      ['{binary}', '--resume={conversationId}', '{sessionFiles}', '{sessionId}', '{shellIntegration}'],
    ],
  ])('%s: %j is taken', (kind, command) => {
    expect(complaintsAbout(kind, command)).toEqual([]);
  });

  it.each([
    [
      ['{binary}', '--model', '{model}'],
      '2: {model} may have no value; write ["{model}"], a list of its own',
    ],
    [['{binary}', '--id={conversationId}'], '1: {conversationId} may have no value; write ["--id='],
    [
      ['{binary}', ['{model}', '--', '{prompt}']],
      '1: holds {prompt} and {model}; give each a list of its own',
    ],
    [['{binary}', []], '1: must be a list of 1 to 16 texts such as ["--model", "{model}"]'],
    [['{binary}', ['a', ['b']]], '1: must be a list of 1 to 16 texts'],
    [['{binary}', 5], '1: must be text such as "--verbose", or a list of texts'],
    [[['{binary}']], '0: the first argument must be "{binary}"'],
    [['{binary}', ['{binary}']], '1.0: unknown placeholder {binary}; known here: {prompt}, {directory},'],
    [['{binary}', '{quoted:prompt}'], '1: {quoted:prompt} must be written {quoted:directory}'],
    [['{binary}', ['a', '{promt}']], '1.1: unknown placeholder {promt}'],
  ])('[B63] such as %j is refused', (command, expected) => {
    expect(complaintsAbout('new', command)).toEqual([expect.stringContaining(expected)]);
  });

  it.each([
    [['{binary}', ['-i', '{prompt}']], '1.1: a prompt that begins with "-" would be an option here'],
    [['{binary}', ['{prompt}']], '1.0: a prompt that begins'],
    [['{binary}', ['--{prompt}']], '1.0: a prompt that begins'],
    [['{binary}', ['-{prompt}', '--']], '1.0: a prompt that begins'],
    [['{binary}', ['{prompt}', '--']], '1.0: a prompt that begins'],
    [['{binary}', ['{prompt}'], '--'], '1.0: a prompt that begins'],
    [['{binary}', ['--', '{model}'], ['{prompt}']], '2.0: a prompt that begins'],
    [['{binary}', ['--', '{prompt}{prompt}']], '1.1: {prompt} can stand in a command once only'],
    [['{binary}', ['-a={prompt}'], ['-b={prompt}']], '2.0: {prompt} can stand in a command once only'],
  ])('[B16] that hands over the prompt as in %j is refused', (command, expected) => {
    expect(complaintsAbout('new', command)).toEqual([expect.stringContaining(expected)]);
  });

  it.each<[Kind, unknown, string]>([
    ['resume', ['{binary}', '-r'], ': must hold {conversationId}, the conversation to go on with'],
    ['resume', ['{binary}', '{conversationId}', '{conversationId}'], '2: {conversationId} can stand in'],
    ['resumeNewest', ['{binary}', '{conversationId}'], '1: {conversationId} is not known here'],
  ])('to resume that says the conversation wrongly is refused: %s %j', (kind, command, expected) => {
    expect(complaintsAbout(kind, command)).toEqual([expect.stringContaining(expected)]);
  });
});

describe('the arguments of a command', () => {
  const command = ['{binary}', '-q', ['--model', '{model}'], '{{{directory}}}', ['--', '{prompt}']];

  it('lack the lists whose placeholders have no value', () => {
    expect(expandCommandLine(command, { directory: '/d' })).toEqual(['-q', '{/d}']);
    expect(expandCommandLine(command, { directory: '/d', model: 'm' })).toEqual([
      '-q',
      '--model',
      'm',
      '{/d}',
    ]);
  });

  it('are not read for placeholders again', () => {
    const values = { directory: '{model}', model: '{prompt}', prompt: '{{directory}}' };
    expect(expandCommandLine(command, values)).toEqual([
      ...['-q', '--model', '{prompt}', '{{model}}', '--', '{{directory}}'],
    ]);
  });

  it('are none when a value outside of a list is absent', () => {
    expect(expandCommandLine(['{binary}', '--resume', '{conversationId}'], {})).toBeUndefined();
  });

  it('tell what they take', () => {
    expect(takes(command, 'prompt')).toBe(true);
    expect(takes(command, 'conversationId')).toBe(false);
  });
});
