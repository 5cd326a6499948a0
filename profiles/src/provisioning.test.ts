import { describe, expect, it } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from './load-profiles.ts';
import { Provisioning } from './provisioning.ts';

/** What is said about a section, each with its place. */
function complaintsAbout(section: unknown): string[] {
  const issues = Provisioning.safeParse(section).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('provisioning', () => {
  it('takes packages with exact versions, files, mounts and commands', () => {
    const section = {
      apt: ['ripgrep', 'g++', 'less=590-2.1~deb12u2'],
      npm: ['@google/gemini-cli@0.61.0', 'pi@1.0.0-rc.1'],
      pip: ['aider-chat==0.86.1'],
      env: { TOOL_HOME: '~/.tool' },
      files: [{ path: '~/.config/tool.json', content: '{ "quote": "\'$HOME`id`\n" }' }],
      mounts: [
        { from: '~/.tool', readOnly: true, why: 'settings' },
        { from: 'cache', to: '~/.cache/tool', why: 'downloads' },
      ],
      verify: [['tool', '--version']],
    };
    expect(complaintsAbout(section)).toEqual([]);
    expect(Provisioning.parse(section).mounts.map(({ to }) => to)).toEqual(['~/.tool', '~/.cache/tool']);
  });

  it('is in each shipped profile, and only bash and zsh are shells', () => {
    const { profiles } = loadProfiles(SHIPPED_PROFILES);
    const without = profiles.filter(({ provisioning }) => provisioning.verify.length === 0);
    expect(without.map(({ name }) => name)).toEqual(['antigravity']); // there is no package of it
    expect(profiles.filter(({ shell }) => shell).map(({ name }) => name)).toEqual(['bash', 'zsh']);
  });

  it.each([
    ['an npm package without a version', { npm: ['tool'] }, 'npm.0: must be a package of npm with its exact'],
    ['a range', { npm: ['tool@^1.0.0'] }, 'npm.0: must be a package of npm with its exact version'],
    ['an address for a package', { npm: ['https://x.example/a@1.0.0'] }, 'npm.0: must be a package of npm'],
    ['a pip package with a range', { pip: ['tool>=1'] }, 'pip.0: must be a package of PyPI with its exact'],
    ['an unknown key', { gems: [] }, ': unknown key "gems"; known here: apt, npm, pip, env, files, mounts'],
    ['a command as one text', { verify: ['tool --version'] }, 'verify.0: must be a list of arguments'],
    ['a volume without a place', { mounts: [{ from: 'cache', why: 'x' }] }, 'mounts.0.to: is missing'],
    ['a mount without a reason', { mounts: [{ from: '~/.x' }] }, 'mounts.0.why: is missing'],
    [
      'a place mounted twice',
      {
        mounts: [
          { from: '~/.x', why: 'x' },
          { from: 'x', to: '~/.x', why: 'x' },
        ],
      },
      'mounts.1: ~/.x is mounted twice',
    ],
    [
      'a file that a mount hides',
      { files: [{ path: '~/.x/y', content: '' }], mounts: [{ from: '~/.x', why: 'x' }] },
      'files.0.path: would be hidden by the mount at ~/.x',
    ],
    ["Drover's own variables", { env: { DROVER_TOKEN: 'x' } }, 'env.DROVER_TOKEN: DROVER_TOKEN is set by'],
    ['a dangerous variable', { env: { LD_PRELOAD: '/x.so' } }, 'env.LD_PRELOAD: LD_PRELOAD can make'],
  ])('with %s is refused', (_what, section, expected) => {
    expect(complaintsAbout(section)).toEqual([expect.stringContaining(expected)]);
  });

  const HOSTILE = ['a;id', 'a b', 'a\nRUN id', '$(id)', '`id`', "a'b", 'a"b', 'a\\', '-o=x', '../a', 'a&b'];

  it.each(HOSTILE)('takes no %j as a package, path, name or value', (text) => {
    const sections = [
      { apt: [text] },
      { npm: [`${text}@1.0.0`] },
      { npm: [`tool@1.0.0${text}`] },
      { pip: [`${text}==1`] },
      { mounts: [{ from: `~/${text}/../x`, why: 'x' }] },
      { mounts: [{ from: text, to: '~/.x', why: 'x' }] },
      { mounts: [{ from: '~/.x', to: `~/${text} x`, why: 'x' }] },
      { files: [{ path: `/${text}`, content: '' }] },
      { env: { [`${text}`]: 'x' } },
      { env: { A: `${text}$` } },
    ];
    expect(sections.filter((section) => complaintsAbout(section).length === 0)).toEqual([]);
  });

  it.each(['/etc', '~', '~/', '~/..', '~/a/../../b', '~root/x', '~/a b', '~/a:b', '~/a,b', '~/$x'])(
    'mounts nothing from %s',
    (from) => {
      expect(complaintsAbout({ mounts: [{ from, why: 'x' }] })[0]).toContain('mounts.0.from: must be a path');
    },
  );

  it.each(['', 'two\nlines', 'a\u2028b', 'x'.repeat(201)])('takes no %j as a reason', (why) => {
    expect(complaintsAbout({ mounts: [{ from: '~/.x', why }] })).toEqual([
      'mounts.0.why: must be one line of at most 200 characters',
    ]);
  });
});
