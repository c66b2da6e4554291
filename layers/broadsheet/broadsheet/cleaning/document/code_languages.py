"""The languages that code is written in, as highlighters name them in a class of `pre` or `code`."""

import re
from collections.abc import Iterable

LANGUAGES = frozenset({
    "asm", "awk", "bash", "basic", "bibtex", "c", "clojure", "cmake", "cobol", "console", "cpp", "csharp",
    "css", "csv", "cuda", "d", "dart", "diff", "dockerfile", "elixir", "elm", "erlang", "fortran", "fsharp",
    "glsl", "go", "graphql", "groovy", "haskell", "hcl", "html", "http", "ini", "java", "javascript", "json",
    "jsx", "julia", "kotlin", "latex", "lean", "less", "lisp", "lua", "makefile", "markdown", "matlab",
    "nginx", "nim", "nix", "objectivec", "ocaml", "pascal", "perl", "php", "powershell", "prolog",
    "protobuf", "python", "r", "racket", "ruby", "rust", "sass", "scala", "scheme", "scss", "sh", "shell",
    "solidity", "sql", "svelte", "swift", "tcl", "tex", "toml", "tsx", "typescript", "verilog", "vhdl",
    "vim", "vue", "wasm", "xml", "yaml", "zig", "zsh",
})  # fmt: skip
"""The names that are known; by any other, no reader would highlight anything."""
_ALIASES = {
    "c++": "cpp", "c#": "csharp", "cs": "csharp", "f#": "fsharp", "golang": "go", "hs": "haskell",
    "js": "javascript", "kt": "kotlin", "md": "markdown", "objc": "objectivec", "py": "python",
    "python3": "python", "rb": "ruby", "rs": "rust", "shell-session": "console", "ts": "typescript",
    "yml": "yaml", "docker": "dockerfile", "make": "makefile",
}  # fmt: skip
# Prism and highlight.js, GitHub, Sphinx, SyntaxHighlighter (`brush: python`), SourceCode of Pandoc.
_MARK = re.compile(
    r"(?:^|\s)(?:lang(?:uage)?-|highlight-(?:source-|text-)?|brush:\s*|sourceCode\s+)([\w+#-]{1,20})",
    re.IGNORECASE,
)


def language_of(marks: Iterable[str]) -> str:
    """Return the language that the first of these classes or attributes names, empty where none is known."""
    for mark in marks:
        for found in _MARK.finditer(mark):
            name = found[1].lower()
            name = _ALIASES.get(name, name)
            if name in LANGUAGES:
                return name
    return ""


def language_class(language: str) -> str:
    """Return the class that HTML gives the code of a language (HTML, section 4.5.15)."""
    return f"language-{language}"
