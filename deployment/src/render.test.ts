import { execFileSync } from 'node:child_process';
import { Profile } from '@drover/profiles';
import { DEPLOYMENT_KINDS, type DeploymentKind, HOST_TOKEN_PLACEHOLDER } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { HostSettings } from './plan.ts';
import { renderDeployment } from './render.ts';
import { readTemplate } from './template.ts';
import { tool } from './testing/profiles.ts';

const HOME = '/home/ada';
const SETTINGS: HostSettings = {
  hostName: 'atlas',
  hubUrl: 'https://drover.example',
  profiles: [tool],
  projectsRoot: '~/git',
};

const render = (kind: DeploymentKind, settings: Partial<HostSettings> = {}) =>
  renderDeployment(kind, { ...SETTINGS, ...settings }, readTemplate());

const commandsOf = (kind: DeploymentKind, settings?: Partial<HostSettings>): string =>
  render(kind, settings)
    .filter(({ file }) => file === null)
    .map(({ text }) => text)
    .join('\n');

function fileOf(kind: DeploymentKind, ending: string, settings?: Partial<HostSettings>): string {
  return render(kind, settings).find(({ file }) => file?.endsWith(ending))?.text ?? '';
}

/** What a real shell makes of the commands: the arguments of each call of `program`. */
function calls(commands: string, program: string): string[][] {
  const others = ['podman', 'docker', 'mkdir', 'install', 'systemctl', 'loginctl', 'chmod'].filter(
    (name) => name !== program,
  );
  const script = [
    ...others.map((name) => `${name}() { cat > /dev/null; }`),
    `${program}() { printf '%s\\0' "$@"; printf '\\n\\0'; }`,
    commands,
  ].join('\n');
  const told = execFileSync('bash', ['--norc', '-euc', script], {
    env: { HOME, PATH: process.env.PATH },
    cwd: '/tmp',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const all = told.toString().split('\n\0').slice(0, -1);
  return all.map((words) => words.split('\0').slice(0, -1));
}

const podmanRun = (settings?: Partial<HostSettings>): string[] =>
  calls(commandsOf('podman', settings), 'podman').find(([verb]) => verb === 'run') ?? [];

const valuesOf = (words: readonly string[], flag: string): (string | undefined)[] =>
  words.flatMap((word, index) => (word === flag ? [words[index + 1]] : []));

describe('the podman run line', () => {
  it('carries what the profiles need', () => {
    const run = podmanRun();
    expect(valuesOf(run, '--volume')).toEqual([
      'drover-atlas:/data',
      'drover-atlas-cache:/home/node/.cache/tool',
      `${HOME}/git:${HOME}/git`,
      `${HOME}/.tool:/home/node/.tool:ro`,
    ]);
    expect(valuesOf(run, '--env')).toEqual(['TOOL_KEY', 'TOOL_*']);
    expect(valuesOf(run, '--secret')).toEqual(['drover-atlas,uid=1000,gid=1000,mode=0400']);
    expect(valuesOf(run, '--userns')).toEqual(['keep-id:uid=1000,gid=1000']);
    expect(run.slice(run.indexOf('localhost/drover-daemon') + 1)).toEqual([
      ...['--hub-url', 'https://drover.example'],
      ...['--token-file', '/run/secrets/drover-atlas'],
      ...['--projects-root', `${HOME}/git`],
    ]);
  });

  it('mounts once what two profiles want at one place', () => {
    const provisioning = { mounts: [{ from: '~/.tool', why: 'to write' }] };
    const other = Profile.parse({ ...tool, name: 'other', provisioning });
    const mounted = valuesOf(podmanRun({ profiles: [tool, other] }), '--volume');
    expect(mounted.filter((volume) => volume?.includes('/.tool'))).toEqual([
      `${HOME}/.tool:/home/node/.tool`,
    ]);
  });

  it('is refused when two profiles want different things at one place', () => {
    const provisioning = { mounts: [{ from: 'other', to: '~/.tool', why: 'to write' }] };
    const other = Profile.parse({ ...tool, name: 'other', provisioning });
    expect(() => render('podman', { profiles: [tool, other] })).toThrow('mounts something else at ~/.tool');
  });

  it('keeps the users of the machine where podman runs as root', () => {
    expect(podmanRun({ rootful: true })).not.toContain('--userns');
  });

  it('shares the network of the machine when the hub is on it', () => {
    expect(podmanRun({ hubUrl: 'http://127.0.0.1:8000' })).toContain('--network');
    expect(podmanRun()).not.toContain('--network');
  });
});

describe('where podman runs as root', () => {
  it('the folders are given to the user of the image', () => {
    const commands = commandsOf('podman', { rootful: true });
    const [words] = calls(commands, 'install');
    expect(words).toEqual(['-d', '-o', '1000', '-g', '1000', `${HOME}/git`, `${HOME}/.tool`]);
  });

  it('its daemon is started with the machine too', () => {
    expect(calls(commandsOf('podman', { rootful: true }), 'systemctl')).toEqual([
      ['enable', 'podman-restart.service'],
    ]);
  });
});

describe('every way to run a daemon', () => {
  it.each(DEPLOYMENT_KINDS)(
    '%s shows the token once, where no command line and no description has it',
    (kind) => {
      const steps = render(kind);
      const withToken = steps.filter(({ text }) => text.includes(HOST_TOKEN_PLACEHOLDER));
      expect(withToken).toHaveLength(1);
      expect(withToken[0]?.file).toBeNull();
      expect(withToken[0]?.text).toContain(`printf '%s' '${HOST_TOKEN_PLACEHOLDER}' `);
    },
  );

  it.each(DEPLOYMENT_KINDS)("%s keeps the token out of the shell's history by a leading space", (kind) => {
    const step = render(kind).find(({ text }) => text.includes(HOST_TOKEN_PLACEHOLDER));
    expect(step?.text.split('\n').filter((line) => !line.startsWith(' '))).toEqual([]);
    expect(step?.explanation).toContain('HISTCONTROL');
  });

  it.each(DEPLOYMENT_KINDS)('%s says how an authority of your own is made known', (kind) => {
    const told = (hubUrl: string) =>
      render(kind, { hubUrl })
        .map(({ explanation }) => explanation)
        .join();
    expect(told('https://10.0.0.2')).toContain('NODE_EXTRA_CA_CERTS');
    expect(told('http://10.0.0.2')).not.toContain('NODE_EXTRA_CA_CERTS');
  });

  it.each(DEPLOYMENT_KINDS)(
    '%s says that a line over plain http to another machine is not encrypted',
    (kind) => {
      const plain = render(kind, { hubUrl: 'http://10.0.0.2:8000' });
      expect(plain.map(({ text }) => text).join()).toContain('--insecure-lan');
      expect(plain.map(({ explanation }) => explanation).join()).toContain('is not encrypted');
      for (const hubUrl of ['http://localhost:8000', 'https://10.0.0.2']) {
        expect(
          render(kind, { hubUrl })
            .map(({ text }) => text)
            .join(),
        ).not.toContain('--insecure-lan');
      }
    },
  );

  it.each([
    ['Ada’s "Mac"; rm -rf ~', 'drover-ada-s-mac-rm-rf'],
    ['Zürich\\$(id)', 'drover-zu-rich-id'],
    ['星', 'drover-host'],
    ['-'.repeat(64), 'drover-host'],
  ])('makes a plain name of the host %j', (hostName, name) => {
    const run = podmanRun({ hostName });
    expect(valuesOf(run, '--name')).toEqual([name]);
    for (const kind of DEPLOYMENT_KINDS) {
      expect(
        render(kind, { hostName })
          .map(({ text }) => text)
          .join(),
      ).not.toContain(hostName);
    }
  });

  it.each(DEPLOYMENT_KINDS)('%s refuses an address that is none', (kind) => {
    for (const hubUrl of [
      'drover',
      'ftp://x',
      'http://a$(id)b',
      "http://a'b",
      'http://a"b',
      'http://a`b',
      'http://a;b',
    ]) {
      expect(() => render(kind, { hubUrl })).toThrow('The address of the hub must be like');
    }
  });

  it.each(DEPLOYMENT_KINDS)('%s refuses a folder that cannot be mounted', (kind) => {
    for (const projectsRoot of [
      '',
      '/',
      'git',
      '~ada/git',
      '../git',
      '~/../x',
      '/a/./b',
      '//a',
      '/a:b',
      '/a,b',
      '/a\nb',
    ]) {
      expect(() => render(kind, { projectsRoot })).toThrow('The folder of the projects');
    }
  });
});

const HOSTILE = [
  "~/it's",
  '~/a "b" c',
  '~/$(touch hacked)/`id`',
  '~/a\\',
  '~/!! {a} *',
  '/srv/x; rm -rf ~ & | > y',
  `/srv/$\{HOME}/$HOME/%h`,
  '/srv/- --privileged',
];

const resolved = (path: string): string => path.replace(/^~/, HOME);

describe('a folder with a hostile name', () => {
  it.each(HOSTILE)('%j stays one word of a podman command', (projectsRoot) => {
    const run = podmanRun({ projectsRoot });
    const path = resolved(projectsRoot);
    expect(valuesOf(run, '--volume')).toContain(`${path}:${path}`);
    expect(run.at(-1)).toBe(path);
    expect(run).toHaveLength(podmanRun().length);
    expect(calls(commandsOf('podman', { projectsRoot }), 'mkdir')[0]).toContain(path);
  });

  it.each(HOSTILE)('%j stays one value of a compose file', (projectsRoot) => {
    const { services } = parse(fileOf('compose', '.compose.yaml', { projectsRoot }));
    const { command, volumes } = services.daemon;
    const interpolated = (text: string) =>
      text.replace(/\$\$|\$\{HOME\}/g, (found) => (found === '$$' ? '$' : HOME));
    const path = resolved(projectsRoot);
    expect(interpolated(command.at(-1))).toBe(path);
    expect(volumes.map(interpolated)).toContain(`${path}:${path}`);
  });

  it.each(HOSTILE)('%j is refused by a quadlet', (projectsRoot) => {
    expect(() => render('quadlet', { projectsRoot })).toThrow('A quadlet cannot hold a folder with spaces');
  });
});

it('a quadlet describes the container, and each volume', () => {
  const unit = fileOf('quadlet', '.container');
  for (const line of [
    'ContainerName=drover-atlas',
    'UserNS=keep-id:uid=1000,gid=1000',
    'Secret=drover-atlas,uid=1000,gid=1000,mode=0400',
    'EnvironmentFile=%h/.config/drover/drover-atlas.env',
    'Volume=drover-atlas.volume:/data',
    'Volume=drover-atlas-cache.volume:/home/node/.cache/tool',
    'Volume=%h/git:%h/git',
    'Volume=%h/.tool:/home/node/.tool:ro',
    'Exec=--hub-url https://drover.example --token-file /run/secrets/drover-atlas --projects-root %h/git',
  ]) {
    expect(unit.split('\n')).toContain(line);
  }
  expect(fileOf('quadlet', '-cache.volume')).toBe('[Volume]\nVolumeName=drover-atlas-cache\n');
  expect(fileOf('quadlet', '.env')).toContain('\n#TOOL_KEY=\n# Any other that begins with TOOL_\n');
});

it('without a container, the daemon is installed as a service', () => {
  const commands = commandsOf('systemd', { projectsRoot: '~/my git' });
  expect(commands).toContain('./drover daemon install');
  expect(commands).toContain(`--projects-root "$HOME"'/my git'`);
  expect(commands).toContain(`mkdir -p "$HOME"'/my git'\n./drover daemon install`);
  expect(commands).toContain('(umask 077; printf');
});
