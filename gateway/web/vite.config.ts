/** Builds the page: `npm run page:build` writes what the gateway serves. */
import { defineConfig } from "vite";
import { precompressed } from "./precompressed.ts";

export default defineConfig({
  root: import.meta.dirname,
  build: {
    // The files of `assets/` carry a hash of their content in their name, and never change.
    outDir: "dist",
    assetsDir: "assets",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows scripts and images of the gateway's own address, not of
    // `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  plugins: [precompressed()],
});
