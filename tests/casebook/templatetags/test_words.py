"""What is kept as short words is shown in the words that people read, never with an underscore."""

from __future__ import annotations

from comity.casebook.forms import DEEDS
from comity.casebook.law_here import law
from comity.casebook.templatetags.words import EVENTS, deed, duty, event, paper, sentence


def test_no_underscore_reaches_a_page() -> None:
    """Neither of a form, an event, a deed or a duty, nor of one that is new."""
    said = [paper(v) for v in law().body.words.facts["request_form"].values]
    said += [event(k) for k in (*EVENTS, "brand_new")] + [deed(k) for k, _ in DEEDS] + [deed("brand_new")]
    said += [duty(k) for k in (*law().body.words.duties, "brand_new")]
    assert [words for words in said if "_" in words or not words] == []
    assert (paper(""), sentence("form I-247A")) == ("sealed", "Form I-247A")
