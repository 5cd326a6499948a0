/** A daemon as a service of its user: what any service manager must know. */
export type Service = {
  /** Absolute path of the program, and its arguments. */
  command: string[];
  /** Where agents' programs are looked for: a service manager's own PATH is short. */
  path: string;
};

export const SERVICE_NAME = 'drover-daemon';

/** Flags that name a file or folder, which a service must find from anywhere. */
const PATH_FLAGS = new Set(['--token-file', '--state-dir', '--policy', '--projects-root', '--profiles-dir']);

/** The arguments with all paths made absolute by `resolve`. */
export function withAbsolutePaths(args: readonly string[], resolve: (path: string) => string): string[] {
  return args.map((arg, index) => {
    const [flag = '', ...rest] = arg.split('=');
    if (PATH_FLAGS.has(flag) && rest.length > 0) return `${flag}=${resolve(rest.join('='))}`;
    return PATH_FLAGS.has(args[index - 1] ?? '') ? resolve(arg) : arg;
  });
}
