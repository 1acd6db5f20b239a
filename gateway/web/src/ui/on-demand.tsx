import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { askToReload, isOldPage } from "./old-page.ts";

interface OnDemandProps<Props> {
  /** Loads the view. It must be the same function each time. */
  readonly load: () => Promise<ComponentType<Props>>;
  readonly props: Props;
}

/** A view that is loaded when it is first shown. When it is gone, the page asks for a reload. */
export function OnDemand<Props>({ load, props }: OnDemandProps<Props>) {
  const [loaded, setLoaded] = useState<{ readonly View: ComponentType<Props> } | null>(null);
  useEffect(() => {
    let isLeft = false;
    load().then(
      (View) => {
        if (!isLeft) setLoaded({ View });
      },
      (thrown: unknown) => {
        console.info("a part of the page cannot be loaded:", thrown);
        askToReload();
      },
    );
    return () => {
      isLeft = true;
      setLoaded(null);
    };
  }, [load]);
  if (loaded === null) return isOldPage.value ? null : <p role="status">Loading…</p>;
  return <loaded.View {...(props as Props & object)} />;
}
