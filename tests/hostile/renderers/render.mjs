// Renders Markdown as people's readers do, with raw HTML allowed: a JSON list of texts on standard input,
// {"renderer": [html, ...]} on standard output. Runs in the folder that holds node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { resolve } = createRequire(`${process.cwd()}/`);
const load = (name) => import(pathToFileURL(resolve(name)).href);

const { marked } = await load("marked");
const { default: MarkdownIt } = await load("markdown-it");
const { micromark } = await load("micromark");
const { gfm, gfmHtml } = await load("micromark-extension-gfm");
const { default: showdown } = await load("showdown");

const markdownIt = new MarkdownIt({ html: true, linkify: true });
const converter = new showdown.Converter();
const dangerous = {
  allowDangerousHtml: true,
  allowDangerousProtocol: true,
  extensions: [gfm()],
  htmlExtensions: [gfmHtml()],
};

const renderers = {
  "marked": (text) => marked.parse(text),
  "markdown-it, linkify": (text) => markdownIt.render(text),
  "micromark, GFM": (text) => micromark(text, dangerous),
  "showdown": (text) => converter.makeHtml(text),
};

const texts = JSON.parse(readFileSync(0, "utf8"));
const rendered = Object.entries(renderers).map(([name, render]) => [name, texts.map(render)]);
process.stdout.write(JSON.stringify(Object.fromEntries(rendered)));
