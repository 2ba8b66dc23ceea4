"""Joint sources: "the US and NATO" are two speakers, "the foreign and defence ministers" are not cut."""

from __future__ import annotations

from sayso.records import Span
from sayso.resolve.who.drafts import Cast
from sayso.resolve.who.found import DEFINITE, INDEFINITE, name_at, names_in, owner_of
from sayso.resolve.who.titles import PREPOSITIONS


def split_joint(cast: Cast, span: Span) -> list[Span]:
    """
    The parts of a joint source: "the US and NATO" has two.

    Only where each side can stand by itself: a name or a noun with its determiner; "the foreign and defence ministers" stays whole.
    """
    words = cast.words
    inside = words.within(span)
    if len(inside) < 3:
        return [span]
    stop = _main_end(cast, inside)
    cuts = [
        i for i in range(inside.start + 1, stop) if words.lower[i] in ("and", "&", "or") and not _is_in_name(cast, i)
    ]
    cuts = [i for i in cuts if _joins_speakers(cast, inside, i)]
    cuts = [
        i
        for i in cuts
        if i + 1 < inside.stop and _can_stand(cast, i + 1, inside.stop) and _can_end(cast, inside.start, i - 1)
    ]
    cuts = [i for i in cuts if not _is_long_title(cast, inside.start, i)]
    if not cuts:
        return [span]
    bounds, at = [], inside.start
    for cut in cuts:
        bounds.append((at, cut - 1))
        at = cut + 1
    bounds.append((at, inside.stop - 1))
    parts: list[Span] = []
    for first, last in bounds:
        for one, other in _split_commas(cast, first, last):
            if words.lower[one] in ("and", "both", "as", "well") and one < other:
                one += 1
            parts.append(Span(words.starts[one], words.ends[other]))
    return parts


def _main_end(cast: Cast, inside: range) -> int:
    """Where the first relative clause begins; what "and" joins after it is no speaker."""
    for i in inside:
        if i > inside.start and cast.words.lower[i] in ("who", "which", "that", "whose", "whom", "where", "when"):
            return i
    return inside.stop


def _joins_speakers(cast: Cast, inside: range, cut: int) -> bool:
    """
    Whether "and" joins two speakers and not two words of one description.

    "Kevin Roe, chairman of the Ways and Means Committee" is one; after a preposition, or within an apposition, only two persons are two.
    """
    words = cast.words
    if words.lower[cut] == "or" and not (words.capital[cut - 1] and cut + 1 < inside.stop and words.capital[cut + 1]):
        return False
    commas = [i for i in range(inside.start, cut - 1) if "," in words.gaps[i]]
    start = commas[-1] + 1 if commas else inside.start
    start += commas != [] and words.lower[start] == "the"
    closed = "," in words.gaps[cut - 1]
    governed = any(words.lower[i] in PREPOSITIONS for i in range(start, cut)) and words.lower[start] not in PREPOSITIONS
    if not governed and (not commas or closed):
        return True
    left, right = (
        name_at(cast, start),
        next((n for n in names_in(cast, Span(words.starts[cut], words.ends[inside.stop - 1])) if n.first > cut), None),
    )
    if left is None:
        left = next((n for n in names_in(cast, Span(words.starts[start], words.starts[cut])) if n.opens <= start), None)
    persons = [owner_of(cast, name) for name in (left, right) if name is not None]
    both = len(persons) == 2 and all(person is not None and person.kind == "person" for person in persons)
    return (
        (both and right is not None and right.opens <= cut + 2)
        or (closed and governed and both)
        or (
            not governed
            and left is not None
            and left.first == start
            and (words.capital[cut + 1] or words.lower[cut + 1] == "the")
            and len(commas) >= 1
            and _is_list(cast, inside.start, cut)
        )
    )


def _is_list(cast: Cast, first: int, cut: int) -> bool:
    """Whether every piece between commas before "and" begins with a name of its own."""
    words = cast.words
    begins = [first, *(i + 1 for i in range(first, cut - 1) if "," in words.gaps[i])]
    return all(name_at(cast, i + (words.lower[i] == "the")) is not None for i in begins)


def _is_long_title(cast: Cast, first: int, cut: int) -> bool:
    """Whether "and" joins two titles of one person: "former senator and presidential candidate Jane Roe"."""
    words = cast.words
    if words.lower[first] in DEFINITE | INDEFINITE or words.lower[cut + 1] in DEFINITE | INDEFINITE:
        return False
    left = name_at(cast, cut - 1)
    if left is not None and left.shape == "person" and owner_of(cast, left) is not None:
        return False
    right = next((name for name in names_in(cast, Span(words.starts[cut], words.ends[-1])) if name.first > cut), None)
    return (
        right is not None
        and bool(right.title)
        and right.opens <= cut + 1
        and any(w in cast.table.roles for w in words.lower[first:cut])
        and words.lower[cut - 1] not in ("officials", "ministers")
    )


def _is_in_name(cast: Cast, at: int) -> bool:
    position = cast.words.starts[at]
    return any(
        name.span.start < position < name.span.end for name in names_in(cast, Span(max(0, position - 80), position + 1))
    )


def _can_stand(cast: Cast, at: int, stop: int) -> bool:
    words = cast.words
    lower = words.lower[at]
    if (
        words.capital[at]
        or lower in DEFINITE
        or lower
        in ("a", "an", "some", "many", "other", "others", "several", "he", "she", "they", "we", "i", "you", "most")
    ):
        head = words.lower[stop - 1] if stop - at <= 2 else ""
        return not (
            words.capital[at]
            and head in ("officials", "ministers", "leaders", "sources", "governments", "authorities", "lawmakers")
            and words.capital[at]
            and not cast.table.find_known((words.bases[at],))
        )
    rest = words.lower[at:stop]
    return len(rest) <= 3 and (
        rest[-1] in cast.table.group_nouns
        or rest[-1] in cast.table.government_people
        or rest[-1] in cast.table.roles
        or rest[-1].endswith("s")
    )


def _can_end(cast: Cast, first: int, last: int) -> bool:
    """Whether the words up to `last` are whole: they end in a name or in a noun, not in an adjective ("the foreign and …")."""
    words = cast.words
    lower = words.lower[last]
    if words.possessive[last]:
        return False
    if words.capital[last]:
        known = cast.table.names.get((words.bases[last],))
        return not (
            known is not None
            and known.form == "demonym"
            and known.name != words.bases[last]
            and not words.bases[last].endswith("s")
        )
    if any(words.lower[i] in ("of", "between", "among") for i in range(first, last)) and not any(
        words.capital[i] for i in range(first, last)
    ):
        return False
    return (
        lower not in cast.table.role_adjectives or lower in cast.table.roles or lower in cast.table.organization_nouns
    )


def _split_commas(cast: Cast, first: int, last: int) -> list[tuple[int, int]]:
    """Cuts lists: "Germany, France" of a list are two; an apposition ("Roe, the mayor,") is not cut."""
    words = cast.words
    pieces, at = [], first
    for i in range(first, last):
        after = i + 1 + (words.lower[i + 1] == "the" and i + 1 < last)
        if words.gaps[i].strip() == "," and words.capital[i] and words.capital[after]:
            one, other = name_at(cast, i), name_at(cast, after)
            starts = name_at(cast, at + (words.lower[at] == "the" and at < last))
            if (
                starts is not None
                and other is not None
                and (one is None or one.last == i)
                and other.first == after
                and owner_of(cast, other) is not None
                and (after == i + 1 or other.known is not None)
            ):
                pieces.append((at, i))
                at = i + 1
    pieces.append((at, last))
    return pieces
