// What is said of a failure that nothing else could show: before there is a context, or when cmg itself is wrong.
import { CmgError } from '../base/failure.ts';

export const interrupted = 'interrupted; what Azure has begun goes on there, and the next run takes it up';

export function lastWords(error: unknown): string {
  if (error instanceof CmgError) return `error ${error.code}: ${error.message}\n`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: this is a fault in cmg itself; please report it with what follows\n${text}\n`;
}
