import { execFileSync } from 'node:child_process';
import { loadProfiles, Profile, SHIPPED_PROFILES } from '@drover/profiles';
import { describe, expect, it } from 'vitest';
import { renderContainerfile } from './containerfile.ts';
import { readTemplate } from './template.ts';
import { tool } from './testing/profiles.ts';

const template = readTemplate();

describe("the daemon's Containerfile", () => {
  it('holds packages, variables, folders and checks of the profiles, each where it belongs', () => {
    const lines = renderContainerfile(template, [tool]).split('\n');
    const wanted = [
      expect.stringContaining(
        'apt-get install --yes --no-install-recommends ca-certificates git openssh-client pipx ripgrep tini',
      ),
      'RUN --mount=type=cache,target=/root/.npm npm install --global @scope/tool@1.2.3',
      'RUN PIPX_HOME=/opt/pipx PIPX_BIN_DIR=/usr/local/bin pipx install helper==0.1.0',
      'ENV TOOL_CONFIG=/home/node/.tool',
      'USER node',
      'RUN mkdir -p /home/node/.tool /home/node/.cache/tool',
      'RUN ["tool","--say","\\"$(id)\\" \'and\' \\\\"]',
    ];
    const found = wanted.map((line) =>
      lines.findIndex((found) => line === found || (typeof line !== 'string' && line.asymmetricMatch(found))),
    );
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });

  it('writes a file of a profile byte by byte, whatever is in it', () => {
    const rendered = renderContainerfile(template, [tool]);
    const [, encoded = ''] =
      /echo (\S+) \| base64 --decode > \/home\/node\/\.config\/tool\.json/.exec(rendered) ?? [];
    expect(execFileSync('base64', ['--decode'], { input: encoded }).toString()).toBe(
      tool.provisioning.files[0]?.content,
    );
  });

  it('has nothing of a profile that is not held to safe characters', () => {
    const rendered = renderContainerfile(template, [tool]);
    expect(rendered).not.toContain('rm -rf /\n');
    expect(rendered).toContain("# Drover's daemon, with what these profiles need: tool\n");
  });

  it('leaves nothing of the template to be filled in, also without profiles', () => {
    const { profiles } = loadProfiles(SHIPPED_PROFILES);
    expect(renderContainerfile(template, profiles)).not.toMatch(/\{\{|\}\}/);
    expect(renderContainerfile(template, [])).not.toMatch(/\{\{|\}\}/);
  });

  it('refuses two profiles that set a variable differently', () => {
    const other = Profile.parse({
      ...tool,
      name: 'other',
      provisioning: { env: { TOOL_CONFIG: '~/.other' } },
    });
    expect(() => renderContainerfile(template, [tool, other])).toThrow(
      'The profile other sets TOOL_CONFIG otherwise than another profile does; build two images.',
    );
  });
});
