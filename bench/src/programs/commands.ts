/** Command lines for `sh -c`. */

/** Printed when a program is ready to be told to go on. */
export const READY = 'R';

/** What a program waits for. Nothing of it is echoed. */
export const GO = '\n';

const whenTold = (command: string): string => `stty -echo; printf ${READY}; read -r go; ${command}`;

/** Prints a file when told, as fast as a terminal takes it, then stays. */
export const printFile = (file: string): string => whenTold(`cat ${file}; read -r go`);

/** Prints a file over and over, when told. */
export const flood = (file: string): string => whenTold(forEver(file));

/** What to type into a shell for a flood. */
export const forEver = (file: string): string => `while cat ${file}; do :; done`;

/** Says that it is ready, then gives back every byte that is typed. */
export const ECHO = `stty raw -echo; printf ${READY}; exec cat`;

/** As a terminal without trailing blanks shows it. */
export const PROMPT = 'prompt>';

/** A shell that asks nobody how it should be. */
export const SHELL = `exec env PS1='${PROMPT} ' bash --norc --noprofile -i`;

/**
 * Redraws four lines ten times a second, as agents do while they think: about 2 kB/s. Bash waits without starting a
 * program, so it costs little.
 */
export const REDRAW = `exec bash -c 'while :; do printf "${agentFrame()}" $((++n)); read -rt 0.1; done'`;

/** For Bash's printf, with one number in it. */
function agentFrame(): string {
  const clear = '\\033[2K\\033[1A'.repeat(3);
  const rule = '─'.repeat(20);
  return `${clear}\\033[G\\033[38;5;174m✻ Thinking… (%s tokens · esc to interrupt)\\033[39m\\n${rule}\\n> \\033[7m \\033[27m\\n${rule}\\r`;
}

/** Prints the time, in seconds since 1970 with microseconds, some twenty times a second. */
export const CLOCK = `exec bash -c 'while :; do printf "%s\\n" $EPOCHREALTIME; read -rt 0.0473; done'`;
