// Bytes for the test of HTTP: curl and nginx on loopback.
import type { Example } from '../../protocol';

/** Text as the hex that an example holds. */
const hex = (text: string): string => Array.from(text, (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');

export const HTTP_EXAMPLES: readonly Example[] = [
  {
    what: 'a request of curl with a query, a cookie and Basic authentication',
    hex: hex('GET /a?b=1&c HTTP/1.1\r\nHost: localhost:8080\r\nAuthorization: Basic dXNlcjpwYXNz\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\nCookie: x=1; y=2\r\n\r\n'),
    info: 'GET /a?b=1&c HTTP/1.1 ',
    fields: {
      'http.request.method': 'GET', 'http.request.uri': '/a?b=1&c', 'http.request.uri.query.parameter': 'b=1,c', 'http.host': 'localhost:8080', 'http.authbasic': 'user:pass',
      'http.user_agent': 'curl/7.88.1', 'http.cookie_pair': 'x=1,y=2', 'http.request.full_uri': 'http://localhost:8080/a?b=1&c',
    },
  },
  {
    what: 'a response of nginx with Content-Length',
    hex: hex('HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\nConnection: keep-alive\r\n\r\n<p>Hello</p>'),
    info: 'HTTP/1.1 200 OK  (text/html)',
    fields: {
      'http.response.code': '200', 'http.response.phrase': 'OK', 'http.response.code.desc': 'OK', 'http.server': 'nginx/1.22.1', 'http.content_type': 'text/html; charset=utf-8',
      'http.content_length': '12', 'http.file_data': '<p>Hello</p>',
    },
  },
  {
    what: 'a chunked response with a trailer',
    hex: hex('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n5\r\nhello\r\n3;x=y\r\n12\n\r\n0\r\nA: b\r\n\r\n'),
    info: 'HTTP/1.1 200 OK  (text/plain)',
    fields: { 'http.chunk_size': '5,3,0', 'http.chunk_data': '68656c6c6f,31320a', 'http.chunked_trailer_part': 'A: b\\r\\n', 'http.file_data': 'hello12\\n' },
  },
  {
    what: 'two responses in one segment',
    hex: hex('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
    info: 'HTTP/1.1 404 Not Found HTTP/1.1 204 No Content ',
    fields: { 'http.response.code': '404,204' },
  },
  {
    what: 'the last of two lengths counts; text behind the body that ends no line is the beginning of what later segments bring',
    hex: hex('HTTP/1.1 200 ok\r\nContent-type: application/octet-stream\r\nContent-length: 10\r\nContent-length: 5\r\n\r\nhelloworld'),
    info: 'HTTP/1.1 200 ok ',
    fields: { 'http.content_length': '10,5', 'http.file_data': 'hello', 'frame.protocols': 'http:data' },
  },
  {
    what: 'a body that says deflate and is none: stored data whose length and complement do not agree',
    hex: hex('HTTP/1.1 200 ok\r\nContent-type: application/octet-stream\r\nContent-length: 31\r\nContent-Encoding:deflate\r\n\r\n ,\r\n\r\nthis was never compressed'),
    info: 'HTTP/1.1 200 ok ',
    fields: { 'data.len': '31', 'data.data': '202c0d0a0d0a7468697320776173206e6576657220636f6d70726573736564' },
  },
];
