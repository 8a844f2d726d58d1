// The interface's own origin, app://netloupe, served from the closed table of built files.
import { SECURITY_HEADERS, type PageFiles } from '../host/page-files';

export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://netloupe`;

export async function answerPage(files: PageFiles, request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (url.host !== 'netloupe' || request.method !== 'GET') return refusal(403);
  const file = await files.get(url.pathname);
  return file ? new Response(new Uint8Array(file.body), { headers: file.headers }) : refusal(404);
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
