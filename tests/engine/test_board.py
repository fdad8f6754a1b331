"""What is open about one or several acts: what is never asked, what a fact weighs and costs, several acts at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from comity.condition.parse import parse
from comity.condition.tree import ALWAYS
from comity.engine.applicable import Bound, Play
from comity.engine.board import Board, board_of, cost, mask_of
from comity.engine.compile import Compiled, compile_act
from comity.law.body import Body
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.modality import Modality, Outcome
from tests.engine.small_law import WORDS, body_of
from tests.engine.test_yields import rule

FACTS = {
    **{n: Fact(n, Kind.YESNO) for n in "abcd"},
    "form": Fact("form", Kind.CHOICE, ("none", "request", "warrant")),
    "years": Fact("years", Kind.NUMBER),
    "born": Fact("born", Kind.DATE),
    "aims": Fact("aims", Kind.SET, ("civil", "crime")),
}


def law(constraint: str = "", **changed: Fact) -> Body:
    facts = FACTS | changed
    tied = (("tie", parse(constraint, facts.__getitem__), "tie"),) if constraint else ()
    return replace(body_of(0), words=replace(WORDS, facts=facts), constraints=tied, digest=f"board {constraint}")


def act(body: Body, when: str) -> Compiled:
    """Return an act that one provision forbids under a condition."""
    ban = rule("ban", Modality.MUST_NOT, when=parse(when, FACTS.__getitem__))
    return compile_act(body, Play("hold", (Bound(ban, ALWAYS),), (), None, Outcome.NOT_ADDRESSED, None, (), ()))


def board(
    body: Body, *conditions: str, never: tuple[str, ...] = (), priors: dict[str, dict[str, int]] | None = None
) -> Board:
    acts = [act(body, when) for when in conditions]
    whole = [[v.whole for v in a.variables] for a in acts]
    return board_of(acts, whole, body, priors, frozenset(never))


def asked(found: Board) -> str | None:
    first = found.next()
    return None if first is None else found.variables[first].fact


def test_what_is_marked_never_to_be_asked_is_not_asked() -> None:
    """It stays in the answer as what it may be: nothing is asked where all else cannot settle or narrow the answer."""
    body = law(a=replace(FACTS["a"], asked=False))
    assert asked(board(body, "a")) is None
    assert board(body, "a").open() == ()
    found = board(body, "a and b")
    assert asked(found) == "b"
    assert [found.variables[v].fact for v in found.open()] == ["b"]


def test_a_fact_that_the_person_does_not_know_is_not_asked_again() -> None:
    """The others are asked as long as they can change the answer, and then nothing is."""
    assert asked(board(law(), "a and b")) == "a"
    assert asked(board(law(), "a and b", never=("a",))) == "b"
    assert asked(board(law(), "a and b", never=("a", "b"))) is None
    assert asked(board(law(), "a and b or not a and not b", never=("a",))) is None, "b leaves both answers open"


def test_what_is_ruled_out_is_no_answer() -> None:
    """A cell that is known not to be weighs nothing, and a fact with one cell left is not asked."""
    body = law()
    one = act(body, "form == 'none' and a")
    masks = [1 << v.count - 1 if v.fact == "form" else v.whole for v in one.variables]
    assert board_of([one], [masks], body).open() == ()
    assert asked(board_of([one], [[v.whole for v in one.variables]], body)) == "a"


def test_ties_are_broken_by_the_vocabulary_and_not_by_the_words_of_the_law() -> None:
    """Whatever a provision names first, the fact listed first is asked; of a set, the member listed first."""
    assert {asked(board(law(), when)) for when in ("a and b", "b and a")} == {"a"}
    found = {
        asked(board(law(), f"'{x}' in aims and '{y}' in aims")) for x, y in (("civil", "crime"), ("crime", "civil"))
    }
    assert found == {"aims:civil"}


def test_a_dear_or_intimate_fact_comes_later() -> None:
    """Cost, privacy and judgement each put off a question that tells as much as another."""
    for dear in ({"cost": 3}, {"privacy": "personal"}, {"privacy": "sensitive"}, {"judgement": "counsel"}):
        assert asked(board(law(a=replace(FACTS["a"], **dear)), "a and b")) == "b", dear
    costs = [cost(Fact("a", Kind.YESNO, cost=2, privacy=p)) for p in ("plain", "personal", "sensitive")]
    assert costs == sorted(set(costs))
    assert cost(Fact("a", Kind.YESNO, judgement="a court")) > cost(Fact("a", Kind.YESNO))


def test_a_log_turns_the_order_and_its_own_order_does_not() -> None:
    """What mostly settles the answer is asked first; nothing is so rare that it weighs nothing."""
    priors = {"a": {"yes": 90, "no": 10}, "b": {"no": 80, "yes": 20}}
    assert asked(board(law(), "a and b")) == "a"
    for given in (priors, dict(reversed([(f, dict(reversed(v.items()))) for f, v in priors.items()]))):
        assert asked(board(law(), "a and b", priors=given)) == "b"
    found = board(law(), "a and b", priors={"a": {"yes": 5, "maybe": 7}, "gone": {"x": 1}})
    weights = {v.fact: w for v, w in zip(found.variables, found.plan.weights, strict=True)}
    assert weights == {"a": [1, 6], "b": [1, 1]}


def test_values_of_a_log_lie_in_the_cells_of_the_law() -> None:
    """Numbers, never, and days by where they fall; what cannot be read lies in none."""
    found = board(law(), "years <= 5 and born < '2020-01-01'")
    cells = {v.fact: v for v in found.variables}
    years = [mask_of(cells["years"], v) for v in ("5", "5.5", "never", "soon")]
    assert years == [1, 2, 2, 0]
    assert [mask_of(cells["born"], v) for v in ("2019-12-31", str(date(2020, 1, 1)), "2020")] == [1, 2, 0]


def test_one_question_that_settles_two_acts_comes_before_two_that_settle_one_each() -> None:
    """Alone each act is best asked about by its own fact; together by the one they share."""
    body = law(a=replace(FACTS["a"], cost=1), b=replace(FACTS["b"], cost=1), c=replace(FACTS["c"], cost=2))
    one, two = "a and c", "b and c"
    assert (asked(board(body, one)), asked(board(body, two))) == ("a", "b")
    found = board(body, one, two)
    assert asked(found) == "c"
    first = found.next()
    assert first is not None
    assert found.bears_on(first) == (0, 1)


def test_of_many_facts_the_question_that_tells_most_of_all_acts_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the acts are not planned together what an answer tells about each is added up."""
    body = law(a=replace(FACTS["a"], cost=2), c=replace(FACTS["c"], cost=3))
    monkeypatch.setattr("comity.engine.board.MOST_FACTS", 0)
    assert asked(board(body, "a and c")) == "a"
    assert asked(board(body, "a and c", "b and c")) == "c"


def test_an_act_that_is_settled_is_not_asked_about() -> None:
    """Its facts are neither open nor asked, and no question is said to bear on it."""
    body = law()
    acts = [act(body, "a"), act(body, "b")]
    found = board_of(acts, [[1], [acts[1].variables[0].whole]], body)
    assert [found.variables[v].fact for v in found.open()] == ["b"]
    assert asked(found) == "b"
    assert found.bears_on(found.open()[0]) == (1,)


def test_cells_of_two_acts_are_those_that_neither_tells_apart() -> None:
    """A number that two acts cut at two bounds has three answers."""
    found = board(law(), "years <= 5", "years <= 9")
    (cells,) = found.variables
    assert (cells.count, asked(found)) == (3, "years")


def test_constraints_leave_out_what_cannot_be() -> None:
    """Two facts that exclude each other: once one is known the other is, and neither is asked in vain."""
    found = board(law("not (a and b)"), "a or b")
    (root,) = found.parts
    a = next(n for n, v in enumerate(found.variables) if v.fact == "a")
    assert sorted(found.plan.spread(root).values()) == [1, 2], "of four situations three are possible"
    assert found.plan.candidates(found.plan.fixed(root, a, 1)) == ()


def test_what_one_act_knows_is_known_of_all() -> None:
    """A cell that is ruled out for one act is no answer for another that tests the same fact."""
    body = law()
    acts = [act(body, "a"), act(body, "a or b")]
    found = board_of(acts, [[2], [v.whole for v in acts[1].variables]], body)
    assert found.open() == ()
    assert asked(found) is None
    weights = {v.fact: w for v, w in zip(found.variables, found.plan.weights, strict=True)}
    assert weights == {"a": [0, 1], "b": [1, 1]}


def test_where_two_acts_contradict_one_another_nothing_is_ruled_out() -> None:
    """A fact that is known to be yes for one and no for another has every cell, so that it can be told of each."""
    body = law()
    found = board_of([act(body, "a"), act(body, "a")], [[1], [2]], body)
    assert found.plan.weights == [[1, 1]]


def test_a_fact_nobody_is_asked_leaves_what_is_possible_in_either_case() -> None:
    """Where it rules a situation out in one case only, the other case decides; in neither, both outcomes stay."""
    body = law("not (a and b)", a=replace(FACTS["a"], asked=False))
    found = board(body, "a and not b or c and b")
    (root,) = found.parts
    index = {v.fact: n for n, v in enumerate(found.variables)}

    def outcomes(b: int, c: int) -> set[Outcome]:
        fixed = found.plan.fixed(found.plan.fixed(root, index["b"], b), index["c"], c)
        assert fixed < 0
        ((left,),) = found.plan.spread(fixed)
        return set(left)

    both = {Outcome.NOT_ADDRESSED, Outcome.PROHIBITED}
    assert outcomes(0, 0) == outcomes(0, 1) == both
    assert outcomes(1, 0) == {Outcome.NOT_ADDRESSED}, "with b there is no a, and c decides"
    assert outcomes(1, 1) == {Outcome.PROHIBITED}


def test_a_fact_nobody_is_asked_takes_nothing_from_those_beside_it() -> None:
    """All cells of the other facts lead where they led, whatever comes first in the order."""
    for hidden in ("a", "b"):
        body = law(**{hidden: replace(FACTS[hidden], asked=False)})
        found = board(body, "form == 'request' or form == 'warrant' and a and b")
        (root,) = found.parts
        form = next(n for n, v in enumerate(found.variables) if v.fact == "form")
        left = {
            members: set().union(*(s for (s,) in found.plan.spread(found.plan.fixed(root, form, cell))))
            for cell, members in enumerate(found.variables[form].members)
        }
        assert left == {
            ("none",): {Outcome.NOT_ADDRESSED},
            ("request",): {Outcome.PROHIBITED},
            ("warrant",): {Outcome.NOT_ADDRESSED, Outcome.PROHIBITED},
        }


def test_what_is_known_of_one_act_leaves_only_what_is_left() -> None:
    """No outcome of a cell that is ruled out is on the board."""
    body = law()
    one = act(body, "form == 'none' and a or form == 'request'")
    masks = [0b110 if v.fact == "form" and len(v.members) == 3 else v.whole for v in one.variables]
    found = board_of([one], [masks], body)
    form = next(n for n, v in enumerate(found.variables) if v.fact == "form")
    gone = found.variables[form].members[0]
    assert found.plan.weights[form] == [0, 1, 1]
    open_ = {found.variables[v].fact for v in found.open()}
    assert open_ == ({"form"} if gone == ("none",) else {"form", "a"})


def test_every_open_fact_is_ranked_once_and_the_next_comes_first() -> None:
    """A settled act's facts are not among them; where nothing is open none is ranked."""
    body = law()
    acts = [act(body, "a and b"), act(body, "c and d"), act(body, "d")]
    whole = [[v.whole for v in a.variables] for a in acts]
    found = board_of(acts, [*whole[:2], [1]], body)
    ranked = list(found.ranked())
    assert ranked[0] == found.next()
    assert sorted(ranked) == sorted(set(ranked)) == list(found.open())
    assert {found.variables[v].fact for v in ranked} == {"a", "b"}, "d is known, so the second act is settled too"
    assert list(board_of(acts[2:], [[1]], body).ranked()) == []


def test_a_question_that_bears_on_one_of_two_acts_names_that_one() -> None:
    """The acts are told by their place, whichever comes first."""
    body = law()
    found = board(body, "a and c", "b and c")
    index = {v.fact: n for n, v in enumerate(found.variables)}
    assert [found.bears_on(index[f]) for f in "abc"] == [(0,), (1,), (0, 1)]


def test_what_is_protected_costs_more_the_more_it_is() -> None:
    """Each class of privacy doubles the cost at least, and a judgement adds to it, however cheap the fact."""
    costs = [cost(Fact("a", Kind.YESNO, cost=3, privacy=p)) for p in ("plain", "personal", "sensitive", "protected")]
    assert costs == [3, 6, 12, 24]
    judged = [cost(Fact("a", Kind.YESNO, cost=c, judgement="a court")) for c in (1, 3)]
    assert judged == [3, 5]


def test_a_log_counts_only_values_that_lie_in_one_cell_still_open() -> None:
    """A value of a cell that is ruled out counts nowhere, and one of a grouped cell counts for its cell."""
    body = law()
    one = act(body, "form == 'warrant' and a")
    masks = [v.whole if v.fact == "form" else 2 for v in one.variables]
    priors = {"form": {"none": 4, "request": 5, "warrant": 6}, "a": {"yes": 3, "no": 9}}
    found = board_of([one], [masks], body, priors)
    told = {
        (v.fact, members): w
        for v, weights in zip(found.variables, found.plan.weights, strict=True)
        for members, w in zip(v.members, weights, strict=True)
    }
    assert told == {
        ("form", ("none", "request")): 10,
        ("form", ("warrant",)): 7,
        ("a", ("no",)): 0,
        ("a", ("yes",)): 4,
    }


def test_of_two_open_acts_and_a_settled_one_the_two_are_planned_together() -> None:
    """What is impossible for one act is no situation of the other, and a settled act takes no part in the plan."""
    body = law("not (a and b)", a=replace(FACTS["a"], cost=1), b=replace(FACTS["b"], cost=1))
    for order in ((0, 1), (1, 0)):
        conditions = ["a", "b or c"]
        found = board(body, *(conditions[n] for n in order))
        first = found.next()
        assert first is not None
        assert found.variables[first].fact in {"a", "b"}
        for cell in range(2):
            fixed = [found.plan.fixed(part, first, cell) for part in found.parts]
            assert all(found.plan.spread(part) for part in fixed), "each answer is possible for both"
    settled = board_of([act(body, "c"), act(body, "d")], [[1], [3]], body)
    assert asked(settled) == "d"
