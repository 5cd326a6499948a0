import type { IDisposable, IParser } from '@xterm/xterm';

/** The part of xterm.js that reads escape sequences. */
export type SequenceParser = Pick<
  IParser,
  'registerCsiHandler' | 'registerDcsHandler' | 'registerEscHandler' | 'registerOscHandler'
>;

/** CSI sequences that do nothing but ask, or that act on the window: 8 t would resize it, 20 t tell its title. */
const CSI_QUERIES = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { prefix: '>', final: 'q' },
  { prefix: '?', final: 'u' },
  { final: 't' },
  { final: 'x' },
];

const DCS_QUERIES = [
  { intermediates: '$', final: 'q' },
  { intermediates: '+', final: 'q' },
];

/** OSC commands that set colours, and tell them when given `?` in place of a colour. */
const COLOUR_COMMANDS = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

/**
 * Keeps a terminal from answering what a program asks of it. The host's own screen answers, once, however many
 * watch; an answer from here would reach the program as typing.
 */
export function muteQueries(parser: SequenceParser): IDisposable[] {
  const swallow = () => true;
  return [
    ...CSI_QUERIES.map((id) => parser.registerCsiHandler(id, swallow)),
    ...DCS_QUERIES.map((id) => parser.registerDcsHandler(id, swallow)),
    parser.registerEscHandler({ final: 'Z' }, swallow),
    ...COLOUR_COMMANDS.map((command) => parser.registerOscHandler(command, asksForColour)),
  ];
}

const asksForColour = (data: string): boolean => data.split(';').includes('?');
