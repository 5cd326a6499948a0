import { describe, expect, it } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from './load-profiles.ts';
import { Profile } from './profile.ts';

const COMMANDS = {
  new: ['{binary}', 'ask', ['--', '{prompt}']],
  resumeNewest: ['{binary}', 'ask', '--continue'],
  resume: ['{binary}', 'ask', '--resume', '{conversationId}'],
};

const tool = (fields: object) => ({
  ...{ name: 'tool', displayName: 'Tool', color: '#112233', binary: 'tool', commands: COMMANDS },
  ...fields,
});

const complaintsAbout = (extraArgs: unknown, fields: object = {}): string[] =>
  (Profile.safeParse(tool({ extraArgs, ...fields })).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('extra arguments', () => {
  it('stand in every command right after the program', () => {
    const { commands } = Profile.parse(tool({ extraArgs: ['--mode', 'plan', ['--model', '{model}']] }));
    const extra = ['{binary}', '--mode', 'plan', ['--model', '{model}']];
    expect(commands).toEqual({
      new: [...extra, 'ask', ['--', '{prompt}']],
      resumeNewest: [...extra, 'ask', '--continue'],
      resume: [...extra, 'ask', '--resume', '{conversationId}'],
    });
  });

  it('make no command that the tool does not have', () => {
    const { commands } = Profile.parse(tool({ extraArgs: ['-v'], commands: { new: ['{binary}'] } }));
    expect(commands).toEqual({ new: ['{binary}', '-v'] });
  });

  it.each<[unknown, string]>([
    ['--mode plan', 'extraArgs: must be a list of arguments such as ["--verbose"], not one text'],
    [[5], 'extraArgs.0: must be text such as "--verbose"'],
    [['{binary}'], 'extraArgs.0: unknown placeholder {binary}'],
    [[['--', '{prompt}']], 'extraArgs.0.1: unknown placeholder {prompt}'],
    [[['--id', '{conversationId}']], 'extraArgs.0.1: unknown placeholder {conversationId}'],
    [['--model={model}'], 'extraArgs.0: {model} may have no value; write ["--model={model}"]'],
    [['-v', '--'], 'extraArgs.1: "--" would end the options of every command'],
    [Array(62).fill('-v'), 'extraArgs: make commands.new too long; it may have 64 arguments'],
  ])('[B57] [B63] such as %j are refused', (extraArgs, expected) => {
    const complaints = complaintsAbout(extraArgs, { commands: { new: COMMANDS.new } });
    expect(complaints.some((complaint) => complaint.startsWith(expected))).toBe(true);
  });
});

it('every profile that is written as JSON is read as it was', () => {
  const { profiles } = loadProfiles(SHIPPED_PROFILES);
  const all = [...profiles, Profile.parse(tool({ extraArgs: ['-v'] }))];
  for (const profile of all) expect(Profile.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
});
