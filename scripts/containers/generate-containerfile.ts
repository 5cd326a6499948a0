import { Command, CommanderError } from 'commander';
import { readTemplate, renderContainerfile } from '../../deployment/src/index.ts';
import { loadProfiles, type Profile, SHIPPED_PROFILES } from '../../profiles/src/index.ts';

/** Exit codes of sysexits.h. */
const EXIT_USAGE = 64;
const EXIT_DATA = 65;

const wanted = parseNames();
process.stdout.write(renderContainerfile(readTemplate(), choose(allProfiles(), wanted)));

/** Ends the program when a profile file has a fault: an image without it would only disappoint later. */
function allProfiles(): Profile[] {
  const { profiles, faults } = loadProfiles(SHIPPED_PROFILES);
  for (const { message } of faults) console.error(message);
  if (faults.length > 0) process.exit(EXIT_DATA);
  return profiles;
}

function choose(profiles: Profile[], names: readonly string[]): Profile[] {
  const unknown = names.filter((name) => profiles.every((profile) => profile.name !== name));
  if (unknown.length > 0) {
    const known = profiles.map(({ name }) => name).join(', ');
    console.error(`There is no profile of the name ${JSON.stringify(unknown[0])}; there are ${known}.`);
    process.exit(EXIT_USAGE);
  }
  return profiles.filter(({ name, untested }) => (names.length === 0 ? !untested : names.includes(name)));
}

function parseNames(): string[] {
  const command = new Command('scripts/generate-containerfile')
    .description('Prints the Containerfile of a daemon with what its agents need.')
    .option(
      '--profile <name>',
      'a profile of profiles/; repeatable (default: all that have been tried)',
      collect,
      [],
    )
    .allowExcessArguments(false)
    .exitOverride();
  try {
    return command.parse().opts<{ profile: string[] }>().profile;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE);
  }
}

function collect(name: string, names: string[]): string[] {
  return [...names, name];
}
