"""What was typed, as the index of names is asked for it: folded, in words, and in Latin letters."""

from __future__ import annotations

from dataclasses import dataclass

from designations.text.latin import in_latin
from designations.text.names import fold_name

LONGEST = 200
_MOST_WORDS = 12
_SHORTEST_INITIALS, _LONGEST_INITIALS = 3, 8
# Of a short name one wrong letter spoils half of all sequences of three; of a long one, few.
_ALIKE = ((5, 0.3), (14, 0.36), (24, 0.48))
_ALIKE_LONG = 0.58


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the index: folded, and in Latin letters. Without any letter or digit it finds nothing."""

    folded: str
    plain: str

    @classmethod
    def read(cls, text: str) -> Asked:
        """As somebody typed it; only its beginning is looked at."""
        folded = " ".join(fold_name(text.replace("\0", " ")[:LONGEST]).split()[:_MOST_WORDS])
        return cls(folded, in_latin(folded))

    @property
    def words(self) -> list[str]:
        """Its words, in Latin letters."""
        return self.plain.split()

    @property
    def compact(self) -> str:
        """Its letters without the spaces."""
        return self.plain.replace(" ", "")

    @property
    def initials(self) -> str:
        """What may be the first letters of a name; '' if it is too long or too short for that."""
        letters = self.folded.replace(" ", "")
        fits = _SHORTEST_INITIALS <= len(letters) <= _LONGEST_INITIALS
        return (
            letters if fits and (letters == self.folded or len(letters) * 2 - 1 == len(self.folded)) else ""
        )

    @property
    def prefixes(self) -> str:
        """A query for the names that have all its words, or longer ones that begin with them."""
        # Words consist of letters, marks and digits: nothing in them needs quoting.
        return " & ".join(f"'{word}':*" for word in self.words)

    @property
    def least_alike(self) -> float:
        """How alike a name must be to count as a spelling of it, by its length."""
        return next((least for longest, least in _ALIKE if len(self.plain) <= longest), _ALIKE_LONG)
