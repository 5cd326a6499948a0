import type { ShellState } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../terminal/marks.ts';
import { afterMark, SILENT_SHELL } from './shell-marks.ts';

const NOW = 1_000;
const after = (...marks: Mark[]): ShellState =>
  marks.reduce((state, mark, index) => afterMark(state, mark, NOW + index), SILENT_SHELL);
const at = (data: string): Mark => ({ osc: 7, data });
const mark = (data: string): Mark => ({ osc: 133, data });

describe('the marks of a shell tell', () => {
  it('where it is', () => {
    expect(after(at('file://atlas/home/ada/my%20code')).directory).toBe('/home/ada/my code');
    expect(after(at('file:///tmp')).directory).toBe('/tmp');
  });

  it('which command runs, and how the last one ended', () => {
    const running = after(mark('A'), mark('C;cmdline_url=npm test%3B echo 100%25'));
    expect(running).toMatchObject({ command: 'npm test; echo 100%', startedAt: NOW + 1, ended: null });
    expect(afterMark(running, mark('D;2'), NOW + 501).ended).toEqual({ exitCode: 2, durationMs: 500 });
  });

  it('a command of which nobody knows how it ended', () => {
    expect(after(mark('C'), mark('A')).ended).toEqual({ exitCode: null, durationMs: 1 });
    expect(after(mark('C'), mark('A'))).toMatchObject({ command: null });
  });

  it('one end only, the first', () => {
    expect(after(mark('C'), mark('D;1'), mark('D;0'), mark('A')).ended?.exitCode).toBe(1);
    expect(after(mark('D;1'), mark('A'))).toEqual(SILENT_SHELL);
  });
});

describe('what a program prints that only looks like marks', () => {
  it.each(['http://x/y', 'file://x', 'file://x/%ff', '/tmp', 'file://x/a%'])(
    'is no directory: %s',
    (data) => {
      expect(after(at('file:///before'), at(data)).directory).toBe('/before');
    },
  );

  it.each(['', 'E', 'P;k=i', 'D;1;x', 'D;-1', 'D;9999'])('changes nothing without a command: %s', (data) => {
    expect(after(mark(data))).toEqual(SILENT_SHELL);
  });

  it('is made safe to show', () => {
    const { command } = after(mark('C;cmdline_url=a%1b[31m%0Ab%E2%80%AEc'));
    expect(command).toBe('a[31m bc');
    expect(after(mark(`C;cmdline_url=${'x'.repeat(5_000)}`)).command).toHaveLength(1_000);
    expect(after(mark('C;cmdline_url=%zz')).command).toBeNull();
  });
});
