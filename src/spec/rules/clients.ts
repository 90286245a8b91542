// Rules about how clients find a gateway, what it shows them, and what they show it: service name, certificate,
// trusted roots. What is inside the certificates is looked at in `certificates/`.
import { quoted } from '../../base/quoted.ts';
import { clouds } from '../clouds.ts';
import { addressOf } from '../normalize.ts';
import { parseSecretAddress } from '../secret-address.ts';
import { exactlyOne, isDnsName, repeated, type Rule } from './rule.ts';

export const clientRules: readonly Rule[] = [
  {
    code: 'CMG1105',
    at: ['certificate'],
    what: 'key',
    check: ({ certificate }) => {
      const given = [certificate.file, certificate.keyVaultSecret, certificate.selfSigned || undefined];
      const count = given.filter((source) => source !== undefined).length;
      return exactlyOne('certificate', ['file', 'keyVaultSecret', 'selfSigned: true'], count);
    },
  },
  {
    code: 'CMG1105',
    at: ['certificate', 'password'],
    what: 'key',
    check: ({ certificate }) =>
      certificate.password !== undefined && certificate.file === undefined
        ? { message: 'certificate.password belongs to a certificate.file, and there is none' }
        : undefined,
  },
  {
    code: 'CMG1212',
    at: ['certificate', 'keyVaultSecret'],
    check: ({ certificate, environment, name, names }) => {
      if (certificate.keyVaultSecret === undefined) return undefined;
      const { suffixes } = clouds[environment];
      const address = parseSecretAddress(certificate.keyVaultSecret, suffixes.vault);
      if (address === undefined) {
        return {
          message: `certificate.keyVaultSecret is no secret of a vault in ${environment}`,
          hint: `write it like https://contoso.${suffixes.vault}/secrets/gateway/0123456789abcdef0123456789abcdef`,
        };
      }
      if (address.vault !== (names.vault ?? name)) return undefined;
      return {
        message: 'certificate.keyVaultSecret lies in the vault that the gateway makes for itself',
        hint: 'keep the certificate in a vault that stands before the gateway does',
      };
    },
  },
  {
    code: 'CMG1259',
    at: ['certificate', 'keyVaultSecret'],
    check: ({ certificate, environment }) => {
      const address = parseSecretAddress(
        certificate.keyVaultSecret ?? '',
        clouds[environment].suffixes.vault,
      );
      if (address === undefined || address.version !== undefined) return undefined;
      return {
        message: 'certificate.keyVaultSecret names no version, so a renewal in that vault goes unnoticed',
        hint: 'name the version, and change it when the certificate is renewed',
      };
    },
  },
  {
    code: 'CMG1105',
    at: ['certificate', 'keyVaultSecret'],
    check: ({ certificate, serviceName }) =>
      certificate.keyVaultSecret !== undefined && serviceName === undefined
        ? {
            message:
              'certificate.keyVaultSecret needs serviceName: nobody reads the certificate to find its name',
            hint: 'write the name that the certificate is for',
          }
        : undefined,
  },
  {
    code: 'CMG1209',
    at: ['serviceName'],
    check: ({ serviceName }) => {
      if (serviceName === undefined) return undefined;
      if (/\.(?:cloudapp\.net|usgovcloudapp\.net)$/i.test(serviceName)) {
        return {
          message: `${quoted(serviceName)} is a name of the classic service, which can no longer be created`,
          hint: 'choose a name in a domain of your own and point a CNAME at the gateway',
        };
      }
      if (isDnsName(serviceName)) return undefined;
      return {
        message: `${quoted(serviceName)} is not a full DNS name`,
        hint: 'write it like gateway.contoso.com',
      };
    },
  },
  {
    code: 'CMG1209',
    at: ['serviceName'],
    check: (spec) => {
      const { serviceName = '' } = spec;
      const isOfAzure = Object.values(clouds).some(({ suffixes }) =>
        serviceName.toLowerCase().endsWith(`.${suffixes.cloudApp}`),
      );
      if (!isOfAzure || serviceName.toLowerCase() === addressOf(spec)) return undefined;
      return {
        message: `${quoted(serviceName)} is a name of Azure, but not the one that this gateway gets`,
        hint: `write ${addressOf(spec)}, or a name in a domain of your own`,
      };
    },
  },
  {
    code: 'CMG1204',
    at: ['clientAuthentication', 'methods'],
    check: ({ clientAuthentication }) =>
      repeated(clientAuthentication.methods, ['clientAuthentication', 'methods']),
  },
  {
    code: 'CMG1321',
    at: ['clientAuthentication', 'methods'],
    check: ({ clientAuthentication: { methods, trustedRoots } }) =>
      methods.includes('certificate') && trustedRoots.length === 0
        ? {
            message: 'clients may sign in with a certificate, and no trustedRoots say which ones',
            hint: "name the roots and intermediates of the clients' certificates in clientAuthentication.trustedRoots",
          }
        : undefined,
  },
  {
    code: 'CMG1364',
    at: ['clientAuthentication', 'trustedRoots'],
    what: 'key',
    check: ({ clientAuthentication: { methods, trustedRoots } }) =>
      !methods.includes('certificate') && trustedRoots.length > 0
        ? {
            message: 'nothing uses the trusted roots: certificate is not among the methods',
            hint: 'add certificate to clientAuthentication.methods, or leave the roots out',
          }
        : undefined,
  },
];
