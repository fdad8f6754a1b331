"""JSON Schema for every kind of law file, so that editors complete and check while one types.

An editor sees YAML 1.2, where `1.10` is a number and `yes` may be true; our reader sees text.
So the schemas accept what is written bare, and the reader stays the judge.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from comity.law.reading.docket_model import DocketModel
from comity.law.reading.instrument_model import InstrumentModel, PolicyModel
from comity.law.reading.place_model import PlaceModel
from comity.law.reading.vocabulary_files import FILES
from comity.law.reading.vocabulary_model import VocabularyModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(vocabulary: VocabularyModel | None = None) -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file. With a vocabulary, its words are offered and others marked.

    >>> sorted(schemas())[:3]
    ['actions', 'agencies', 'authorities']
    """
    models: dict[str, type[BaseModel]] = {
        "instrument": InstrumentModel,
        "policy": PolicyModel,
        "place": PlaceModel,
        "docket": DocketModel,
        **FILES,
    }
    words = {} if vocabulary is None else _words(vocabulary)
    return {
        kind: {"$schema": DIALECT, **_for_editors(model.model_json_schema(), words)} for kind, model in models.items()
    }


def _words(vocabulary: VocabularyModel) -> dict[str, list[str]]:
    return {
        "agencies": list(vocabulary.agencies),
        "groups": list(vocabulary.groups),
        "agencies_and_groups": [*vocabulary.agencies, *vocabulary.groups],
        "actions": list(vocabulary.actions),
        "duties": list(vocabulary.duties),
        "recipients": list(vocabulary.recipients),
        "authorities": list(vocabulary.authorities),
    }


def _for_editors(node: Any, words: dict[str, list[str]]) -> Any:
    """Return a schema without nulls, which no law file can hold, and with the vocabulary's words put in."""
    if isinstance(node, list):
        return [_for_editors(item, words) for item in node]
    if not isinstance(node, dict):
        return node
    listed = node.get("x-vocabulary")
    if isinstance(listed, str):
        return {"enum": words[listed]} if listed in words else {k: v for k, v in node.items() if k != "x-vocabulary"}
    kept = {key: value for key, value in node.items() if not (key == "default" and value is None)}
    if "anyOf" in kept:
        kept["anyOf"] = [branch for branch in kept["anyOf"] if branch != {"type": "null"}]
    return {key: _for_editors(value, words) for key, value in kept.items()}
