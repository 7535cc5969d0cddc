"""The query language: text -> frozen tree -> one SQL statement and one sentence.

    any  = all { "OR" all }
    all  = one { ["AND"] one }
    one  = { "-" } ( "(" any ")" | term )
    term = [ prefix ":" ] ( word | "quoted words" )

Every prefix, what it finds and an example stands in `TERMS`.
"""

from vonlinks.catalogue.search.parser import Query, Sort, parse
from vonlinks.catalogue.search.statement import find, meaning
from vonlinks.catalogue.search.terms import FREE_WORDS, SORTS, TERMS, TermHelp

__all__ = ["FREE_WORDS", "SORTS", "TERMS", "Query", "Sort", "TermHelp", "find", "meaning", "parse"]
