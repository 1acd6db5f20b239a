/** The page in its window. */
import { render } from "preact";
import { App } from "./app.tsx";
import { followAddress } from "./router.ts";
import { takeAnswer } from "./sign-in/sign-in.ts";
import { followSearchAddress } from "./state/search-state.ts";

await takeAnswer();
followAddress();
followSearchAddress();
const root = document.getElementById("app");
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
