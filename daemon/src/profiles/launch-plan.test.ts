import { spawnSync } from 'node:child_process';
import { Profile } from '@drover/profiles';
import { describe, expect, it } from 'vitest';
import { type LaunchRequest, planLaunch } from './launch-plan.ts';

/** A program that prints the arguments it got as JSON. */
const ECHO = ['{binary}', '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--'];

const profileWith = (fields: Partial<Profile>): Profile =>
  Profile.parse({
    name: 'tool',
    displayName: 'Tool',
    color: '#112233',
    binary: process.execPath,
    commands: { new: [...ECHO, ['{directory}', '--say={prompt}']] },
    ...fields,
  });

const plan = (
  fields: Partial<Profile>,
  prompt: string | null = null,
  hostEnv: Record<string, string> = {},
  wishes: Partial<LaunchRequest> = {},
) =>
  planLaunch({
    profile: profileWith(fields),
    sessionId: 'session-1',
    directory: '/projects/one',
    prompt,
    model: null,
    conversation: { kind: 'new', conversationId: null },
    sessionFiles: '/state/session-1/files',
    signalsUrl: null,
    shellIntegration: '/drover/shell',
    hostEnv,
    home: '/home/me',
    ...wishes,
  });

describe('the arguments of a launch', () => {
  it('are those of the plain command without a prompt', () => {
    expect(plan({}).argv).toEqual([process.execPath, ...ECHO.slice(1)]);
    expect(plan({}, '').argv).toEqual(plan({}, null).argv);
  });

  it.each([
    '$(id) `id` ; rm -rf ~; \' " \\',
    '{directory} {prompt} {binary} {agent_id} {{}}',
    '$& $1 $$ %s',
    '--dangerous -x',
    'two\nlines\tand a tab',
    'ünïcödé 🦊',
    '\n'.repeat(16_384),
  ])('[B16] hand the prompt %.60j to the program as it is, as one argument', (prompt) => {
    const [binary, ...args] = plan({}, prompt).argv;
    const { stdout } = spawnSync(binary, args, { encoding: 'utf8', shell: false });
    expect(JSON.parse(stdout)).toEqual(['/projects/one', `--say=${prompt}`]);
  });

  it('hold the directory in quotes that it cannot leave', () => {
    const directory = '/a"}, {"b\\\n\x7f';
    const commands = { new: ['{binary}', 'trust={{{quoted:directory}=true}}'] };
    expect(plan({ commands }, null, {}, { directory }).argv[1]).toBe(
      'trust={"/a\\"}, {\\"b\\\\\\n\\u007f"=true}',
    );
  });

  it('refuse a prompt where the profile takes none', () => {
    expect(() => plan({ commands: { new: ECHO } }, 'hello')).toThrow(
      'Tool takes no first prompt; leave it empty.',
    );
  });
});

describe('the conversation of a launch', () => {
  const commands: Profile['commands'] = {
    new: ['{binary}', ['--id', '{conversationId}'], ['--model', '{model}']],
    resumeNewest: ['{binary}', '--continue', ['--', '{prompt}']],
    resume: ['{binary}', '--resume', '{conversationId}'],
  };
  const argsOf = (kind: LaunchRequest['conversation']['kind'], wishes: Partial<LaunchRequest> = {}) =>
    plan({ commands }, null, {}, { conversation: { kind, conversationId: 'c-1' }, ...wishes }).argv.slice(1);

  it('decides the command', () => {
    expect(argsOf('new', { model: 'fast' })).toEqual(['--id', 'c-1', '--model', 'fast']);
    expect(argsOf('newest', { prompt: 'go on' })).toEqual(['--continue', '--', 'go on']);
    expect(argsOf('resume')).toEqual(['--resume', 'c-1']);
  });

  it.each<[string, LaunchRequest['conversation']['kind'], Partial<LaunchRequest>, string]>([
    [
      'a prompt',
      'resume',
      { prompt: 'x' },
      'Tool takes no first prompt when it resumes a conversation; leave',
    ],
    [
      'a model',
      'resume',
      { model: 'x' },
      'Tool lets no model be chosen when it resumes a conversation; leave',
    ],
    [
      'none',
      'resume',
      { conversation: { kind: 'resume', conversationId: null } },
      'Tool cannot resume a conversation that is not given.',
    ],
  ])('is refused with %s that the profile does not take', (_what, kind, wishes, expected) => {
    expect(() => argsOf(kind, wishes)).toThrow(expect.objectContaining({ code: 'invalid_body' }));
    expect(() => argsOf(kind, wishes)).toThrow(expected);
  });

  it.each<[LaunchRequest['conversation']['kind'], string]>([
    ['newest', 'Tool cannot resume the newest conversation; start a new one.'],
    ['resume', 'Tool cannot resume a given conversation; start a new one.'],
  ])('%s is refused by a profile without the command', (kind, expected) => {
    const conversation = { kind, conversationId: 'c-1' };
    expect(() => plan({ commands: { new: ECHO } }, null, {}, { conversation })).toThrow(expected);
  });
});

describe('the environment of a launch', () => {
  const hostEnv = {
    PATH: '/usr/bin',
    HOME: '/elsewhere',
    LC_TIME: 'de_DE.UTF-8',
    XDG_RUNTIME_DIR: '/run/user/1',
    TERM: 'dumb',
    NO_COLOR: '1',
    TOOL_KEY: 'k',
    TOOLBOX: 'b',
    UNRELATED_SECRET: 's',
    LD_PRELOAD: '/x.so',
    NODE_OPTIONS: '--inspect',
    DROVER_TOKEN: 'hub credential',
    DROVER_SESSION_ID: 'of another session',
    HOST_TOKEN: 'hub credential',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=x',
  };

  it('[B59] holds what is allowed or named, and nothing else of the host', () => {
    const { env } = plan({ passEnv: ['TOOL_*', 'ABSENT'], env: { FIXED: 'f' } }, null, hostEnv);
    expect(env).toEqual({
      PATH: '/usr/bin',
      HOME: '/home/me',
      LC_TIME: 'de_DE.UTF-8',
      XDG_RUNTIME_DIR: '/run/user/1',
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      TOOL_KEY: 'k',
      FIXED: 'f',
      DROVER_SESSION_ID: 'session-1',
    });
  });

  it.each(['D*', 'H*', 'L*', 'N*', 'O*'])(
    '[B59] never holds credentials or loaders, not even by the pattern %s',
    (pattern) => {
      const { env } = plan({ passEnv: [pattern] }, null, hostEnv);
      expect(Object.values(env)).not.toContain('hub credential');
      expect(env).not.toHaveProperty('OTEL_EXPORTER_OTLP_HEADERS');
      expect(env).not.toHaveProperty('LD_PRELOAD');
      expect(env).not.toHaveProperty('NODE_OPTIONS');
      expect(env.DROVER_SESSION_ID).toBe('session-1');
    },
  );

  it('holds variables of the session, without those for which there is no value', () => {
    const variables = { A: '{sessionFiles}/x', B: '{signalsUrl}', C: '{{{directory}}}' };
    const { env } = plan({ env: variables }, null, {});
    expect(env).toMatchObject({ A: '/state/session-1/files/x', C: '{/projects/one}' });
    expect(env).not.toHaveProperty('B');
  });

  it('holds a dangerous variable that the profile allows', () => {
    const { env } = plan({ passEnv: ['NODE_OPTIONS'], allowDangerousEnv: ['NODE_OPTIONS'] }, null, hostEnv);
    expect(env.NODE_OPTIONS).toBe('--inspect');
  });
});

describe('the seeds of a launch', () => {
  const seed: Profile['seed'][number] = {
    path: '~/.tool/settings.json',
    homeVariable: 'TOOL_HOME',
    whenSet: ['TOOL_KEY'],
    add: {
      '{directory}': { key: '{last20:TOOL_KEY}', other: ['{last20:ABSENT}', 'x'], gone: '{last20:ABSENT}' },
    },
  };
  const seeds = (hostEnv: Record<string, string>) =>
    plan({ seed: [seed], passEnv: ['TOOL_KEY', 'TOOL_HOME'] }, null, hostEnv).seeds;

  it('have their placeholders replaced, and lack entries for variables that are not set', () => {
    expect(seeds({ TOOL_KEY: '{directory}-0123456789' })).toEqual([
      {
        file: '/home/me/.tool/settings.json',
        roots: ['/home/me', '/home/me'],
        unlessKey: null,
        add: { '/projects/one': { key: 'irectory}-0123456789', other: ['x'] } },
      },
    ]);
  });

  it('are none when the variables they depend on are not set', () => {
    expect(seeds({ TOOL_KEY: '' })).toEqual([]);
    expect(seeds({})).toEqual([]);
  });

  it('follow the tool to where its variable says', () => {
    const [moved] = seeds({ TOOL_KEY: 'k', TOOL_HOME: '/data/tool' });
    expect(moved).toMatchObject({
      file: '/data/tool/.tool/settings.json',
      roots: ['/data/tool', '/home/me'],
    });
  });
});
