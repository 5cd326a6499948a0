/** The hub's clock as seen from here; times that the hub tells are compared with this, never with our own clock. */
export class HubClock {
  #offsetMs = 0;

  /** Hub's clock minus this machine's. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** @param hubTime what the hub's clock says now */
  set(hubTime: number): void {
    this.#offsetMs = hubTime - Date.now();
  }

  /** Milliseconds since 1970 by the hub's clock. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }
}
