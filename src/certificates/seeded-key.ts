// FOR TESTS ONLY: an RSA key that follows from a text. Whoever knows the text has the key, so nothing that must
// keep a secret may use it; it exists so that golden files and recorded runs hold the same certificate twice.
import { checkPrimeSync, createPrivateKey, type KeyObject } from 'node:crypto';
import { bug } from '../base/failure.ts';
import type { Random } from '../base/ports.ts';
import { integer, sequence } from './der-write.ts';

/** RSA of 2048 bits with the exponent 65537. */
export function seededRsaKey(random: Random): KeyObject {
  const [p, q] = [seededPrime(random), seededPrime(random)];
  const exponent = 65537n;
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const numbers = [0n, p * q, exponent, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)];
  const der = sequence(...numbers.map(integer));
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs1' });
}

function seededPrime(random: Random): bigint {
  const bytes = Uint8Array.from(random.bytes(128));
  // The two highest bits make the product of two such primes exactly 2048 bits long.
  bytes[0] = (bytes[0] ?? 0) | 0xc0;
  bytes[127] = (bytes[127] ?? 0) | 1;
  const start = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  for (let candidate = start; candidate < start + 100_000n; candidate += 2n) {
    const divisible = smallPrimes.some((prime) => candidate % prime === 0n);
    if (!divisible && candidate % 65537n !== 1n && checkPrimeSync(candidate)) return candidate;
  }
  return bug('no prime follows from this seed');
}

const smallPrimes = Array.from({ length: 1000 }, (_, index) => 2 * index + 3)
  .filter(
    (number) =>
      ![3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43].some((p) => p < number && number % p === 0),
  )
  .map(BigInt);

/** By the extended algorithm of Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [before, remainder] = [modulus, value % modulus];
  let [beforeFactor, factor] = [0n, 1n];
  while (remainder !== 0n) {
    const quotient = before / remainder;
    [before, remainder] = [remainder, before - quotient * remainder];
    [beforeFactor, factor] = [factor, beforeFactor - quotient * factor];
  }
  return ((beforeFactor % modulus) + modulus) % modulus;
}
