import { expect, it } from 'vitest';
import { COMMANDS } from './commands.ts';
import { parseCommandLine } from './parse-command-line.ts';

const parse = (line: string) => parseCommandLine(line.split(' ').filter(Boolean), COMMANDS);

it('finds commands of two words, their words and options', () => {
  expect(parse('agent create ines@acme.example Ines --role Admin')).toMatchObject({
    entry: { name: 'agent create' },
    words: ['ines@acme.example', 'Ines'],
    options: { role: 'Admin' },
  });
});

it('shows the help when nothing or help is asked for', () => {
  expect(parse('').entry.name).toBe('help');
  expect(parse('import --help').entry.name).toBe('help');
});

it.each([
  ['imports', 'There is no command "imports".'],
  ['import', 'It takes 1 words, and 0 came.'],
  ['import a.jsonl b.jsonl', 'It takes 1 words, and 2 came.'],
  ['import a.jsonl --resent', "Unknown option '--resent'."],
])('refuses "%s" and says how it is meant', (line, fact) => {
  expect(() => parse(line)).toThrow(expect.objectContaining({ code: 'USAGE', fact }));
});
