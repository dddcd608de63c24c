/**
 * Leads to a page of this site after a form. By its path: policies for forms hold for where they lead
 * to as well, and a site may be visited under several names.
 */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path } });
}

/** Leads to where a page is now. Two slashes at the beginning would name another host. */
export function movedTo(path: string): Response {
  const headers = { Location: path.replace(/^\/+/, '/') };
  return new Response(null, { status: 301, headers });
}
