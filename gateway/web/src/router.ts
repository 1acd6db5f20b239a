/** Which view the address names. Links within the page change it without a request. */
import { signal } from "@preact/signals";

export type Route =
  | { readonly view: "search" }
  | { readonly view: "auction"; readonly searchId: string }
  | { readonly view: "market" };

/** The view of a path; null: the page has none there. */
export function routeOf(path: string): Route | null {
  if (path === "/") return { view: "search" };
  if (path === "/market") return { view: "market" };
  const [, searchId] = /^\/auctions\/([^/]+)$/.exec(path) ?? [];
  return searchId === undefined ? null : { view: "auction", searchId: decoded(searchId) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // the gateway says that it knows no such auction
  }
}

/** The address of a recorded auction. */
export function auctionPath(searchId: string): string {
  return `/auctions/${encodeURIComponent(searchId)}`;
}

export const path = signal("/");

/** Follows the address of the window from now on. */
export function followAddress(): void {
  const read = () => {
    path.value = location.pathname;
  };
  read();
  addEventListener("popstate", read);
}

/** Goes to a path of this page. */
export function navigate(to: string): void {
  history.pushState(null, "", to);
  path.value = location.pathname;
  scrollTo(0, 0);
}
