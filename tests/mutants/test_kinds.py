"""The small mistakes that a mutation run makes: each is one, each differs, and none is about wording."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from benchmarks.mutants.draw import draw, mutant, mutated
from benchmarks.mutants.kinds import changes

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "comity"
SOURCES = {
    m: (PACKAGE / m).read_text(encoding="utf-8") for m in ("condition/tree.py", "engine/ties.py", "engine/owed.py")
}


def made(source: str, kind: str) -> list[str]:
    """Return what a source can become by one kind of change."""
    kinds = [c.kind for c in changes(ast.parse(source))]
    return [ast.unparse(mutated(source, n)) for n, k in enumerate(kinds) if k == kind]


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""',
        "from a import b",
        "x: TypeAlias = A | B",
        "Known = A | B",
        "Row = tuple[int, 3]",
        "Found = TypeVar('Found')",
        "MOST = 1000",
        "MOST, LONGEST = 1000, 4000",
        "if TYPE_CHECKING:\n    x = 1",
        "@lru_cache(maxsize=10)\ndef f(a: Literal['x']) -> Literal['y']:\n    '''Words.'''",
        "@dataclass(frozen=True)\nclass A:\n    '''Words.'''\n    x: int",
    ],
)
def test_what_changes_no_answer_is_left_alone(source: str) -> None:
    """Docstrings, hints, names of types, imports and decorators are no mistakes to make."""
    assert list(changes(ast.parse(source))) == []


def test_a_small_limit_and_a_large_number_within_a_function_are_changed() -> None:
    """Only what a module's head says of how much there may be at most is left alone, and how a field is compared."""
    assert made("MOST = 999", "number") == ["MOST = 998", "MOST = 1000"]
    assert len(made("def f(a):\n    return a < 1000", "number")) == 2
    assert {c.kind for c in changes(ast.parse("max(a, b)"))} == {"statement left out", "other call"}
    fields = "@dataclass\nclass A:\n    x: int = field(default=1, compare=False, repr=False)"
    assert [c.kind for c in changes(ast.parse(fields))] == ["number", "number"]


def test_an_errors_wording_is_left_alone_and_its_raising_is_not() -> None:
    """Whether something is refused is tested; in which words, is not."""
    source = "def f(self, a):\n    self.wrong(f'bad {a}', 'words')\n    raise Bad('words', 3 + a)"
    assert {c.kind for c in changes(ast.parse(source))} == {"statement left out"}


@pytest.mark.parametrize(
    ("source", "kind", "expected"),
    [
        ("a < 2", "compare", ["a <= 2", "a >= 2"]),
        ("a in b", "compare", ["a not in b"]),
        ("x = a and b", "and, or", ["x = a or b"]),
        ("x = a and b", "condition left out", ["x = b", "x = a"]),
        ("x = a or b or c", "condition left out", ["x = b or c", "x = a or c", "x = a or b"]),
        ("x = [a for a in b if c]", "condition left out", ["x = [a for a in b]"]),
        ("x = not a", "sign left out", ["x = a"]),
        ("x = a + b", "reckoning", ["x = a - b"]),
        ("x = 0", "number", ["x = 1"]),
        ("x = 5", "number", ["x = 4", "x = 6"]),
        ("x = True", "true, false", ["x = False"]),
        ("x = 'a'", "text", ["x = ''"]),
        ("x = [a, b]", "emptied", ["x = []"]),
        ("x = min(a)", "other call", ["x = max(a)"]),
        ("f(a, b, c)", "arguments swapped", ["f(b, a, c)", "f(a, c, b)"]),
        ("def f():\n    return a", "return none", ["def f():\n    return None"]),
        ("for a in b:\n    continue", "continue", ["for a in b:\n    break"]),
        ("if a:\n    f()", "if turned about", ["if not a:\n    f()"]),
        ("x[1] = a", "statement left out", ["pass"]),
        ("match a:\n    case 1 | 2:\n        f()", "case left out", ["2 | 2", "1 | 1"]),
    ],
)
def test_each_kind_of_mistake_is_made(source: str, kind: str, expected: list[str]) -> None:
    """One thing is changed and the rest stays."""
    found = made(source, kind)
    assert len(found) == len(expected)
    assert all(e in f for e, f in zip(expected, found, strict=True))


def test_the_same_seed_draws_the_same_and_each_module_has_its_share() -> None:
    """As many as asked for, from every module that has a line to change, and all of them different."""
    drawn = draw(SOURCES, 7, 20)
    assert drawn == draw(SOURCES, 7, 20)
    assert drawn != draw(SOURCES, 8, 20)
    assert len({(m.module, m.number) for m in drawn}) == 20
    assert {m.module for m in drawn} == set(SOURCES)


def test_a_mutant_is_another_module_and_is_shown_as_what_it_was_and_is() -> None:
    """What the report shows is what was tried."""
    for m in draw(SOURCES, 11, 20):
        source = SOURCES[m.module]
        tree = mutated(source, m.number)
        assert ast.dump(tree) != ast.dump(ast.parse(source))
        assert compile(tree, m.module, "exec")
        assert m == mutant(source, m.module, m.number)
        assert source.splitlines()[m.lines[0] - 1].strip() == m.text
