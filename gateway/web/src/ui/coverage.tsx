import { useEffect, useState } from "preact/hooks";
import { coverage } from "../api/lookups.ts";
import { coverageText } from "./coverage-text.ts";

/** What can be found here, once. An error is only logged: searches do not need it. */
export function Coverage() {
  const [text, setText] = useState("");
  useEffect(() => {
    const leave = new AbortController();
    coverage(leave.signal).then(
      (answer) => setText(coverageText(answer)),
      (thrown: unknown) => {
        if (!leave.signal.aborted) console.info("the coverage cannot be read:", thrown);
      },
    );
    return () => leave.abort();
  }, []);
  return text === "" ? null : (
    <p id="coverage" class="hint">
      {text}
    </p>
  );
}
