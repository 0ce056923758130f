# SPDX-License-Identifier: Apache-2.0
"""Gathers the pages of the site from the tree.

    stage.py FOLDER

FOLDER has skillcall-api.json and gets mkdocs.yml and pages/. The pages stay what they are in the
tree, with three changes: links lead to where a page is in the site, code of several languages in a
row becomes tabs, and the functions get a page for each header.
"""

import json
import posixpath
import re
import shutil
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"c": "C", "cpp": "C++", "python": "Python", "js": "Node.js", "go": "Go",
             "rust": "Rust", "ruby": "Ruby", "lua": "Lua"}
SOURCES = {".c": "c", ".h": "c", ".py": "python", ".js": "js"}
SECTIONS = ["Guide", "Cookbook", "Reference", "Functions", "Languages", "Examples", "Project"]


def git_path(path):
    return path.relative_to(ROOT).as_posix()


def pages_of_the_tree():
    """{path in the tree: path in the site}"""
    pages = {"README.md": "index.md"}
    for path in sorted(ROOT.glob("docs/**/*.md")):
        name = git_path(path)
        if name != "docs/README.md":
            pages[name] = name.removeprefix("docs/")
    for path in sorted(ROOT.glob("examples/bindings/*/README.md")):
        pages[git_path(path)] = f"languages/{path.parent.name}.md"
    pages["examples/README.md"] = "examples/index.md"
    for path in sorted(ROOT.glob("examples/*.*")) + sorted(ROOT.glob("examples/*/*.*")):
        if path.suffix in SOURCES:
            pages[git_path(path)] = f"{git_path(path)}.md"
    return pages


def title_of(text):
    return re.search(r"^# (.+)", text, re.M)[1].replace("`", "")


def relink(text, tree_path, site_path, pages):
    """Leads each link to the site's page; what is not in the site keeps its words only."""
    def replace(match):
        words, target = match.groups()
        path, _, anchor = target.partition("#")
        if not path or re.match(r"\w+:", path):
            return match[0]
        full = posixpath.normpath(posixpath.join(posixpath.dirname(tree_path), path))
        if full == "docs/README.md":
            full = "README.md"
        if full in pages:
            new = pages[full]
        elif full.startswith("docs/") and (ROOT / full).is_file():
            new = full.removeprefix("docs/")
        else:
            return words
        new = posixpath.relpath(new, posixpath.dirname(site_path) or ".")
        return f"[{words}]({new}{'#' + anchor if anchor else ''})"
    return re.sub(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)", replace,
                  text.replace("](docs/images/", "](images/"))


def tabs(text):
    """Makes tabs of neighbouring blocks of code in different languages."""
    block = r"```(\w+)\n.*?\n```\n"
    names = "|".join(LANGUAGES)

    def replace(match):
        blocks = list(re.finditer(block, match[0], re.S))
        if len({found[1] for found in blocks}) < len(blocks):
            return match[0]
        return "\n".join(f'=== "{LANGUAGES[found[1]]}"\n\n' +
                         re.sub(r"^(?=.)", "    ", found[0], flags=re.M) for found in blocks)
    return re.sub(rf"(?:```(?:{names})\n(?:(?!```).*\n)*?```\n\n?){{2,}}", replace, text)


def stage_pages(folder, pages):
    for tree_path, site_path in pages.items():
        text = (ROOT / tree_path).read_text(encoding="utf-8")
        if language := SOURCES.get(Path(tree_path).suffix):
            name = tree_path.removeprefix("examples/")
            text = f"# {name}\n\n```{language}\n{text}```\n"
        target = folder / site_path
        target.parent.mkdir(parents=True, exist_ok=True)
        hidden = "navigation" if site_path == "index.md" else "" if "\n## " in text else "toc"
        head = f"---\nhide: [{hidden}]\nsearch: {{exclude: {'true' if language else 'false'}}}\n---\n"
        target.write_text(head + tabs(relink(text, tree_path, site_path, pages)), encoding="utf-8")
    shutil.copytree(ROOT / "docs/images", folder / "images")
    shutil.copy(ROOT / "docs/site/site.css", folder)
    for name in ["openapi.yaml", "emulator-api.yaml", "session.schema.json"]:
        shutil.copy(ROOT / "docs/reference" / name, folder / "reference")


def words(text):
    """A comment's words, safe as Markdown."""
    text = text.replace("<", "&lt;").replace("#SKILLCALL_", "SKILLCALL_").replace("*", r"\*")
    text = re.sub(r"docs/(\S+?)\.md", r"[\1](../\1.md)", text)
    return re.sub(r"\b(skillcall_\w+(?:\(\))?|SKILLCALL_\w+)", r"`\1`", text)


def prototype(function):
    types = [f"{p['type']}{'' if p['type'].endswith('*') else ' '}{p['name']}"
             for p in function["parameters"]]
    result = function["returns"]["type"] if function["returns"] else "void"
    head = f"{result}{'' if result.endswith('*') else ' '}{function['name']}("
    one_line = f"{head}{', '.join(types) or 'void'});"
    return one_line if len(one_line) <= 88 else head + "\n    " + ",\n    ".join(types) + ");"


def examples():
    """The C programs of the cookbook, the shortest first: the program, and a link to its page."""
    for page in sorted(ROOT.glob("docs/guide/cookbook/*.md")):
        text = page.read_text(encoding="utf-8")
        if program := re.search(r"^```c\n(.*?)^```$", text, re.S | re.M):
            yield program[1], f"[{title_of(text)}](../guide/cookbook/{page.name})"


EXAMPLES = sorted(examples(), key=lambda example: len(example[0]))


def function_text(function):
    lines = [f"## {function['name']}", "", "```c", prototype(function), "```", ""]
    lines += [words(function["description"]).replace("\n", "\n\n"), ""]
    described = [p for p in function["parameters"] if p.get("description")]
    if described:
        lines += ["| parameter | |", "|---|---|"]
        lines += [f"| `{p['name']}` | {words(p['description'])} |" for p in described] + [""]
    if function["returns"] and function["returns"].get("description"):
        lines += [f"**Returns** {words(function['returns']['description'])}", ""]
    lines += [f"**Example** {link}\n" for program, link in EXAMPLES if f"{function['name']}(" in program][:1]
    return "\n".join(lines)


def header_words(header):
    """The text of the comment at the top of a header."""
    text = (ROOT / "include" / header).read_text(encoding="utf-8")
    comment = re.search(r"/\*\* \\file\n(.*?)\*/", text, re.S)[1]
    lines = [re.sub(r"^ \* ?", "", line) for line in comment.splitlines()]
    return words("\n".join(line for line in lines if not line.startswith("\\")))


def stage_functions(folder, api):
    by_header = {}
    for function in api["functions"]:
        by_header.setdefault(function["header"], []).append(function)
    folder = folder / "functions"
    folder.mkdir()
    for header, functions in by_header.items():
        page = [f"# {Path(header).stem.replace('_', ' ').capitalize().replace('Uui', 'UUI')}",
                "", f"`#include <{header}>`", "", header_words(header), ""]
        page += [function_text(function) for function in functions]
        (folder / f"{Path(header).stem}.md").write_text("\n".join(page), encoding="utf-8")
    return [f"functions/{Path(header).stem}.md" for header in sorted(by_header)]


def in_reading_order(site_paths):
    """As docs/README.md lists them; what it does not list comes last."""
    listed = re.findall(r"\]\(([^)]+\.md)\)", (ROOT / "docs/README.md").read_text(encoding="utf-8"))
    return sorted(site_paths, key=lambda path: (listed.index(path) if path in listed else 99, path))


def navigation(folder, pages, functions):
    sections = {name: [] for name in SECTIONS}
    for site_path in in_reading_order(pages.values()):
        if site_path != "index.md":
            parts = site_path.split("/")
            section = "Cookbook" if "cookbook" in parts else parts[0].capitalize()
            sections[section].append(site_path)
    sections["Functions"] = functions
    nav = [{"Home": "index.md"}]
    for name, paths in sections.items():
        titled = [{title_of((folder / path).read_text(encoding="utf-8")): path} for path in paths]
        nav += [{name: titled}] if titled else []
    return nav


def main():
    site = Path(sys.argv[1])
    folder = site / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    pages = pages_of_the_tree()
    stage_pages(folder, pages)
    functions = stage_functions(folder, json.loads((site / "skillcall-api.json").read_text()))
    settings = yaml.safe_load((ROOT / "docs/site/mkdocs.yml").read_text(encoding="utf-8"))
    settings["nav"] = navigation(folder, pages, functions)
    (site / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
