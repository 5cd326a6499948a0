/** A daemon as a service of its user: what any service manager must know. */
export type Service = {
  /** Absolute path of the program, and its arguments. */
  command: string[];
  /** Those of the arguments that are the daemon's flags. */
  flags: string[];
  /** What a service manager would not have by itself. */
  environment: Readonly<Record<string, string>>;
};

/**
 * From the shell in which it is installed: where agents' programs are looked for, as a service manager's own PATH is
 * short, and whom to trust with the hub's certificate.
 */
export const environmentOf = (
  { PATH = '', NODE_EXTRA_CA_CERTS: authorities }: NodeJS.ProcessEnv,
  resolve: (path: string) => string,
): Service['environment'] => ({
  PATH,
  ...(authorities ? { NODE_EXTRA_CA_CERTS: resolve(authorities) } : {}),
});

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
