/** Headers of a file that are not every page's. */
const ofTheFile: ReadonlySet<string> = new Set(
  'accept-ranges age cache-control cache-status connection content-encoding content-length content-type date etag keep-alive last-modified netlify-vary server transfer-encoding vary x-nf-request-id'.split(
    ' ',
  ),
);

/** The headers of a file that every page has. Its own are of the file as it was sent: packed, for example. */
export function pageHeadersOf(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => !ofTheFile.has(name)));
}
