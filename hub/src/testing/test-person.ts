import { Me, NewApiToken, NewInvite, type Role, type User } from '@drover/protocol';
import type { Answered, Ask } from './http-client.ts';
import type { TestHub } from './test-hub.ts';
import type { TestViewer } from './test-viewer.ts';

export const PASSWORD = 'wrong horse charger';

/** Somebody beside Ada, who came by a link of hers and is logged in. */
export class TestPerson {
  readonly user: User;
  readonly #hub: TestHub;
  cookie: string;

  private constructor(hub: TestHub, user: User, cookie: string) {
    this.#hub = hub;
    this.user = user;
    this.cookie = cookie;
  }

  static async join(hub: TestHub, role: Role, name: string = role): Promise<TestPerson> {
    const body = { code: await inviteCode(hub, role), name, password: PASSWORD };
    const answered = await hub.ask({ method: 'POST', path: '/api/invites/accept', body });
    return new TestPerson(hub, Me.parse(answered.body).user, cookieIn(answered));
  }

  get path(): string {
    return `/api/people/${this.user.userId}`;
  }

  ask(what: Ask): Promise<Answered> {
    return this.#hub.ask({ ...what, headers: { cookie: this.cookie, ...what.headers } });
  }

  post(path: string, body?: unknown): Promise<Answered> {
    return this.ask({ method: 'POST', path, body });
  }

  /** Another login of the same person, as a new browser. */
  async logIn(password = PASSWORD): Promise<TestPerson> {
    const answered = await this.#hub.post('/api/login', { name: this.user.name, password });
    return new TestPerson(this.#hub, Me.parse(answered.body).user, cookieIn(answered));
  }

  async token(scope: Role, days: number | null = null): Promise<NewApiToken> {
    return NewApiToken.parse((await this.post('/api/me/tokens', { name: 'script', scope, days })).body);
  }

  viewer(): Promise<TestViewer> {
    return this.#hub.viewer(this.cookie);
  }
}

/** A request of a script with this token. */
export const askWith = (hub: TestHub, secret: string, what: Ask): Promise<Answered> =>
  hub.ask({
    ...what,
    headers: { origin: null, cookie: null, authorization: `Bearer ${secret}`, ...what.headers },
  });

/** The secret in a link that Ada made. */
export async function inviteCode(hub: TestHub, role: Role): Promise<string> {
  return codeIn(NewInvite.parse((await hub.post('/api/invites', { role })).body).url);
}

export const codeIn = (url: string): string => new URL(url).hash.replace('#code=', '');

const cookieIn = ({ headers }: Answered): string => headers['set-cookie']?.[0]?.split(';')[0] ?? '';
