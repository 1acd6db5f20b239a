/** The form of the id of a request, which a caller may state at either door. */

/**
 * A6: it stands in log lines, headers and spans. The ids that proxies and tracers make are shorter,
 * and consist of these characters.
 */
const REQUEST_ID_FORM = /^[A-Za-z0-9._:-]{1,128}$/;

export function isRequestId(text: string): boolean {
  return REQUEST_ID_FORM.test(text);
}
