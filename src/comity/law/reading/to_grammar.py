"""The grammar of citations, made from the forms of the vocabulary."""

from __future__ import annotations

import re

from comity.law.citation.form import Form, compiled
from comity.law.citation.grammar import Grammar
from comity.law.reading.vocabulary_model import VocabularyModel
from comity.vocabulary.errors import nearest, problem


def to_grammar(words: VocabularyModel) -> Grammar:
    """Return the grammar of a vocabulary. Raise InputError for a pattern that no citation could be read with."""
    tree = words.trees["citations.yaml"]
    forms: list[Form] = []
    for name, form in words.forms.items():
        try:
            forms.append(compiled(name, form.written, words.numbers, form.names, form.link or ""))
        except KeyError as error:
            line = tree.line(("forms", name))
            raise problem(
                tree.path, line, f"unknown number `{error.args[0]}`", nearest(error.args[0], words.numbers)
            ) from None
        except re.error as error:
            raise problem(
                tree.path, tree.line(("forms", name)), f"a number of `{name}` is no pattern: {error}"
            ) from None
    return Grammar(tuple(forms), words.notes)
