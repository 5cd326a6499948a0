import { registerHooks } from 'node:module';

/** Our daemon, as one of the next protocol would be: it says another number, and all else is the same. */
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/protocol/src/version.ts')) return loaded;
    const source = String(loaded.source).replace(
      /(PROTOCOL_VERSION = )(\d+)/,
      (_all, name, now) => name + (Number(now) + 1),
    );
    return { ...loaded, source };
  },
});

await import('../../daemon/src/main.ts');
