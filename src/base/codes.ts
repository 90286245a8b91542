// Every code `cmg` can show, once: the key is the code. A row says how bad it is, which exit code a run ends
// with when it is the reason, and what it is about. The wording of each message lives where it is found.
export type Severity = 'error' | 'warning' | 'info';

interface CodeRow {
  readonly severity: Severity;
  readonly exit: number;
  readonly about: string;
}

function error(exit: number, about: string): CodeRow {
  return { severity: 'error', exit, about };
}
function warning(about: string): CodeRow {
  return { severity: 'warning', exit: 0, about };
}

export const codes = {
  // 10xx: the file itself
  CMG1001: error(65, 'the spec file cannot be read'),
  CMG1002: error(65, 'the file is not well-formed YAML or JSON'),
  CMG1003: error(65, 'the file uses a part of YAML that specs do without'),
  CMG1004: error(65, 'the file is larger or deeper than a spec may be'),
  CMG1005: error(65, 'an environment variable that the spec names is not set'),
  CMG1006: error(65, 'what a spec extends cannot be used'),
  // 11xx: keys and kinds
  CMG1101: error(65, 'a required key is missing'),
  CMG1102: error(65, 'a value is of the wrong kind'),
  CMG1103: error(65, 'a key stands twice, or is one that no spec may hold'),
  CMG1104: error(65, 'an unknown key'),
  CMG1105: error(65, 'two keys exclude each other, or one needs another'),
  // 12xx: values
  CMG1201: error(65, 'a name breaks the rules of what will be named after it'),
  CMG1202: error(65, 'a region that Azure does not have in this cloud'),
  CMG1203: error(65, 'a number outside its range'),
  CMG1204: error(65, 'a value that is not one of the choices'),
  CMG1205: error(65, 'an expiry that cannot be understood'),
  CMG1206: error(65, 'an address space that does not fit a gateway'),
  CMG1207: error(65, 'a tag that Azure or cmg does not allow'),
  CMG1208: error(65, 'an identifier that is not a GUID'),
  CMG1209: error(65, 'a service name that cannot be used'),
  CMG1210: error(65, 'a site code or version that ConfigMgr does not have'),
  CMG1211: error(65, 'a mail address that nobody can have'),
  CMG1212: error(65, 'the address of a secret that cannot be used'),
  CMG1213: error(65, 'a file that a spec names cannot be used'),
  CMG1251: warning('a size for labs only'),
  CMG1252: warning('a single instance'),
  CMG1253: warning('more instances than the connection points can hold'),
  CMG1255: warning('what is done by the site, or not by this program'),
  CMG1256: warning('an expiry whose warnings or extension do not fit it'),
  CMG1257: warning('a version of the site that lacks something of this'),
  CMG1259: warning('a secret whose renewal goes unnoticed'),
  CMG1260: warning('a key that does nothing'),
  // 13xx: certificates
  CMG1301: error(65, 'the certificate file cannot be read'),
  CMG1302: error(65, 'the file is not a PFX or certificate'),
  CMG1303: error(65, 'the password of the certificate is wrong or missing'),
  CMG1304: error(65, 'the certificate cannot serve this gateway'),
  CMG1305: error(65, 'the private key belongs to another certificate'),
  CMG1306: error(65, 'the key of the certificate is too short'),
  CMG1307: error(65, 'the certificate is not meant for a server'),
  CMG1308: error(65, 'the names of the certificate do not cover the service name'),
  CMG1309: error(65, 'the certificate has expired'),
  CMG1310: error(65, 'the certificate is not valid yet'),
  CMG1311: error(65, 'a wildcard certificate leaves the service name open'),
  CMG1312: error(65, 'the private key of the certificate is missing'),
  CMG1313: error(65, 'a certificate is signed with a broken hash'),
  CMG1314: error(65, 'the common name differs from the one before'),
  CMG1315: error(65, 'the certificate file is damaged'),
  CMG1316: error(65, 'the PFX is protected in a way that cannot be read'),
  CMG1317: error(65, 'the certificate and its key are not in a PFX'),
  CMG1321: error(65, 'trusted roots are needed and none are given'),
  CMG1322: error(65, 'the trusted roots lack the issuer of one of them'),
  CMG1323: error(65, 'a trusted root is no authority'),
  CMG1324: error(65, 'more trusted roots than an instance can be given'),
  CMG1351: warning('the certificate will serve, but not for long or not for everybody'),
  CMG1352: warning('the key of the certificate is of a kind that Microsoft does not document'),
  CMG1353: warning('the common name differs from the service name in case'),
  CMG1354: warning('a certificate is signed with SHA-1'),
  CMG1355: warning('the chain in the file has a gap'),
  CMG1356: warning('no revocation list that clients could fetch'),
  CMG1357: warning('a certificate in the file is no part of the chain'),
  CMG1358: warning('a certificate stands twice'),
  CMG1359: warning('a private key in the file belongs to no certificate'),
  CMG1360: warning('the certificate signed itself'),
  CMG1361: warning('the certificate has a common name only'),
  CMG1362: warning('more trusted roots than old versions take'),
  CMG1363: warning('a trusted root is outside its validity'),
  CMG1364: warning('trusted roots that nothing uses'),
  CMG1365: warning('the file holds several certificates with their keys'),
  CMG1366: warning('a certificate of the chain is outside its validity'),
  CMG1381: { severity: 'info', exit: 0, about: 'the file lists its chain out of order' },
  CMG1382: { severity: 'info', exit: 0, about: 'the chain ends below its root' },
  CMG1383: { severity: 'info', exit: 0, about: 'the certificate goes with several service names' },
  // 14xx: prices
  CMG1401: error(65, 'the price file cannot be read'),
  CMG1402: error(65, 'the price file is no price book'),
  // 21xx: seen while planning, before the first write
  CMG2101: error(4, 'a name is taken by somebody else'),
  CMG2102: error(4, 'the resource group stands in another region'),
  CMG2103: error(4, 'the region does not offer the size to this subscription'),
  CMG2104: error(10, 'the quota is too small'),
  CMG2105: error(4, 'a resource provider is not registered'),
  CMG2106: error(5, 'something else stands where the gateway would go'),
  CMG2107: warning('a size that Azure retires'),
  CMG2108: warning('what serves a lab and nobody else'),
  CMG2109: warning('the time of the gateway is over'),
  CMG2110: error(65, 'a payload that this version cannot carry'),
  CMG2111: error(65, 'the vault of the certificate is not there'),
  CMG2112: warning('the instances are stopped'),
  CMG2113: error(5, 'what cannot be changed in place'),
  CMG2114: warning('the gateway expires soon'),
  // 30xx: who you are
  CMG3001: error(3, 'not signed in'),
  CMG3002: error(3, 'not allowed'),
  CMG3003: error(3, 'no subscription was named'),
  // 40xx: Azure said no
  CMG4001: error(4, 'Azure refused the request'),
  CMG4002: error(4, 'Azure failed a resource'),
  CMG4003: error(4, 'Azure could not be reached'),
  CMG4011: error(11, 'another deployment of this gateway is running'),
  CMG4021: error(5, 'a policy forbids it'),
  CMG4022: error(5, 'a lock forbids it'),
  CMG4031: error(10, 'no quota left'),
  CMG4032: error(10, 'no capacity left'),
  CMG4041: error(9, 'it took longer than allowed'),
  CMG4042: error(8, 'the deployment was cancelled'),
  // 50xx: teardown
  CMG5001: error(6, 'nothing of that name'),
  CMG5012: error(13, 'something foreign stands among the resources'),
  CMG5013: error(5, 'the gateway is protected'),
  CMG5014: error(13, 'what the tags say cannot be believed'),
  // 90xx: the command line
  CMG9001: error(64, 'wrong usage'),
  CMG9002: error(8, 'not confirmed'),
} satisfies Record<`CMG${number}`, CodeRow>;

export type Code = keyof typeof codes;
