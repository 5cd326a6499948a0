import ignore from 'ignore';

/** Folders that hold other people's code, or none. */
const ALWAYS = ['node_modules', 'vendor', 'target', 'dist', 'build', 'venv', '__pycache__', 'snap', '.*'];

/** Which folders below a root are not entered, by their path from there on; rules are written as in a `.gitignore`. */
export function ignoreRules(rules: readonly string[]): (path: string) => boolean {
  const all = ignore({ ignoreCase: false }).add(ALWAYS).add(rules);
  return (path) => all.ignores(`${path}/`);
}
