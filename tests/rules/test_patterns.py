"""No regular expression and no format string is made from what somebody sent."""

from __future__ import annotations

import ast

from tests.support.source import name, nodes, python_files

READS = {"compile", "sub", "subn", "match", "search", "fullmatch", "split", "findall", "finditer"}
# Looked at: what stands in them is ours, or one of a few characters.
PATTERNS = {
    "app/domain/base/cpr_dates.py: pattern",
    r"app/domain/imports/figures.py: f'(?<=\\d)\\{sign}(?=\\d{{3}}(?!\\d))'",
    r"app/domain/imports/figures.py: f'\\d{{1,3}}(?:\\{sign}\\d{{3}})+'",
    "app/domain/venues/pictograms.py: words",
}
FORMATS = {
    "app/services/operations/database_checks.py: ask",
    "app/web/check_in/my_visit.py: row",
    "app/web/people/audit_sentences.py: Markup('<bdi>{}</bdi>')",
}


def is_ours(node: ast.expr) -> bool:
    """Whether an expression has nothing in it but literals, constants and escaped text."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.escape":
        return True
    if isinstance(node, ast.Name):
        return node.id.isupper() or node.id.lstrip("_").isupper() or node.id in ("re", "map")
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) == "re.escape" or (node.attr == "join" and is_ours(node.value))
    inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return all(map(is_ours, inner))


def found(tree: tuple[ast.AST, ...], file: str) -> tuple[set[str], set[str]]:
    """The patterns and the format strings of a file that are not ours by their looks."""
    patterns, formats = set(), set()
    for node in tree:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        whose, what = node.func.value, node.func.attr
        if ast.unparse(whose) == "re" and what in READS and not is_ours(node.args[0]):
            patterns.add(f"{file}: {ast.unparse(node.args[0])}")
        if what in ("format", "format_map") and not is_ours(whose):
            formats.add(f"{file}: {ast.unparse(whose)}")
    return patterns, formats


def test_no_pattern_and_no_format_is_made_from_input() -> None:
    patterns, formats = set(), set()
    for path in python_files("app"):
        more_patterns, more_formats = found(nodes(path), name(path))
        patterns |= more_patterns
        formats |= more_formats
    assert patterns == PATTERNS
    assert formats == FORMATS


def test_this_rule_finds_what_is_wrong() -> None:
    for wrong in ("re.sub(typed, '', a)", "re.compile(f'a{typed}')", "re.match('a' + typed, b)"):
        assert found(tuple(ast.walk(ast.parse(wrong))), "a.py")[0], wrong
    for wrong in ("typed.format(a)", "form.name.data.format_map(a)"):
        assert found(tuple(ast.walk(ast.parse(wrong))), "a.py")[1], wrong
    for right in ("re.sub(A, '', a)", "re.compile(f'a{B}{re.escape(a)}')", "'{}'.format(a)"):
        assert found(tuple(ast.walk(ast.parse(right))), "a.py") == (set(), set()), right
