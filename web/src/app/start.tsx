import '../design/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../design/theme.ts';
import { createLive } from '../live/live.ts';
import { App } from './app.tsx';

startTheme();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App live={createLive(window.location.origin)} />
  </StrictMode>,
);
