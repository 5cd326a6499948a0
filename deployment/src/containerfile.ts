import type { Profile, Provisioning } from '@drover/profiles';
import { DroverError } from '@drover/protocol';
import { inContainerHome } from './container-home.ts';

/** What the daemon itself calls. */
const APT_PACKAGES = ['ca-certificates', 'git', 'openssh-client', 'tini'];

/** Keeps the programs of PyPI apart from each other and from the system's. */
const APT_FOR_PIP = ['pipx'];

/**
 * The daemon's Containerfile with all that `profiles` need. The values are written as they are: the schema of
 * profiles holds them to characters that mean nothing here. Throws `invalid_body` when two profiles set a variable
 * differently.
 */
export function renderContainerfile(template: string, profiles: readonly Profile[]): string {
  const values: Record<string, string> = {
    profiles: profiles.map(({ name }) => name).join(', ') || 'none',
    apt: aptPackages(profiles).join(' '),
    tools: lines([...profiles.flatMap(toolsOf), ...environment(profiles)]),
    home: lines([...folders(profiles), ...profiles.flatMap(filesOf), ...profiles.flatMap(verificationOf)]),
  };
  const rendered = template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
  return rendered.replaceAll(/\n{3,}/g, '\n\n');
}

const lines = (all: readonly string[]): string => all.join('\n');

function aptPackages(profiles: readonly Profile[]): string[] {
  const needsPip = profiles.some(({ provisioning }) => provisioning.pip.length > 0);
  const named = profiles.flatMap(({ provisioning }) => provisioning.apt);
  return [...new Set([...APT_PACKAGES, ...(needsPip ? APT_FOR_PIP : []), ...named])].sort();
}

function toolsOf({ provisioning: { npm, pip } }: Profile): string[] {
  return [
    ...(npm.length > 0
      ? [`RUN --mount=type=cache,target=/root/.npm npm install --global ${npm.join(' ')}`]
      : []),
    ...pip.map((name) => `RUN PIPX_HOME=/opt/pipx PIPX_BIN_DIR=/usr/local/bin pipx install ${name}`),
  ];
}

function environment(profiles: readonly Profile[]): string[] {
  const all = new Map<string, string>();
  for (const { name: profile, provisioning } of profiles) {
    for (const [name, value] of Object.entries(provisioning.env)) {
      const before = all.get(name);
      if (before !== undefined && before !== value) {
        throw new DroverError(
          'invalid_body',
          `The profile ${profile} sets ${name} otherwise than another profile does; build two images.`,
        );
      }
      all.set(name, value);
    }
  }
  return [...all].map(([name, value]) => `ENV ${name}=${inContainerHome(value)}`);
}

/** Made by the user that the agents are, so that a volume mounted there is theirs. */
function folders(profiles: readonly Profile[]): string[] {
  const all = profiles.flatMap(({ provisioning }) =>
    provisioning.mounts.map(({ to }) => inContainerHome(to)),
  );
  return all.length > 0 ? [`RUN mkdir -p ${[...new Set(all)].join(' ')}`] : [];
}

function filesOf({ provisioning: { files } }: Profile): string[] {
  return files.map(({ path, content }) => writeFile(inContainerHome(path), content));
}

/** In Base64, since the text may hold anything. */
function writeFile(file: string, content: Provisioning['files'][number]['content']): string {
  const folder = file.slice(0, file.lastIndexOf('/'));
  const encoded = Buffer.from(content).toString('base64');
  return `RUN mkdir -p ${folder} && echo ${encoded} | base64 --decode > ${file}`;
}

/** As a list of arguments, of which no shell makes anything else. */
const verificationOf = ({ provisioning: { verify } }: Profile): string[] =>
  verify.map((argv) => `RUN ${JSON.stringify(argv)}`);
