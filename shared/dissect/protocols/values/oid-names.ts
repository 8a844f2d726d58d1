// Names of the object identifiers that stand in certificates (RFC 5280, RFC 3279, RFC 5758, CA/Browser Forum).

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries({
  '0.9.2342.19200300.100.1.1': 'uid', '0.9.2342.19200300.100.1.25': 'dc',
  '1.2.840.113549.1.1.1': 'rsaEncryption', '1.2.840.113549.1.1.2': 'md2WithRSAEncryption', '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption', '1.2.840.113549.1.1.10': 'id-RSASSA-PSS', '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption', '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption', '1.3.14.3.2.29': 'sha-1WithRSAEncryption',
  '1.2.840.10045.2.1': 'id-ecPublicKey', '1.2.840.10045.3.1.7': 'secp256r1', '1.3.132.0.34': 'secp384r1', '1.3.132.0.35': 'secp521r1',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256', '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384', '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512', '1.2.840.10040.4.1': 'id-dsa',
  '1.2.840.113549.1.9.1': 'pkcs-9-at-emailAddress', '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionOfIncorporationLocalityName',
  '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionOfIncorporationStateOrProvinceName', '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionOfIncorporationCountryName',
  '2.5.4.3': 'id-at-commonName', '2.5.4.4': 'id-at-surname', '2.5.4.5': 'id-at-serialNumber', '2.5.4.6': 'id-at-countryName', '2.5.4.7': 'id-at-localityName',
  '2.5.4.8': 'id-at-stateOrProvinceName', '2.5.4.9': 'id-at-streetAddress', '2.5.4.10': 'id-at-organizationName', '2.5.4.11': 'id-at-organizationalUnitName',
  '2.5.4.12': 'id-at-title', '2.5.4.13': 'id-at-description', '2.5.4.15': 'id-at-businessCategory', '2.5.4.17': 'id-at-postalCode', '2.5.4.41': 'id-at-name',
  '2.5.4.42': 'id-at-givenName', '2.5.4.97': 'id-at-organizationIdentifier',
  '2.5.29.14': 'id-ce-subjectKeyIdentifier', '2.5.29.15': 'id-ce-keyUsage', '2.5.29.16': 'id-ce-privateKeyUsagePeriod', '2.5.29.17': 'id-ce-subjectAltName',
  '2.5.29.18': 'id-ce-issuerAltName', '2.5.29.19': 'id-ce-basicConstraints', '2.5.29.30': 'id-ce-nameConstraints', '2.5.29.31': 'id-ce-cRLDistributionPoints',
  '2.5.29.32': 'id-ce-certificatePolicies', '2.5.29.32.0': 'anyPolicy', '2.5.29.35': 'id-ce-authorityKeyIdentifier', '2.5.29.37': 'id-ce-extKeyUsage',
  '2.16.840.1.113730.1.1': 'ns_cert_exts.cert_type', '2.16.840.1.113730.1.13': 'ns_cert_exts.comment',
  '1.3.6.1.5.5.7.1.1': 'id-pe-authorityInfoAccess', '1.3.6.1.5.5.7.1.3': 'id-pe-qcStatements', '1.3.6.1.5.5.7.1.12': 'id-pe-logotype', '1.3.6.1.5.5.7.1.24': 'id-pe-tlsfeature',
  '1.3.6.1.5.5.7.2.1': 'id-qt-cps', '1.3.6.1.5.5.7.2.2': 'id-qt-unotice', '1.3.6.1.5.5.7.48.1': 'id-ad-ocsp', '1.3.6.1.5.5.7.48.2': 'id-ad-caIssuers',
  '1.3.6.1.5.5.7.3.1': 'id-kp-serverAuth', '1.3.6.1.5.5.7.3.2': 'id-kp-clientAuth', '1.3.6.1.5.5.7.3.3': 'id-kp-codeSigning', '1.3.6.1.5.5.7.3.4': 'id-kp-emailProtection',
  '1.3.6.1.5.5.7.3.8': 'id-kp-timeStamping', '1.3.6.1.5.5.7.3.9': 'id-kp-OCSPSigning', '1.3.6.1.4.1.11129.2.4.2': 'SignedCertificateTimestampList',
}));

const ROOTS: readonly string[] = ['itu-t', 'iso', 'joint-iso-itu-t'];

/** The name; without one the dotted numbers behind the name of the root: `iso.3.6.1.4.1.311.21.7`. */
export function oidName(oid: string): string {
  return NAMES.get(oid) ?? `${ROOTS[Number(oid[0])] ?? '?'}${oid.slice(1)}`;
}
