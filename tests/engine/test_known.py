"""What is known of a fact, as the cells it can lie in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.condition.cells import cells_of
from comity.condition.tree import Test as OneTest
from comity.engine.known import Members, Range, Values, mask
from comity.vocabulary.fact import Fact, Kind
from tests.condition.trees import FACTS, one_test

ISSUER, YEARS = FACTS["issuer"], FACTS["years"]


def test_nothing_known_is_every_cell() -> None:
    """Unknown is the whole set, never the first value."""
    cells = cells_of(ISSUER, [OneTest("issuer", "in", ("judge",))])
    assert mask(None, cells) == cells.whole == 0b11


@given(st.lists(one_test(ISSUER), max_size=3), st.frozensets(st.sampled_from(ISSUER.values), min_size=1))
def test_one_of_several_is_the_cells_of_each(asked: list[OneTest], can_be: frozenset[str]) -> None:
    """What is known in part leaves the cells of its values, and no other."""
    cells = cells_of(ISSUER, asked)
    found = mask(Values(can_be), cells)
    assert {i for i in range(cells.count) if found >> i & 1} == {
        i for i, m in enumerate(cells.members) if can_be & set(m)
    }


@given(
    st.lists(one_test(YEARS), max_size=3),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=3),
)
def test_several_spans_are_the_cells_of_all(asked: list[OneTest], spans: list[tuple[int, int]]) -> None:
    """A number known as this span or that one lies in the cells of either."""
    cells = cells_of(YEARS, asked)
    known = Range(tuple((float(low), float(low + length)) for low, length in spans))
    union = 0
    for low, high in known.spans:
        union |= cells.mask_of_range(low, high)
    assert mask(known, cells) == union


def test_a_member_is_there_or_not_or_unknown() -> None:
    """Of a set each member is known by itself."""
    known = Members(frozenset({"civil"}), frozenset({"criminal"}))
    each = {
        m: mask(known, cells_of(Fact(f"purposes:{m}", Kind.YESNO), [OneTest(f"purposes:{m}", "in", ("yes",))]))
        for m in ("civil", "criminal", "benefit")
    }
    assert each == {"civil": 0b10, "criminal": 0b01, "benefit": 0b11}
