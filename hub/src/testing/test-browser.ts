const MAX_REDIRECTS = 10;

export type Page = { url: URL; status: number };

/** A browser without pages: it keeps cookies by origin and path, and follows redirects. */
export class TestBrowser {
  readonly #cookies = new Map<string, { path: string; pair: string }>();
  /** All addresses that it was sent to, in order. */
  readonly visited: URL[] = [];

  /** Where the redirects end. With `stopAt`, the first address that begins so is not asked for. */
  async open(address: string | URL, stopAt?: string): Promise<Page> {
    let url = new URL(address);
    for (let hops = 0; hops < MAX_REDIRECTS; hops++) {
      this.visited.push(url);
      if (stopAt !== undefined && url.href.startsWith(stopAt)) return { url, status: 0 };
      const response = await fetch(url, { redirect: 'manual', headers: { cookie: this.cookiesFor(url) } });
      await response.body?.cancel();
      this.#keep(url, response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (location === null) return { url, status: response.status };
      url = new URL(location, url);
    }
    throw new Error('too many redirects');
  }

  cookiesFor({ origin, pathname }: URL): string {
    const fits = [...this.#cookies].filter(
      ([key, { path }]) => key.startsWith(`${origin} `) && pathname.startsWith(path),
    );
    return fits.map(([, { pair }]) => pair).join('; ');
  }

  #keep({ origin }: URL, setCookies: string[]): void {
    for (const text of setCookies) {
      const [pair = '', ...attributes] = text.split('; ');
      const [name = '', value] = pair.split('=');
      const path =
        attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
      const key = `${origin} ${path} ${name}`;
      if (value === '') this.#cookies.delete(key);
      else this.#cookies.set(key, { path, pair });
    }
  }
}
