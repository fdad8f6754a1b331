"""Who a rule is about, and who it is not about."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from comity.law.selector import EVERYONE, Selector, Who

PLACES = ["us", "us/xx", "us/xx/town", "us/xx/townsend", "us/yy"]
KINDS = ["jail", "sheriff", "court"]
WHO = st.builds(
    Who,
    st.sampled_from(PLACES),
    st.frozensets(st.sampled_from(KINDS), min_size=1),
    st.sampled_from([None, "us/xx/sheriff"]),
)
SELECTORS = st.builds(
    Selector,
    st.frozensets(st.sampled_from(KINDS)),
    st.frozensets(st.just("us/xx/sheriff")),
    st.lists(st.sampled_from(PLACES), max_size=2).map(tuple),
)


def test_a_field_that_does_not_match_is_enough_to_leave_out() -> None:
    """Listed fields all have to match."""
    jail = Selector(frozenset({"jail"}), frozenset(), ("us/xx",))
    assert jail.matches(Who("us/xx/town", frozenset({"jail"})))
    assert not jail.matches(Who("us/yy", frozenset({"jail"})))
    assert not jail.matches(Who("us/xx/town", frozenset({"court"})))


def test_an_agency_without_a_name_is_no_named_agency() -> None:
    """A rule for one agency does not reach another of its kind."""
    one = Selector(agency_ids=frozenset({"us/xx/sheriff"}))
    assert not one.matches(Who("us/xx", frozenset({"sheriff"})))
    assert one.matches(Who("us/xx", frozenset({"sheriff"}), "us/xx/sheriff"))


def test_a_name_that_starts_alike_is_another_place() -> None:
    """`us/xx/townsend` does not lie in `us/xx/town`."""
    town = Selector(places=("us/xx/town",))
    assert not town.matches(Who("us/xx/townsend", frozenset({"jail"})))


@given(WHO)
def test_an_empty_selector_is_everyone(who: Who) -> None:
    """Nothing listed means nobody is left out."""
    assert EVERYONE.matches(who)


@given(SELECTORS, SELECTORS, WHO)
def test_who_is_excepted_is_not_meant_and_nobody_else_drops_out(chosen: Selector, apart: Selector, who: Who) -> None:
    """An exception takes out exactly those it matches."""
    assert replace(chosen, apart=apart).matches(who) == (chosen.matches(who) and not apart.matches(who))


@given(SELECTORS, WHO)
def test_one_kind_of_several_is_enough(chosen: Selector, who: Who) -> None:
    """An agency of several kinds is bound as each of them."""
    each = [chosen.matches(replace(who, kinds=frozenset({k}))) for k in who.kinds]
    assert chosen.matches(who) == any(each)
