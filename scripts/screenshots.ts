// Draws the pictures of the README anew: `node scripts/screenshots.ts`.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDashboard } from './start/dashboard.ts';
import { root } from './start/folders.ts';

const folder = path.join(root, 'docs/images');

process.env.DROVER_CHROMIUM = await ensureChromium();
await ensureDashboard();
await mkdir(folder, { recursive: true });
const { takePictures } = await import('../e2e/pictures/take.ts');
const { takeMoods } = await import('../e2e/pictures/moods.ts');
const names = [...(await takePictures(folder)), await takeMoods(folder)];
for (const name of names) console.log(path.join('docs/images', name));
