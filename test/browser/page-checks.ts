/** What every state of the page is checked for: accessibility, its width, and how it looks. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import axe from "axe-core";
import type { Page } from "playwright-core";

const SHOTS = join(import.meta.dirname, "shots");

/** The widths of a small phone, a phone, a tablet and a desk. */
export const WIDTHS: readonly number[] = [320, 360, 768, 1_440];

/** The rules of axe that the page breaks, each with where. */
export async function axeViolations(page: Page): Promise<string[]> {
  // As a script of the page it would be against its content security policy.
  await page.evaluate(axe.source);
  const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    "axe.run().then(({ violations }) => violations)",
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** What makes the page wider than its window; none where it is not. */
export async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    document.documentElement.scrollWidth <= innerWidth
      ? []
      : [...document.querySelectorAll("body *")]
          .filter((one) => one.getBoundingClientRect().right > innerWidth)
          .map((one) => one.outerHTML.slice(0, 80))`);
}

/** Keeps how the page looks now, for who wants to look. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}
