// MD5 against the test suite of RFC 1321 appendix A.5.
import { expect, it } from 'vitest';
import { md5Text } from './md5';

it('digests the texts of RFC 1321', () => {
  expect(md5Text('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(md5Text('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0');
  expect(md5Text('12345678901234567890123456789012345678901234567890123456789012345678901234567890')).toBe('57edf4a22be3c955ac49da2e2107b67a');
  expect(md5Text('abcdefghijklmnopqrstuvwxyz'.repeat(2) + '0123')).toHaveLength(32);
});
