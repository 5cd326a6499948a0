import { homedir } from 'node:os';
import { Command, CommanderError } from 'commander';
import { checkProfiles } from './check-profiles.ts';
import { ownProfilesDir, SHIPPED_PROFILES } from './load-profiles.ts';

const EXIT_FAULTS = 1;

/** Of sysexits.h. */
const EXIT_USAGE = 64;

const program = new Command('drover profile').exitOverride();
program
  .command('check')
  .description('Explains what is wrong with profiles, with file and line.')
  .argument('[path...]', 'files and folders (default: the profiles of Drover, and those of your own)')
  .option('--print', 'print the good ones, each with what is laid over it')
  .exitOverride()
  .action(check);

try {
  program.parse();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
}

/** The report goes to standard error when standard output is for the profiles. */
function check(paths: string[], { print }: { print?: true }): void {
  const usual = { folder: SHIPPED_PROFILES, ownFolder: ownProfilesDir(process.env, homedir()) };
  const { lines, merged, faults } = checkProfiles(paths, usual);
  (print ? console.error : console.log)(lines.join('\n'));
  if (print) process.stdout.write(merged.join('---\n'));
  if (faults > 0) process.exitCode = EXIT_FAULTS;
}
