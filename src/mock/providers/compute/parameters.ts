// Refusals in the compute provider's words, which name the parameter they are about.
import { refuse } from '../../fault.ts';

export function invalidParameter(target: string, message: string): never {
  return refuse(400, 'InvalidParameter', message, { target });
}

export function missingParameter(target: string): never {
  return invalidParameter(target, `Required parameter '${target}' is missing (null).`);
}
