import { Problem } from '@drover/protocol';

/** Why there is no connection, as programs and people read it. */
export type Trouble = { code: string; words: string };

const CERTIFICATE =
  'its certificate is not trusted on this machine; give the file with its CA in the variable NODE_EXTRA_CA_CERTS';

/** Errors of the system and of TLS, as far as somebody can do something about them. */
const WORDS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens at this address; the hub is down, or the port is wrong',
  ECONNRESET: 'the connection was cut while it was made',
  ENOTFOUND: 'this name is not known; check --hub-url and the DNS of this machine',
  EAI_AGAIN: 'the name could not be looked up; check the DNS of this machine',
  EHOSTUNREACH: 'there is no way to this address',
  ENETUNREACH: 'there is no way to this address; is this machine online?',
  ETIMEDOUT: 'nothing answers at this address; a firewall may drop the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  CERT_HAS_EXPIRED: 'its certificate has expired, or the clock of this machine is wrong',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock of this machine is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there; is it http?',
  EPROTO: 'it does not speak TLS there; is it http?',
};

const STATUS_WORDS: Record<string, string> = {
  403: 'the hub, or a proxy before it, refuses this address (403); --hub-url must be the PUBLIC_URL of the hub',
  404: 'there is no hub at this address (404); check --hub-url, and that the proxy passes on /socket.io/',
  429: 'the hub refuses further tries for a while (429)',
};
const GATEWAY = 'a proxy answers, but reaches no hub behind it';

/** What a failed connection attempt of Socket.IO says. */
export function troubleOf(error: Error): Trouble {
  const problem = 'data' in error ? Problem.safeParse(error.data).data : undefined;
  if (problem) return troubleOfProblem(problem);
  const cause = causeOf(error);
  const status = /^Unexpected server response: (\d{3})$/.exec(cause.message)?.[1];
  if (status) return { code: status, words: STATUS_WORDS[status] ?? wordsOfStatus(status) };
  if (error.message === 'timeout') return { code: 'ETIMEDOUT', words: WORDS.ETIMEDOUT ?? '' };
  const { code } = cause;
  return { code: code ?? 'unknown', words: (code && WORDS[code]) || cause.message };
}

/** What the hub itself says. */
export function troubleOfProblem({ code, message }: Problem): Trouble {
  if (code !== 'upgrade_hub' && code !== 'unsupported_protocol') return { code, words: message };
  return {
    code,
    words: `${message} This daemon speaks another protocol: bring the older of both up to date.`,
  };
}

const wordsOfStatus = (status: string): string =>
  status.startsWith('5') ? `${GATEWAY} (${status})` : `something else answers there (${status})`;

/** Socket.IO wraps the event of the WebSocket, and that the error of the system. */
function causeOf(error: Error): { message: string; code?: string } {
  const event = 'description' in error ? error.description : undefined;
  const inner = event instanceof Object && 'error' in event ? event.error : undefined;
  if (!(inner instanceof Error)) return { message: error.message };
  // Several addresses were tried, each with an error of its own.
  const first = inner instanceof AggregateError ? inner.errors[0] : inner;
  return { message: first.message, ...('code' in first ? { code: String(first.code) } : {}) };
}
