/** What every state of the page is checked for: accessibility, its width, and how it looks. */
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** The short form: to evaluate the long one took three times as long as the check itself. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const SHOTS = join(import.meta.dirname, "shots");

/** The widths of a small phone, a phone, a tablet and a desk. */
export const WIDTHS: readonly number[] = [320, 360, 768, 1_440];

/** The rules of axe that the page breaks, each with where. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Once for each document. As a script of the page it would be against its content security
  // policy.
  if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(AXE);
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

/**
 * What is broken over several lines and should not be: one time with its airport, one figure, the
 * label of a limit, whose box would stand lower than those beside it.
 */
export async function broken(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll(".piece, .limits label")]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const boxes = [...range.getClientRects()];
        return boxes.some(({ top }) => boxes.some(({ bottom }) => top >= bottom));
      })
      .map((one) => one.textContent)`);
}

/** Keeps how the page looks now, where SHOTS is set: for who wants to look. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env["SHOTS"]) return;
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** The same at every width. */
export async function shootWide(page: Page, name: string): Promise<void> {
  if (!process.env["SHOTS"]) return;
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await shoot(page, `${name}-${width}`);
  }
  if (before !== null) await page.setViewportSize(before);
}
