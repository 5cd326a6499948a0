import { LAST_GOOD_IN_USE } from '@drover/protocol';
import { expect, test } from 'vitest';
import { profile } from '../testing/samples.ts';
import { badFiles, badFilesWords, conversationWords } from './profile-words.ts';

const resuming = (newest: boolean, picked: boolean) =>
  profile({ resumes: { newest, picked, listed: picked, otherwise: 'new' } });

test('a profile says what it does with conversations', () => {
  expect(conversationWords(resuming(true, true))).toBe('Resumes any conversation');
  expect(conversationWords(resuming(false, true))).toBe('Resumes a given conversation');
  expect(conversationWords(resuming(true, false))).toBe('Resumes its newest conversation');
  expect(conversationWords(resuming(false, false))).toBe('Begins anew each time');
  expect(conversationWords({ ...resuming(false, false), shell: true })).toBeNull();
});

test('bad profile files are told one by one, and whether a good version of each stays in use', () => {
  const [claude, tool] = ['/home/ada/profiles/claude.yaml', '/home/ada/profiles/tool.yaml'];
  const files = badFiles([
    { file: claude, message: `claude.yaml:5: unknown key "binnary"${LAST_GOOD_IN_USE}` },
    { file: claude, message: `claude.yaml:7: unknown key "colour"${LAST_GOOD_IN_USE}` },
    { file: tool, message: 'tool.yaml: cannot be read' },
  ]);
  expect(files).toEqual([
    {
      file: claude,
      inUse: true,
      faults: ['line 5: unknown key "binnary"', 'line 7: unknown key "colour"'],
    },
    { file: tool, inUse: false, faults: ['cannot be read'] },
  ]);
  expect(badFilesWords(files)).toBe('2 profile files are not right');
  expect(badFilesWords(files.slice(1))).toBe('One profile file is not right');
});
