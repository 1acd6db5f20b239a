/** The page in its window. */
import { render } from "preact";
import { App } from "./app.tsx";
import { followAddress } from "./router.ts";
import { isAnswer } from "./sign-in/pending.ts";
import { takeAnswer } from "./sign-in/sign-in.ts";
import { followSearchAddress } from "./state/search-state.ts";

const root = document.getElementById("app");
// The issuer may take some seconds, in which a reload would lose its answer.
if (root !== null && isAnswer(location.search)) root.textContent = "Signing in …";
await takeAnswer();
followAddress();
followSearchAddress();
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
