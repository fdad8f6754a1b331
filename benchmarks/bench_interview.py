"""Measures what an interview is expected to cost, as planned and in other orders, against the exact optimum.

Example: python -m benchmarks.bench_interview --laws 300
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from tests.engine.small_law import ACTIONS, DAY, body_of, who

import comity
from comity.engine.board import Board, board_of
from comity.engine.compile import Compiled
from comity.engine.decision import Masks
from comity.engine.encounter import Encounter
from comity.engine.plan import MOST_FACTS, Plan, TooManyStatesError
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import LawError

PLACES = (
    *("us/ma", "us/ma/boston", "us/ma/newton", "us/ma/plymouth-county", "us/tx", "us/ca", "us/ca/san-francisco"),
    *("us/fl", "us/ny", "us/il", "us/nj", "us/wa", "us/or", "us/co"),
)
AGENCIES = ("police_municipal", "sheriff", "jail", "state_police", "court", "school", "motor_vehicles")
DAYS = ("2019-06-01", "2026-03-02")
MOST = 60_000
Choice = Callable[[Plan, int], int]
Make = Callable[[], Board]


@dataclass(frozen=True, slots=True)
class Measured:
    """The expected cost of one interview in each order, as a multiple of the least; what the first question took."""

    ratios: dict[str, float]
    seconds: float


def main() -> None:
    """Print a table for the law and one for random laws: length, cost, and cost where a log tells what to expect."""
    options = argparse.ArgumentParser()
    options.add_argument("--laws", type=int, default=300)
    options.add_argument("--seed", type=int, default=7)
    arguments = options.parse_args()
    rng = random.Random(arguments.seed)
    for name, cases in (("the law", list(real())), ("random laws", list(made(arguments.laws)))):
        for way in ("length", "cost", "cost, with priors"):
            found = [m for act, masks, body in cases if (m := measured(makers(act, masks, body, way, rng)))]
            table(f"{name}: expected {way}", found, len(cases))


def real() -> Iterator[tuple[Compiled, Masks, Body]]:
    """Yield every act of the law at many places, agencies and days, with and without the presumptions, each once."""
    law, seen = comity.load(), set()
    for place, agency, on in product(PLACES, AGENCIES, DAYS):
        encounter = {"place": place, "agency": agency, "on": on, "facts": {}}
        for a in law.decision(encounter, watched=False).actions.values():
            for masks in (a.presumed_masks, a.masks):
                if (id(a.compiled), masks) not in seen:
                    seen.add((id(a.compiled), masks))
                    yield a.compiled, masks, law.body


def made(many: int) -> Iterator[tuple[Compiled, Masks, Body]]:
    """Yield the acts of random small laws."""
    for seed, action in product(range(many), ACTIONS):
        slices, encounter = Slices(body_of(seed)), Encounter(who(seed), date.fromordinal(DAY.toordinal()))
        try:
            compiled = slices.compiled(slices.play(encounter, action))
        except LawError:
            continue
        yield compiled, tuple(v.whole for v in compiled.variables), slices.body


def makers(act: Compiled, masks: Masks, body: Body, way: str, rng: random.Random) -> Make:
    """Return what lays the board out anew, so that no plan profits from another's."""
    priors = None
    if way == "cost, with priors":
        priors = {v.fact: {m[0]: int(10 ** rng.uniform(0, 3)) for m in v.members} for v in act.variables if v.members}
    random_costs = [rng.randint(1, 5) for _ in act.variables] if body.digest.startswith("small law") else None

    def make() -> Board:
        board = board_of([act], [masks], body, priors)
        costs: Sequence[int] = board.plan.costs if random_costs is None else random_costs
        board.plan.costs = [1] * len(costs) if way == "length" else costs
        return board

    return make


def measured(make: Make) -> Measured | None:
    """Return the ratios of one interview; None where one question or none is left, too many facts, or no optimum."""
    board = make()
    (root,) = board.parts
    if not 2 <= len(board.open()) <= MOST_FACTS:
        return None
    try:
        least, _ = board.plan.exact(root, MOST)
    except TooManyStatesError:
        return None
    start = time.process_time()
    make().next()
    seconds = time.process_time() - start
    orders: dict[str, Choice] = {"plan": anew, "score alone": by_score, "older ranking": older,
                                 "vocabulary order": lambda plan, n: plan.candidates(n)[0]}  # fmt: skip
    found = {name: expected(board.plan, root, choice) / least for name, choice in orders.items()}
    form = sum(board.plan.costs[v] for v in board.open()) * board.plan.weight(root)
    return Measured({**found, "whole form": form / least}, seconds)


def expected(plan: Plan, root: int, choice: Choice) -> int:
    """Return the expected cost of asking by a choice until all is settled."""
    memo: dict[int, int] = {}

    def walk(n: int) -> int:
        if not plan.candidates(n):
            return 0
        if n not in memo:
            memo[n] = plan.asking(n, choice(plan, n), walk)
        return memo[n]

    return walk(root)


def anew(plan: Plan, root: int) -> int:
    """Return the choice of the plan, made without what was found for another question."""
    first = Plan(plan.store, plan.weights, plan.costs, plan.order).next(root)
    assert first is not None
    return first


def by_score(plan: Plan, root: int) -> int:
    """Return the best by expected information for its cost."""
    return min(plan.candidates(root), key=lambda v: plan.score([root], v))


def older(plan: Plan, root: int) -> int:
    """Return the choice of the ranking before this one: outcomes and facts left, on average over the answers."""

    def key(v: int) -> tuple[int, int]:
        cells = [n for _, n in plan.cells(root, v)]
        outcomes = [len(frozenset().union(*(s for answers in plan.spread(n) for s in answers))) for n in cells]
        left = [len(plan.store.support(n)) if many > 1 else 0 for n, many in zip(cells, outcomes, strict=True)]
        total = sum(100 * (many - 1) + 10 * facts for many, facts in zip(outcomes, left, strict=True))
        return total * 1000 // len(cells) + plan.costs[v], v

    return min(plan.candidates(root), key=key)


def table(title: str, found: list[Measured], tried: int) -> None:
    """Print the mean and the worst ratio of each order."""
    print(f"\n{title} ({len(found)} interviews of 2 to {MOST_FACTS} open facts, of {tried} acts)")
    print(f"{'order':<20}{'mean / least':>14}{'worst / least':>15}")
    for name in found[0].ratios:
        ratios = [m.ratios[name] for m in found]
        print(f"{name:<20}{statistics.mean(ratios):>14.4f}{max(ratios):>15.3f}")
    times = sorted(m.seconds * 1000 for m in found)
    slow = times[-max(1, len(times) // 100)]
    print(f"ms of one question: median {statistics.median(times):.1f}, 99th of 100 {slow:.1f}, most {times[-1]:.1f}")


if __name__ == "__main__":
    main()
