/** The page in its window. */
import { render } from "preact";
import { App } from "./app.tsx";
import { followAddress } from "./router.ts";
import { followSearchAddress } from "./state/search-state.ts";
import { askToReload } from "./ui/old-page.ts";

// A part of the page that is loaded on demand is gone after a deployment: only a reload helps.
addEventListener("vite:preloadError", (event) => {
  event.preventDefault();
  askToReload();
});

followAddress();
followSearchAddress();
const root = document.getElementById("app");
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
