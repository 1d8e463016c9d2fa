/* SPDX-License-Identifier: EUPL-1.2 */
/* Bundles styles, scripts and pictures into static/dist, each named after a hash of what is in it. */

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { transform } from "lightningcss";

const STATIC = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(STATIC);
const DIST = path.join(STATIC, "dist");
const THEME = createRequire(import.meta.url).resolve("@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css");
const FONT = createRequire(import.meta.url).resolve("@fontsource/noto-serif/files/noto-serif-latin-600-normal.woff2");
const PLACES_WITH_LIBRARY_CLASSES = [path.join(ROOT, "templates", "base.html"), path.join(ROOT, "templates", "components")];
const ALREADY_SMALL = new Set([".woff2"]);

const markup = await textBelow(PLACES_WITH_LIBRARY_CLASSES);
const site = withoutUnusedClasses(await bundled("css/site.css"), markup);
const ours = await bundled("css/theme.css");
const theme = `${tokensUsedBy(await readFile(THEME, "utf8"), site + ours)}\n${ours}`;

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });
const font = await keep("noto-serif.woff2", await readFile(FONT));
const manifest = {
  "noto-serif.woff2": font,
  "site.css": await keep("site.css", small(site)),
  "theme.css": await keep("theme.css", small(theme.replace("noto-serif.woff2", font))),
  "site.js": await keep("site.js", await bundled("js/site.js")),
};
for (const name of (await readdir(path.join(STATIC, "images"))).sort()) {
  manifest[name] = await keep(name, await readFile(path.join(STATIC, "images", name)));
}
await writeFile(path.join(DIST, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

/** Give a stylesheet or script with everything it imports in it. */
async function bundled(entry) {
  const result = await build({
    entryPoints: [path.join(STATIC, entry)],
    bundle: true,
    minify: entry.endsWith(".js"),
    format: "esm",
    legalComments: "none",
    external: ["*.woff2"],
    target: ["es2022"],
    write: false,
  });
  return result.outputFiles[0].text;
}

/** Leave out the library's classes that no macro names. */
function withoutUnusedClasses(css, markup) {
  const named = new Set(markup.match(/utrecht-[\w-]+/g));
  const unused = [...new Set(css.match(/(?<=\.)utrecht-[\w-]+/g))].filter((name) => !named.has(name));
  return transform({ filename: "site.css", code: Buffer.from(css), unusedSymbols: unused }).code.toString();
}

/** Give the theme with only the tokens that the styles use, directly or through another token. */
function tokensUsedBy(theme, css) {
  const tokens = new Map([...theme.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name, value]) => [name, value]));
  const used = new Set();
  const waiting = css.match(/--[\w-]+/g) ?? [];
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (tokens.has(name) && !used.has(name)) {
      used.add(name);
      waiting.push(...(tokens.get(name).match(/--[\w-]+/g) ?? []));
    }
  }
  const lines = [...used].sort().map((name) => `${name}: ${tokens.get(name)};`);
  return `.voorbeeld-theme {\n${lines.join("\n")}\n}`;
}

/** Give a stylesheet without what only people read. */
function small(css) {
  return transform({ filename: "x.css", code: Buffer.from(css), minify: true }).code;
}

/** Write a file under a name with its hash, compressed beside it for servers that can use that; give the name. */
async function keep(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const { name: stem, ext } = path.parse(name);
  const hashed = `${stem}-${hash}${ext}`;
  await writeFile(path.join(DIST, hashed), content);
  if (!ALREADY_SMALL.has(ext)) {
    await writeFile(path.join(DIST, `${hashed}.gz`), gzipSync(content, { level: 9 }));
    await writeFile(path.join(DIST, `${hashed}.br`), brotliCompressSync(content));
  }
  return hashed;
}

/** Give the text of these templates, and of those in these folders. */
async function textBelow(places) {
  const texts = [];
  for (const place of places) {
    const names = place.endsWith(".html") ? [place] : (await readdir(place)).sort().map((name) => path.join(place, name));
    texts.push(...(await Promise.all(names.filter((name) => name.endsWith(".html")).map((name) => readFile(name, "utf8")))));
  }
  return texts.join("\n");
}
