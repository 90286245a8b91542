// What a run ends with, once: every exit code and its meaning, for people and for `cmg schema exit-codes`. Which
// fault ends with which code, the table of codes says.

export const exitCodes = {
  0: 'done, or nothing to do',
  1: 'failed',
  2: 'there are changes: plan --detailed-exitcode',
  3: 'not signed in, or not allowed',
  4: 'Azure refused or failed a resource',
  5: 'a policy, a lock or a protection forbids it',
  6: 'nothing of that name',
  8: 'cancelled, or not confirmed',
  9: 'timed out; what is running is named',
  10: 'quota or capacity',
  11: 'another deployment of this gateway is running',
  13: 'teardown is incomplete; what remains is listed',
  64: 'wrong usage',
  65: 'the spec or a certificate is wrong',
  130: 'interrupted',
  143: 'ended from outside',
} satisfies Record<number, string>;
