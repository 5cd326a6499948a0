/** Printed when a program is ready to be told to go on. */
export const READY = 'R';

/** What a program waits for. */
export const GO = '\n';

/** Command lines for `sh -c`. They print `READY`, wait for `GO`, and echo nothing of what is typed. */
const whenTold = (command: string): string => `stty -echo; printf ${READY}; read -r go; ${command}`;

/** Prints a file, as fast as a terminal takes it, then stays. */
export const printFile = (file: string): string => whenTold(`cat ${file}; read -r go`);

/** Prints a file over and over. */
export const flood = (file: string): string => whenTold(`while cat ${file}; do :; done`);

/** Gives back every byte that is typed. */
export const ECHO = `stty raw -echo; printf ${READY}; exec cat`;
