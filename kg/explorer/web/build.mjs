// src/ → dist/explorer.js and dist/explorer.css: one script, one style sheet, the same bytes every time.
// Pass a folder to write elsewhere.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const outdir = path.resolve(process.argv[2] ?? path.join(here, "dist"));

await build({
  absWorkingDir: here,
  entryPoints: { explorer: "src/main.ts" },
  bundle: true,
  outdir,
  format: "iife",
  minify: true,
  charset: "utf8",
  target: ["safari16.4", "firefox115", "chrome109"],
  legalComments: "none",
  banner: { js: "/* The explorer of ai-industry-kg. Apache-2.0. Source: kg/explorer/web/src. */" },
  logLevel: "warning",
});
