import { Profile } from '@drover/profiles';

/** A profile that is good, and as unusual as the schema lets it be. */
export const tool = Profile.parse({
  name: 'tool',
  displayName: 'Tool\nRUN rm -rf /',
  color: '#112233',
  binary: 'tool',
  commands: { new: ['{binary}'] },
  passEnv: ['TOOL_KEY', 'TOOL_*', 'TOOL_HOME', 'TOOL_CONFIG'],
  seed: [{ path: '~/.tool/x.json', homeVariable: 'TOOL_HOME', add: {} }],
  provisioning: {
    apt: ['ripgrep'],
    npm: ['@scope/tool@1.2.3'],
    pip: ['helper==0.1.0'],
    env: { TOOL_CONFIG: '~/.tool' },
    files: [{ path: '~/.config/tool.json', content: `it's "$HOME" and \`id\`\n# {{apt}} $(id)\n` }],
    mounts: [
      { from: '~/.tool', readOnly: true, why: 'settings' },
      { from: 'cache', to: '~/.cache/tool', why: 'downloads' },
    ],
    verify: [['tool', '--say', `"$(id)" 'and' \\`]],
  },
});
