import {
  expand,
  isDangerous,
  isReserved,
  matchesPattern,
  type PlaceholderValues,
  type Profile,
} from '@drover/profiles';

/** Variables by name, of this process or of one to be started. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What any program needs of the person's surroundings. Everything else stays behind unless a profile names it. */
const PASSED_TO_ALL = [
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'PATH',
  'LANG',
  'LANGUAGE',
  'LC_*',
  'TZ',
  'TMPDIR',
  'XDG_*',
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'EDITOR',
  'VISUAL',
  'PAGER',
  'SSH_AUTH_SOCK',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'CURL_CA_BUNDLE',
  'REQUESTS_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

/** What the terminal in the dashboard is. */
const TERMINAL = { TERM: 'xterm-256color', COLORTERM: 'truecolor' };

/** The variables of a session, built from nothing: an allow-list of the host's, then the profile's own. */
export function sessionEnvironment(
  profile: Profile,
  hostEnv: Environment,
  own: { sessionId: string; home: string },
  values: PlaceholderValues = {},
): Record<string, string> {
  const passed = Object.entries(hostEnv).filter(([name]) => isPassed(name, profile));
  return {
    ...(Object.fromEntries(passed.filter(([, value]) => value !== undefined)) as Record<string, string>),
    ...ownVariables(profile, values),
    ...TERMINAL,
    HOME: own.home,
    DROVER_SESSION_ID: own.sessionId,
  };
}

/** Those of the profile itself, without those for which there is no value. */
function ownVariables({ env }: Profile, values: PlaceholderValues): Record<string, string> {
  const expanded = Object.entries(env).map(([name, value]) => [name, expand(value, values)]);
  return Object.fromEntries(expanded.filter(([, value]) => value !== undefined));
}

function isPassed(name: string, profile: Profile): boolean {
  if (isReserved(name)) return false;
  if (isDangerous(name) && !profile.allowDangerousEnv.includes(name)) return false;
  return [...PASSED_TO_ALL, ...profile.passEnv].some((pattern) => matchesPattern(name, pattern));
}
