// Text that means harm, for whatever shows text of others: control characters, marks that turn it round, commands.
import fc from 'fast-check';

/** Text as an attacker would choose it for a name, a tag or a message. */
export const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '::error::',
        '##vso[task.setvariable variable=x]',
        '##[error]',
        '::',
        '#',
        '[',
        ' ',
        '\t',
      ),
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '\u001b',
        '\u009b',
        '\u0000',
        '\u007f',
        '\u0085',
        '\u2028',
        '\u202e',
      ),
      fc.constantFrom(
        '\u2066',
        '\u2069',
        '\u200e',
        '\u200f',
        '\u061c',
        '\u001b[2J',
        '\u001b]8;;http://x\u0007',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** What no terminal and no log may be shown. */
export const forbidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
/** What a build server would obey. */
export const command = /^\s*::|##(?:vso)?\[/im;
