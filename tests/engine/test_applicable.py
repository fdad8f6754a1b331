"""Which law is in play: place, kinds, day, and what stands in where nobody has read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comity import Law
from comity.engine.applicable import OWN, Play
from comity.engine.encounter import read_encounter
from comity.law.body import Body
from comity.vocabulary.modality import Outcome
from tests.example_law import ACTION, READ, answer, encounter, example, roles

ACT = """
instrument: act
provisions:
  - {id: jails, modality: must_not}
  - {id: custody, modality: must_not, binds: {groups: [custody], except: {kinds: [jail]}}}
  - {id: other-act, modality: must_not, action: share_status}
"""
FEDERAL = """
instrument: federal
at: us
provisions:
  - {id: courts-barred, modality: must_not, action: courthouse_arrest, binds: [federal_agency]}
  - {id: everywhere, modality: asks}
  - {id: tell-the-court, modality: must, action: courthouse_arrest, binds: [court]}
"""
STATE_UNREAD = """
place: us/xx
name: Exampleland
kind: state
timezone: America/New_York
survey:
  - {agencies: all, actions: all, own: unread, read: it, on: 2026-11-24, reaches: 2026-11-24, reviewed_by: none}
"""
ELSEWHERE = """
instrument: town-rule
at: us/xx/other
provisions:
  - {id: in-other, modality: must_not}
"""
BILL = """
bill: hold-bill
provisions:
  - {id: holds, modality: must}
"""


def play(law: Law, action: str = ACTION, **more: Any) -> Play:
    return law.slices.play(read_encounter(encounter(**more), law.body), action)


def ids(found: Play) -> list[str]:
    return sorted(b.provision.id.rsplit("/", 1)[1] for b in found.bound if b.provision.instrument != OWN)


def test_law_of_another_place_or_agency_and_law_not_in_force_are_not_in_play(tmp_path: Path) -> None:
    """No sibling's law, no law of other kinds, no bill."""
    law = example(tmp_path, ACT, FEDERAL, ELSEWHERE, BILL)
    assert ids(play(law, place="us/xx/town", agency="court")) == ["tell-the-court"]
    assert "in-other" not in ids(play(law, place="us/xx/town"))
    assert "holds" not in ids(play(law))
    assert ids(play(law, place="us/yy")) == ["everywhere"]


def test_law_is_inherited_down_the_path(tmp_path: Path) -> None:
    """A town's jail is bound by the nation, the State and the town, also on other acts that may speak to this one."""
    law = example(tmp_path, ACT, FEDERAL, ELSEWHERE)
    assert ids(play(law, place="us/xx/other/ward")) == ["everywhere", "in-other", "jails", "other-act"]


def test_who_is_excepted_is_bound_again_by_another_of_its_kinds(tmp_path: Path) -> None:
    """A rule for custody but not jails: a sheriff is bound, a jail is not, and one that is both is excepted."""
    law = example(tmp_path, ACT)
    assert "custody" in ids(play(law, agency="sheriff"))
    assert "custody" not in ids(play(law))
    assert "custody" not in ids(play(law, agency=["sheriff", "jail"]))


def test_what_a_federal_officer_may_do_is_what_binds_federal_agencies(tmp_path: Path) -> None:
    """Whoever asks; a rule that binds the court on such an act gives or takes the officer nothing."""
    law = example(tmp_path, FEDERAL)
    for agency in ("court", "jail", "sheriff"):
        assert ids(play(law, "courthouse_arrest", agency=agency)) == ["courts-barred"]
    found = answer(law, "courthouse_arrest", agency="court")
    assert (found["outcomes"], roles(found)) == (["prohibited"], {"courts-barred": "controls"})


def test_a_named_agency_alone_is_bound_by_its_own_policy(tmp_path: Path) -> None:
    """Another agency of the same kind in the same place is not."""
    policy = """
    instrument: policy
    provisions:
      - {id: own, modality: must_not, binds: {agency_ids: [us/xx/sheriff]}}
    """
    named = f"""
    place: us/xx
    kind: state
    survey: [{READ}]
    agencies: [{{id: us/xx/sheriff, name: Exampleland Sheriff, kinds: [sheriff]}}]
    """
    law = example(tmp_path, policy, named)
    assert ids(play(law, agency="sheriff")) == []
    assert ids(play(law, agency=None, agency_id="us/xx/sheriff")) == ["own"]


def test_reach_narrows_an_instrument_to_some_places(tmp_path: Path) -> None:
    """A decision of a circuit is law in its places only; a decree binds whom it names."""
    decision = """
    instrument: decision
    at: us
    reach: {places: [us/xx], except: {places: [us/xx/town]}}
    provisions:
      - {id: held, modality: lacks_power}
    """
    law = example(tmp_path, decision)
    assert [ids(play(law, place=p)) for p in ("us/xx", "us/xx/other", "us/xx/town", "us/yy")] == [
        ["held"],
        ["held"],
        [],
        [],
    ]


DATED = """
instrument: act
history:
  - {event: effective, on: 2020-01-01, source: s1, recorded: 2020-02-01}
  - {event: injunction, on: 2021-05-01, source: s1, recorded: 2021-06-01, as_to: {kinds: [jail]}}
  - {event: injunction_lifted, on: 2022-05-01, source: s1, recorded: 2022-06-01}
provisions:
  - {id: first, modality: must_not, binds: [jail, court], history: [{event: repealed, on: 2023-01-01, source: s1,
      recorded: 2023-01-01}]}
  - {id: second, modality: must_not, binds: [jail, court], history: [{event: effective, on: 2023-01-01, source: s1,
      recorded: 2023-01-01}]}
"""


@pytest.mark.parametrize(
    ("on", "known_at", "jail", "court"),
    [
        ("2019-12-31", None, [], []),
        ("2020-01-01", None, ["first"], ["first"]),
        ("2021-04-30", None, ["first"], ["first"]),
        ("2021-05-01", None, [], ["first"]),
        ("2021-05-01", "2021-05-31", ["first"], ["first"]),
        ("2022-05-01", None, ["first"], ["first"]),
        ("2022-05-01", "2022-05-31", [], ["first"]),
        ("2022-12-31", None, ["first"], ["first"]),
        ("2023-01-01", None, ["second"], ["second"]),
        ("2023-01-01", "2022-12-31", ["first"], ["first"]),
        ("2026-01-01", "2020-01-31", [], []),
    ],
)
def test_law_is_that_of_the_day_as_known_on_another(
    tmp_path: Path, on: str, known_at: str | None, jail: list[str], court: list[str]
) -> None:
    """The day before and the day of every change, for each agency, and as it was known at the time."""
    law = example(tmp_path, DATED)
    assert [ids(play(law, on=on, known_at=known_at, agency=a)) for a in ("jail", "court")] == [jail, court]


def test_the_key_day_of_a_duty_is_the_day_its_clock_starts(tmp_path: Path) -> None:
    """A request that came before the law changed is answered by the old time limit, even if the agency acts after."""
    text = """
    instrument: act
    provisions:
      - id: old
        modality: must
        duty: {what: copy_of_request, clock: {from: request_at, plus: 30 days}}
        history: [{event: repealed, on: 2023-01-01, source: s1, recorded: 2023-01-01}]
      - id: new
        modality: must
        duty: {what: copy_of_request, clock: {from: request_at, plus: 10 days}}
        history: [{event: effective, on: 2023-01-01, source: s1, recorded: 2023-01-01}]
    """
    law = example(tmp_path, text)
    for request, expected in (("2022-12-31T12:00-05:00", "old"), ("2023-01-01T12:00-05:00", "new")):
        found = answer(law, on="2023-01-05", moments={"request_at": request})
        assert [d["provision"].rsplit("/", 1)[1] for d in found["duties"]] == [expected]


UNREAD = READ.replace("own: read", "own: unread")
COURTS = READ.replace("agencies: all", "agencies: [court]")


def state(*rows: str) -> str:
    return f"""
    place: us/xx
    kind: state
    survey: [{", ".join(rows)}]
    """


@pytest.mark.parametrize(
    ("texts", "more", "unread"),
    [
        ([], {}, None),
        ([], {"place": "us/xx/town"}, "us/xx/town"),
        ([], {"place": "us/xx/town", "agency": "court"}, None),
        ([], {"place": "us/xx/county/town"}, "us/xx/county/town"),
        ([], {"place": "us/yy"}, "us/yy"),
        ([], {"place": "us/yy/town"}, "us/yy"),
        ([], {"place": "us"}, None),
        ([state(UNREAD)], {}, "us/xx"),
        ([state(COURTS)], {}, "us/xx"),
        ([state(COURTS)], {"agency": "court"}, None),
        ([state(UNREAD), f"{{place: us/xx/town, kind: town, survey: [{READ}]}}"], {"place": "us/xx/town"}, None),
        (["{place: us/xx/town, kind: town}"], {"place": "us/xx/town"}, "us/xx/town"),
        (["{place: us/xx/town, kind: town}"], {"place": "us/xx/town", "agency": "state_police"}, None),
    ],
)
def test_an_own_layer_that_nobody_read_stands_in(
    tmp_path: Path, texts: list[str], more: dict[str, Any], unread: str | None
) -> None:
    """A place without a file has an unread layer for the agencies it makes rules for; what was read has none."""
    law = example(tmp_path, ACT, *texts)
    found = play(law, **more)
    assert found.unread == unread
    own = sorted(b.provision.id for b in found.bound if b.provision.instrument == OWN)
    assert own == ([f"{OWN}/{ACTION}/{v}" for v in ("allows", "forbids", "requires")] if unread else [])


@pytest.mark.parametrize(
    ("place", "unread"), [("us/xx/town", None), ("us/xx", None), ("us", None), ("us/yy/town", "us/yy")]
)
def test_on_a_federal_act_only_a_state_can_be_unread(tmp_path: Path, place: str, unread: str | None) -> None:
    """No town's rule limits a federal officer; a State's may, and one that nobody read may have one."""
    assert play(example(tmp_path, FEDERAL), "courthouse_arrest", place=place).unread == unread


@pytest.mark.parametrize(
    ("place", "agency", "outcome"),
    [
        ("us/xx", "jail", Outcome.NOT_ADDRESSED),
        ("us/xx/town", "jail", Outcome.NOT_ADDRESSED),
        ("us/yy", "jail", Outcome.UNSURVEYED),
        ("us/yy/town", "court", Outcome.UNSURVEYED),
    ],
)
def test_silence_of_law_that_was_read_is_another_thing_than_law_nobody_read(
    tmp_path: Path, place: str, agency: str, outcome: Outcome
) -> None:
    """Nothing we read forbids or requires it, or nobody has read it yet."""
    assert play(example(tmp_path), place=place, agency=agency).silent is outcome


CLOSED = """
place: {place}
kind: state
survey: [{read}]
closing:
  - {{actions: [hold_on_detainer], agencies: [{agencies}], outcome: {outcome}, says: Closed., cite: s. 99}}
"""


def test_the_nearest_closing_rule_on_the_path_closes(tmp_path: Path) -> None:
    """A town's own rule of what holds in silence comes before the State's; both only for the agencies and acts
    named.
    """
    law = example(
        tmp_path,
        CLOSED.format(place="us/xx", read=READ, agencies="jail, court", outcome="prohibited"),
        CLOSED.format(place="us/xx/town", read=READ, agencies="jail", outcome="permitted"),
    )

    def closing(**more: Any) -> str | None:
        found = play(law, **more).closing
        return found.outcome if found else None

    assert closing(place="us/xx/town") == "permitted"
    assert closing(place="us/xx/town", agency="court") == "prohibited"
    assert closing(place="us/xx/town", agency="hospital") is None
    assert play(law, "share_status").closing is None


def test_a_closing_rule_on_a_federal_act_is_about_federal_officers(tmp_path: Path) -> None:
    """Who acts is who is bound, in silence as in law."""
    closed = CLOSED.format(place="us/xx", read=READ, agencies="federal_agency", outcome="prohibited")
    law = example(tmp_path, closed.replace(ACTION, "courthouse_arrest"))
    assert play(law, "courthouse_arrest", agency="court").closing is not None


SETTLED = """
instrument: act
open_points:
  - id: validity
    kind: disputed
    question: Is it valid
    readings: {valid: {says: It is.}, invalid: {says: It is not.}}
    settled: [{reading: invalid, in: {places: [us/xx/town]}, from: 2020-01-01, by: A v. B}]
provisions:
  - {id: jails, modality: must_not, when: "reading('validity') == 'valid'"}
"""


def test_a_point_is_settled_where_and_when_a_court_settled_it(tmp_path: Path) -> None:
    """Elsewhere and before it is as open as ever."""
    law = example(tmp_path, SETTLED)
    assert play(law, place="us/xx/town", on="2020-01-01").settled == (("us/xx:act/validity", "invalid"),)
    assert play(law, place="us/xx/town", on="2019-12-31").settled == ()
    assert play(law, on="2020-01-01").settled == ()


def test_an_overlay_is_in_play_only_where_it_is_laid_and_only_in_its_place(tmp_path: Path) -> None:
    """Asked what if, a bill is law here and nowhere else."""
    law = example(tmp_path, ACT, BILL)
    here = law.slices.play(read_encounter(encounter(), law.body), ACTION, ("us/xx:hold-bill",))
    there = law.slices.play(read_encounter(encounter(place="us/yy"), law.body), ACTION, ("us/xx:hold-bill",))
    assert ids(here) == ["holds", "jails", "other-act"]
    assert ids(there) == []


def test_a_day_before_any_law_has_none(tmp_path: Path) -> None:
    """The first day of the calendar is a day like any other."""
    assert ids(play(example(tmp_path, DATED), on=date.min.isoformat())) == []


def test_before_anything_was_recorded_nobody_had_read_the_law(body: Body) -> None:
    """As we knew it then: no provision, no survey, so silence is not "not addressed"."""
    law = Law(body)
    asked = {"place": "us/ma", "agency": "court", "on": "2025-06-02", "actions": ["hold_on_detainer"]}
    then = law.decide({**asked, "known_at": "2026-01-01"})["actions"]["hold_on_detainer"]
    now = law.decide(asked)["actions"]["hold_on_detainer"]
    assert (then["presumed"]["outcomes"], then["reasons"]) == (["unsurveyed"], [])
    assert now["presumed"]["outcomes"] == ["prohibited"]
    assert roles(now)["no-power-to-hold"] == "controls"


def test_an_own_rule_that_nobody_read_says_what_it_may_say(tmp_path: Path) -> None:
    """Three stand-ins: one that forbids, one that allows, one that requires; none of them was read or can be cited."""
    found = play(example(tmp_path, ACT), place="us/xx/town")
    own = {b.provision.id.rsplit("/", 1)[1]: b.provision for b in found.bound if b.provision.instrument == OWN}
    assert {v: str(p.modality) for v, p in own.items()} == {"forbids": "must_not", "allows": "may", "requires": "must"}
    for value, provision in own.items():
        assert provision.says == f"A rule of the place or agency itself {value} it."
        assert (provision.cite, provision.evidence, provision.place) == ("not read", "unread", found.unread)
        assert (provision.authority, provision.actions) == ("agency_policy", (ACTION,))


def test_a_bar_on_limits_reaches_the_own_rule_of_a_local_agency_asked_anywhere_in_the_state(tmp_path: Path) -> None:
    """A jail stands in some county, even where nobody says in which; an agency of the State does not."""
    bar = """
    instrument: bar
    provisions: [{id: no-limit, modality: bars_limits, binds: [jail, state_police]}]
    """
    unread = "own_rule.hold_on_detainer"
    law = example(tmp_path, bar, STATE_UNREAD)
    found = {}
    for agency in ("jail", "state_police"):
        given = encounter(agency=agency, facts={unread: "forbids"})
        found[agency] = law.decide(given)["actions"][ACTION]["outcomes"]
    assert found == {"jail": ["not_addressed"], "state_police": ["prohibited"]}


def test_a_decision_of_another_day_reach_or_act_declares_nothing_here(tmp_path: Path) -> None:
    """What was always so is told before the day it was said, to whom it binds, and not afterwards."""
    text = """
    instrument: ruling
    authority: decision
    history:
      - {event: effective, on: 2024-05-01, source: s1, recorded: 2020-01-01}
      - {event: amended, on: 2027-05-01, source: s1, recorded: 2020-01-01, declares: yes}
    provisions:
      - {id: none, modality: lacks_power}
      - {id: courts, modality: lacks_power, binds: [court]}
    """
    law = example(tmp_path, text)
    for on, told in (("2026-03-02", 1), ("2027-04-30", 1), ("2027-05-01", 0), ("2028-01-01", 0)):
        later = play(law, on=on).later
        assert [(p.id, str(day)) for p, day in later] == [("us/xx:ruling/none", "2027-05-01")] * told
    assert play(law, "share_status").later == ()
    assert play(law, place="us").later == ()


def test_a_state_that_a_file_describes_may_still_be_unread_on_a_federal_act(tmp_path: Path) -> None:
    """What counts is whether somebody read its law for the agency and the act, and not that there is a file."""
    for row, unread in (
        (READ, None),
        (COURTS, "us/xx"),
        (READ.replace("actions: all", f"actions: [{ACTION}]"), "us/xx"),
    ):
        law = example(tmp_path / str(len(row)), FEDERAL, state(row))
        assert play(law, "courthouse_arrest", place="us/xx/town", agency="jail").unread == unread
    law = example(tmp_path / "both", FEDERAL, state(COURTS))
    assert play(law, "courthouse_arrest", place="us/xx/town", agency="court").unread is None


def test_law_that_reaches_beyond_its_place_reaches_whom_it_names_and_once(tmp_path: Path) -> None:
    """A decree of one State binds a town of another that it names, not that one's neighbours."""
    decree = """
    instrument: decree
    reach: {places: [us/yy/town, us/xx]}
    provisions:
      - {id: decreed, modality: must_not}
    """
    law = example(tmp_path, decree)
    found = {p: ids(play(law, place=p)) for p in ("us/yy/town", "us/xx", "us/xx/town", "us/yy", "us/yy/other", "us")}
    assert found == {
        "us/yy/town": ["decreed"],
        "us/xx": ["decreed"],
        "us/xx/town": ["decreed"],
        "us/yy": [],
        "us/yy/other": [],
        "us": [],
    }
