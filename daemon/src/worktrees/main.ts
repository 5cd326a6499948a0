import { resolve } from 'node:path';
import { DroverError, printable } from '@drover/protocol';
import { Command, CommanderError } from 'commander';
import { defaultStateDir } from '../config.ts';
import { repositoryRoot } from '../git/index.ts';
import { createLogger } from '../log.ts';
import { ExitCode } from '../start-error.ts';
import { Worktrees } from './worktrees.ts';

/** `drover worktree`: for who stands in a repository, with a daemon that runs or without one. */
const EXIT_REFUSED = 1;

type Flags = { stateDir: string };

const program = new Command('drover worktree').exitOverride();
const command = (name: string, description: string) =>
  program
    .command(name)
    .description(description)
    .option('--state-dir <dir>', "the daemon's folder", defaultStateDir(process.env))
    .exitOverride();

command(
  'list',
  'Tells the worktrees that Drover made, those of the repository that you are in, and those that were saved.',
).action(list);
command('restore', 'Brings a saved worktree of the repository that you are in back.')
  .argument('<ref>', 'as drover worktree list tells it: refs/drover/rescue/…')
  .action(restore);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : ExitCode.usage;
  else if (error instanceof DroverError) {
    console.error(error.message);
    process.exitCode = EXIT_REFUSED;
  } else throw error;
}

function filesOf(changed: number, ignored: number): string {
  return `changed files: ${changed}, ignored: ${ignored}`;
}

async function list(flags: Flags): Promise<void> {
  const { worktrees, rescues } = await worktreesHere(flags).list();
  const lines = [
    ...worktrees.map(({ path, project, branch, git, ignoredFiles, unmerged }) => {
      const state = git
        ? `${filesOf(git.changedFiles, ignoredFiles)}, own commits: ${unmerged}`
        : 'not there';
      return `${path}\n  of ${project}, ${branch ?? 'no branch'}; ${state}`;
    }),
    ...rescues.map(({ ref, project, changedFiles, ignoredFiles, savedAt }) => {
      const saved = new Date(savedAt).toISOString();
      return `${ref}\n  of ${project}, saved ${saved}; ${filesOf(changedFiles, ignoredFiles)}`;
    }),
  ].map((line) => line.split('\n').map(printable).join('\n'));
  console.log(lines.join('\n') || 'There are no worktrees, and none that were saved.');
}

async function restore(ref: string, flags: Flags): Promise<void> {
  const { path, branch } = await worktreesHere(flags).restore({ project: process.cwd(), ref });
  console.log(`${path}\n  ${branch ?? 'no branch'}`);
}

/** Nobody is asked who works there: nothing here takes anything away. */
function worktreesHere({ stateDir }: Flags): Worktrees {
  const project = process.cwd();
  return new Worktrees({
    stateDir: resolve(stateDir),
    roots: ['/'],
    projects: async () => [await repositoryRoot(project).catch(() => project)],
    resolveProject: async (path) => path,
    sessions: { running: () => [], isStarting: () => false },
    log: createLogger('silent'),
  });
}
