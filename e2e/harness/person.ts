import { randomUUID } from 'node:crypto';
import type { Session, SpawnBody } from '@drover/protocol';
import type { Drover } from './drover.ts';

/** The first person of every hub that tests start. */
export const PERSON = { name: 'ada', password: 'correct horse battery' };

/** What a test says to the hub's API, as somebody who is logged in. */
export class Person {
  readonly url: string;
  readonly cookie: string;

  private constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  /** Makes the first account with the setup link. */
  static async setUp({ url, setupUrl }: Pick<Drover, 'url' | 'setupUrl'>): Promise<Person> {
    const code = new URL(setupUrl).hash.replace('#code=', '');
    const answer = await fetch(`${url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ code, ...PERSON }),
    });
    if (!answer.ok) throw new Error(`the first account was refused: ${await answer.text()}`);
    return new Person(url, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '');
  }

  /** The same person at another address of the same hub. */
  at = (url: string): Person => new Person(url, this.cookie);

  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.url,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text || 'null');
  }

  async spawn(wish: Pick<SpawnBody, 'profile' | 'projectDir'> & Partial<SpawnBody>): Promise<Session> {
    const { hosts } = await this.ask<{ hosts: { hostId: string }[] }>('GET', '/hosts');
    return this.ask('POST', '/sessions', { commandId: randomUUID(), hostId: hosts[0]?.hostId, ...wish });
  }

  /** A Bash session in a new project. */
  async bash(drover: Drover, name = 'project'): Promise<Session> {
    const projectDir = await drover.createProject(name);
    return this.spawn({ profile: 'bash', projectDir });
  }

  session = (sessionId: string) => this.ask<Session>('GET', `/sessions/${sessionId}`);

  stop = (sessionId: string) =>
    this.ask<Session>('POST', `/sessions/${sessionId}/stop`, { commandId: randomUUID() });
}
