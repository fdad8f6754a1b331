"""Random facts, tests and conditions, with a plain meaning to hold the condition package against."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from comity.condition.tree import All, Not, Test, Tree
from comity.condition.tree import Any as AnyOf
from comity.vocabulary.fact import Fact, Kind

FACTS = {
    f.name: f
    for f in (
        Fact("minor", Kind.YESNO),
        Fact("signed", Kind.YESNO),
        Fact("issuer", Kind.CHOICE, ("officer", "judge", "clerk", "nobody")),
        Fact("purposes", Kind.SET, ("civil", "criminal", "benefit")),
        Fact("years", Kind.NUMBER),
        Fact("offence_date", Kind.DATE),
    )
}
ORDERS = ("<", "<=", ">", ">=", "==")
FIRST, LAST = date(2019, 1, 1).toordinal(), date(2019, 1, 12).toordinal()


def one_test(fact: Fact) -> st.SearchStrategy[Test]:
    """Draw a test of a fact."""
    match fact.kind:
        case Kind.NUMBER:
            return st.builds(lambda op, n: Test(fact.name, op, (n,)), st.sampled_from(ORDERS), st.integers(0, 8))
        case Kind.DATE:
            return st.builds(lambda op, n: Test(fact.name, op, (n,)), st.sampled_from(ORDERS), st.integers(FIRST, LAST))
        case Kind.SET:
            return st.sampled_from(fact.values).map(lambda v: Test(fact.name, "has", (v,)))
        case Kind.YESNO:
            return st.just(Test(fact.name, "in", ("yes",)))
        case _:
            several = st.sets(st.sampled_from(fact.values), min_size=1)
            return several.map(lambda vs: Test(fact.name, "in", tuple(sorted(vs))))


TESTS = st.sampled_from(list(FACTS.values())).flatmap(one_test)
TREES: st.SearchStrategy[Tree] = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=8,
)


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Draw a raw value of a fact; numbers may be parts, as half years are."""
    match fact.kind:
        case Kind.NUMBER:
            return st.one_of(
                st.integers(-2, 10).map(float), st.integers(-2, 10).map(lambda n: n + 0.5), st.just(float("inf"))
            )
        case Kind.DATE:
            return st.integers(FIRST - 3, LAST + 3).map(float)
        case Kind.SET:
            return st.frozensets(st.sampled_from(fact.values))
        case _:
            return st.sampled_from(fact.options())


SITUATIONS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({n: values(f) for n, f in FACTS.items()})


def true(test: Test, value: Any) -> bool:
    """Return whether a test holds of a raw value, said as plainly as can be."""
    wanted = test.values[0]
    match test.op:
        case "in":
            return value in test.values
        case "has":
            return wanted in value
        case "<":
            return bool(value < wanted)
        case "<=":
            return bool(value <= wanted)
        case ">":
            return bool(value > wanted)
        case ">=":
            return bool(value >= wanted)
        case _:
            return bool(value == wanted)


def as_text(tree: Tree) -> str:
    """Return a condition as a person would write it in a law file."""
    match tree:
        case Test(fact, "in", ("yes",)):
            return fact
        case Test(fact, "in", chosen):
            return f"{fact} in {list(chosen)}"
        case Test(fact, "has", chosen):
            return f"'{chosen[0]}' in {fact}"
        case Test(fact, op, chosen):
            day = FACTS[fact].kind is Kind.DATE
            return (
                f"{fact} {op} {date.fromordinal(int(chosen[0])).isoformat()!r}" if day else f"{fact} {op} {chosen[0]}"
            )
        case Not(part):
            return f"not ({as_text(part)})"
        case All(parts):
            return " and ".join(f"({as_text(p)})" for p in parts)
        case AnyOf(parts):
            return " or ".join(f"({as_text(p)})" for p in parts)
