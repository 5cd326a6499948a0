/** The native half of node-pty, which its own types leave out. Pinned to 1.1.0; see `pty.ts`. */
declare module 'node-pty/lib/utils.js' {
  export type NativePty = {
    fork(
      file: string,
      args: string[],
      env: string[],
      cwd: string,
      cols: number,
      rows: number,
      uid: number,
      gid: number,
      utf8: boolean,
      helperPath: string,
      onExit: (code: number, signal: number) => void,
    ): { fd: number; pid: number; pty: string };
    resize(fd: number, cols: number, rows: number): void;
  };
  export function loadNativeModule(name: 'pty'): { dir: string; module: NativePty };
}
