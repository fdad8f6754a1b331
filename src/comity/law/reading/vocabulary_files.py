"""The folder law/vocabulary, read as one: its files merged, and its words checked against one another.

Facts may be spread over several files whose names start with `facts`, and a place may bring its own in a `facts.yaml`
beside its law; a fact in two of them is an error in both.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from comity.law.reading.parts import Part
from comity.law.reading.problems import checked
from comity.law.reading.tree import Tree, read_file
from comity.law.reading.vocabulary_model import (
    ActionsFile,
    AgenciesFile,
    AuthoritiesFile,
    CalendarsFile,
    CitationsFile,
    ConstraintsFile,
    DutiesFile,
    FactsFile,
    ListsFile,
    MomentsFile,
    VocabularyModel,
)
from comity.vocabulary.errors import InputError, Problem, nearest

FILES: dict[str, type[Part]] = {
    "agencies": AgenciesFile,
    "actions": ActionsFile,
    "facts": FactsFile,
    "duties": DutiesFile,
    "authorities": AuthoritiesFile,
    "moments": MomentsFile,
    "lists": ListsFile,
    "constraints": ConstraintsFile,
    "calendars": CalendarsFile,
    "citations": CitationsFile,
}
OF_PLACE = "facts.yaml"
FORMS_OF_PLACE = "citations.yaml"
_MERGED = {"facts": "fact", "forms": "form", "numbers": "number"}
_REQUIRED = ("agencies", "actions", "facts", "duties", "authorities", "moments")
_MADE = ("did_", "own_rule.")


def read_words(law: Path) -> VocabularyModel:
    """Return the vocabulary of a law folder, with what its places bring. Raise InputError as read_vocabulary."""
    found = (*sorted(law.rglob(OF_PLACE)), *sorted(law.rglob(FORMS_OF_PLACE)))
    brought = (p for p in found if p.parent.name != "vocabulary")
    written = [(path, f"{law.name}/{path.relative_to(law).as_posix()}") for path in brought]
    return read_vocabulary(law / "vocabulary", f"{law.name}/vocabulary", written)


def read_vocabulary(
    folder: Path, shown: str | None = None, of_places: Sequence[tuple[Path, str]] = ()
) -> VocabularyModel:
    """Return the lists of a vocabulary folder. Raise InputError with what is wrong in all of its files.

    `shown` is the folder's path as used in messages; `of_places` are the fact files of places, each with its own.
    """
    name = str(folder) if shown is None else shown
    problems: list[Problem] = []
    merged: dict[str, Any] = {}
    trees: dict[str, Tree] = {}
    for path, written in (*((p, f"{name}/{p.name}") for p in sorted(folder.glob("*.yaml"))), *of_places):
        kind = "facts" if path.stem.startswith("facts") else path.stem
        if kind not in FILES:
            problems.append(Problem(written, None, f"unknown vocabulary file `{path.name}`", _nearest_file(path.name)))
            continue
        try:
            tree = read_file(path, written)
            model = checked(FILES[kind], tree)
        except InputError as error:
            problems.extend(error.problems)
            trees.setdefault(_key(name, written), Tree(written, "", {}))
            continue
        problems.extend(_merge(merged, model, tree, trees))
        trees[_key(name, written)] = tree
    missing = [kind for kind in _REQUIRED if not any(file.startswith(kind) for file in trees)]
    problems.extend(Problem(name, None, f"`{kind}.yaml` is missing from the vocabulary") for kind in missing)
    if problems:
        raise InputError(problems)
    vocabulary = VocabularyModel(**merged, trees=trees)
    problems.extend(_crossed(vocabulary))
    if problems:
        raise InputError(problems)
    return vocabulary


def _key(folder: str, written: str) -> str:
    return written.removeprefix(f"{folder}/")


def _nearest_file(name: str) -> str:
    close = difflib.get_close_matches(name, [f"{kind}.yaml" for kind in FILES], n=1)
    return f"did you mean `{close[0]}`?" if close else ""


def _merge(merged: dict[str, Any], model: Part, tree: Tree, trees: dict[str, Tree]) -> Iterator[Problem]:
    """Put a file's lists beside those read before, and yield each name that was there already."""
    for key in type(model).model_fields:
        value = getattr(model, key)
        if key == "notes":
            merged[key] = (*merged.get(key, ()), *value)
            continue
        if key not in _MERGED:
            merged[key] = value
            continue
        have = merged.setdefault(key, {})
        for name, fact in value.items():
            if name in have:
                first = next(one for one in trees.values() if (key, name) in one.lines)
                where = f"{first.path}:{first.line((key, name))}"
                yield Problem(
                    tree.path,
                    tree.line((key, name)),
                    f"repeated {_MERGED[key]} `{name}`",
                    f"it stands in {where} already",
                )
            have.setdefault(name, fact)


def _crossed(words: VocabularyModel) -> Iterator[Problem]:
    """Yield the words of one list that another list should have and does not."""
    trees = words.trees
    agencies = trees["agencies.yaml"]
    for group, members in words.groups.items():
        if group in words.agencies:
            yield Problem(
                agencies.path, agencies.line(("groups", group)), f"`{group}` names both an agency and a group"
            )
        for place, member in enumerate(members):
            if member not in words.agencies:
                line = agencies.line(("groups", group, place))
                yield Problem(agencies.path, line, f"unknown agency `{member}`", nearest(member, words.agencies))
    for tree in trees.values():
        for name in words.facts:
            if ("facts", name) in tree.lines and name.startswith(_MADE):
                what = f"fact `{name}` follows from an action or duty"
                yield Problem(tree.path, tree.line(("facts", name)), what, "take it out of the list")
    for listed, fields in words.lists.items():
        for name, one in fields.items():
            if one.fact is not None and one.fact not in words.facts:
                line = trees["lists.yaml"].line(("lists", listed, name, "fact"))
                yield Problem(
                    trees["lists.yaml"].path, line, f"unknown fact `{one.fact}`", nearest(one.fact, words.facts)
                )
    yield from _calendars(words)


def _calendars(words: VocabularyModel) -> Iterator[Problem]:
    for name in words.calendars:
        seen, now = [name], words.calendars[name].extends
        while now is not None:
            tree = words.trees["calendars.yaml"]
            line = tree.line(("calendars", seen[-1], "extends"))
            if now not in words.calendars:
                yield Problem(tree.path, line, f"unknown calendar `{now}`", nearest(now, words.calendars))
                break
            if now in seen:
                yield Problem(tree.path, line, f"calendar `{now}` extends itself")
                break
            seen.append(now)
            now = words.calendars[now].extends
