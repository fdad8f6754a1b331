"""Law files, read strictly: text in, checked values and line numbers out."""

from comity.law.reading.files import read_docket, read_instrument, read_place
from comity.law.reading.schema import schemas
from comity.law.reading.tree import Tree, read_file, read_tree
from comity.law.reading.vocabulary_files import read_vocabulary

__all__ = [
    "Tree",
    "read_docket",
    "read_file",
    "read_instrument",
    "read_place",
    "read_tree",
    "read_vocabulary",
    "schemas",
]
