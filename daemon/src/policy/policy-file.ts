import { ownerFault, placed, readCheckedFiles, section, text } from '@drover/profiles';
import { ProfileName } from '@drover/protocol';
import { z } from 'zod';
import { ExitCode, StartError } from '../start-error.ts';
import { MemorySize } from './memory-size.ts';
import { Root } from './root.ts';

const flag = () => z.boolean('must be true or false');
const upTo = (least: number, most: number) => {
  const words = `must be a whole number from ${least} to ${most}`;
  return z.int(words).min(least, words).max(most, words);
};

/** What a machine's policy file may say. Each key that is left out leaves open what it would limit. */
const PolicyFile = (home: string) =>
  section({
    roots: z
      .array(Root(home), 'must be a list of directories')
      .min(1, 'must name at least one directory')
      .max(64, 'must be at most 64 directories')
      .optional(),
    profiles: z
      .array(text('claude').pipe(ProfileName), 'must be a list of profile names')
      .max(128, 'must be at most 128 names')
      .optional(),
    maxSessions: upTo(1, 1_000).optional(),
    input: flag().default(true),
    shells: flag().default(true),
    plainDirectories: flag().default(true),
    scan: section({
      depth: upTo(0, 16).optional(),
      ignore: z
        .array(
          text('archive/').refine((rule) => rule.length <= 1_000, 'must be at most 1000 characters'),
          'must be a list of rules',
        )
        .max(256, 'must be at most 256 rules')
        .optional(),
    }).optional(),
    limits: section({
      memory: MemorySize.optional(),
      tasks: upTo(16, 1_000_000).optional(),
      required: flag().default(false),
    })
      .refine(({ memory, tasks, required }) => !required || memory || tasks, 'must give memory or tasks')
      .optional(),
  });
export type PolicyFile = z.infer<ReturnType<typeof PolicyFile>>;

/** Throws `StartError` (78) with file and line: what a policy would have forbidden must never be open by a mistake. */
export function readPolicyFile(file: string, home: string): PolicyFile {
  const checked = readCheckedFiles([file], PolicyFile(home), ownerFault);
  if ('value' in checked) return checked.value;
  const faults = checked.complaints.map(placed).join('; ');
  throw new StartError(ExitCode.config, `the policy ${file} cannot be used: ${faults}`);
}
