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
export const SHELL = `PS1='${PROMPT} ' exec bash --norc --noprofile -i`;
