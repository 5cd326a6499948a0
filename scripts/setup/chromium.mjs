import { aptInstall, canInstall } from './apt.mjs';
import { SetupError } from './error.mjs';
import { findProgram } from './programs.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

// The terminal's own face, and the emoji and CJK characters that the tests look at.
const FONTS = ['fonts-dejavu-core', 'fonts-noto-color-emoji', 'fonts-droid-fallback'];

/** The path of the browser the tests drive. */
export async function ensureChromium() {
  const chosen = process.env.DROVER_CHROMIUM;
  if (chosen) return chosen;
  if (!find() && canInstall()) await aptInstall('Chromium', ['chromium', ...FONTS]);
  const found = find();
  if (found) return found;
  throw new SetupError(
    `The browser tests cannot run: none of ${NAMES.join(', ')} is on PATH.\n` +
      `Install it (Debian: sudo apt-get install chromium ${FONTS.join(' ')}), or name one with DROVER_CHROMIUM=/path/to/it.`,
  );
}

function find() {
  return NAMES.map((name) => findProgram(name)).find(Boolean);
}
