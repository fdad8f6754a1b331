"""The grammar of citations. The forms are law data (law/vocabulary/citations.yaml); what reads them is here."""
