"""The sources of a reading in order: first those with words of their own, then every pronoun of the text, from the first to the last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sayso.records import Reading, Span
from sayso.resolve.who.drafts import Cast, Draft
from sayso.resolve.who.found import DEFINITE, INDEFINITE, Found, name_at, owner_of
from sayso.resolve.who.joint import split_joint
from sayso.resolve.who.pronouns import (
    FIRST,
    GENDER,
    PRONOUNS,
    RELATIVE,
    SECOND,
    THEY,
    WEIGHTS,
    Context,
    Mention,
    list_candidates,
    rank_people,
)
from sayso.resolve.who.roles import find_people_phrases
from sayso.resolve.who.sources import resolve_phrase
from sayso.resolve.who.titles import PREPOSITIONS
from sayso.resolve.who.words import is_modifier, is_subject, looks_finite

SURE = 0.8
"""The probability from which a he or she is answered."""


def resolve_sources(cast: Cast, reading: Reading, sources: list[Span | None]) -> list[list[Found]]:
    """For each source the drafts it stands for. Sources behind those of the attributions are words that a statement is directed at."""
    chain = Chain.start(cast, reading, sources)
    chain.run()
    return chain.found


def find_pronoun(cast: Cast, span: Span) -> int | None:
    """The index of the pronoun that a source is, `None` if it is something else. "He himself" and "she, too," are pronouns."""
    inside = cast.words.within(span)
    if inside and cast.words.lower[inside.start] == "who":
        return inside.start  # "who leads the league": whoever stands before it
    if not inside or len(inside) > 3 or cast.words.lower[inside.start] not in PRONOUNS:
        return None
    rest = [cast.words.lower[i] for i in inside][1:]
    return (
        inside.start
        if all(
            w in ("himself", "herself", "themselves", "itself", "too", "also", "alone", "all", "both", "own")
            for w in rest
        )
        else None
    )


class Chain:
    """One pass over the people and pronouns of a report. `run` fills the speakers of the pronoun sources."""

    def __init__(
        self,
        cast: Cast,
        reading: Reading,
        sources: list[Span | None],
        found: list[list[Found]],
        pronouns: dict[int, list[int]],
    ) -> None:
        self.cast, self.reading, self.sources, self.found, self.pronouns = cast, reading, sources, found, pronouns
        self.context = Context(mentions={}, counts={}, firsts={})
        self.cues = [attribution.cue.span.start for attribution in reading.attributions]
        self.contents = [[mention.span for mention in attribution.content] for attribution in reading.attributions]
        self.pieces = sorted((span, place) for place, spans in enumerate(self.contents) for span in spans)
        self.weights = WEIGHTS
        self.answers: dict[int, int] = {}
        self.log: list[tuple[int, list[tuple[float, int]], list[tuple[int, dict[str, float]]]]] | None = None
        self.other: list[Mention] = []
        self.pairs: list[tuple[int, list[int]]] = []
        self.spoken = len(reading.attributions)
        self.owned = self.list_owned()

    @classmethod
    def start(cls, cast: Cast, reading: Reading, sources: list[Span | None]) -> Chain:
        """A chain whose sources with words of their own are resolved already."""
        found: list[list[Found]] = [[] for _ in sources]
        seen: dict[Span, list[Found]] = {}
        pronouns: dict[int, list[int]] = {}
        for place, span in enumerate(sources):
            if span is None:
                continue
            if span not in seen:
                seen[span] = []
                for part in split_joint(cast, span):
                    at = find_pronoun(cast, part)
                    if at is None:
                        seen[span] += [
                            one
                            for one in resolve_phrase(cast, part)
                            if one.draft not in {other.draft for other in seen[span]}
                        ]
            found[place] = list(seen[span])
            for part in split_joint(cast, span):
                at = find_pronoun(cast, part)
                if at is not None:
                    pronouns.setdefault(at, []).append(place)
        return cls(cast, reading, sources, found, pronouns)

    def run(self) -> None:
        """Reads the mentions and pronouns from the first to the last."""
        waiting: list[int] = []
        events = self.list_events()
        for at, mentions in events:
            if at in self.owned:
                self.name_owned(at)
            for mention in mentions:
                self.note(mention)
            if not mentions:
                self.read_pronoun(at, waiting)
        for at in waiting:
            self.read_first_person(at)

    def list_owned(self) -> dict[int, Draft]:
        """The offices and other bodies in the sources that "his" or "her" opens, by the index of that word: "his office"."""
        owned = {}
        for place, span in enumerate(self.sources):
            if span is None or len(self.found[place]) != 1:
                continue
            draft = self.cast.drafts[self.found[place][0].draft]
            inside = self.cast.words.within(span)
            opens = self.cast.words.lower[inside.start]
            if opens in ("his", "her") and not draft.named and draft.kind in ("organization", "government"):
                owned[inside.start] = draft
        return owned

    def name_owned(self, at: int) -> None:
        """Names "his office" by its owner, where it is plain who that is."""
        cast, draft = self.cast, self.owned[at]
        gender = GENDER[cast.words.lower[at]]
        self.context.avoid, self.context.reporting = frozenset(), frozenset()
        ranked = rank_people(list_candidates(cast, self.context, at, gender), self.weights)
        if draft.named or not ranked or ranked[0][0] < SURE or not cast.drafts[ranked[0][1]].named:
            return
        owner = cast.drafts[ranked[0][1]]
        rest = draft.name.split(" ", 1)[1]
        name = f"{owner.name}’s {rest}"
        draft.name, draft.words, draft.named, draft.owner = name, tuple(name.split()), True, owner.number
        draft.organ = any(role.is_office for role in owner.roles)
        draft.why = f"“{cast.words.bases[at]}” is {owner.name}, named before"
        for place, found in enumerate(self.found):
            self.found[place] = [Found(one.draft, draft.why) if one.draft == draft.number else one for one in found]

    def list_events(self) -> list[tuple[int, list[Mention]]]:
        """Names, sources with their drafts, and pronouns (with no mentions) by word index."""
        cast, words = self.cast, self.cast.words
        events = self.list_sources()
        self.add_names(events)
        self.pairs = self.list_pairs()
        taken = {i for mentions in events.values() for mention in mentions for i in range(mention.at, mention.last + 1)}
        for first, last, number in find_people_phrases(cast, taken):
            events.setdefault(first, []).append(self.make_mention(first, last, number, 1))
        self.level_pairs(events)
        for at, lower in enumerate(words.lower):
            if lower in GENDER and at not in events:
                events[at] = []
        for at in self.pronouns:
            events[at] = []
        return sorted(events.items())

    def list_sources(self) -> dict[int, list[Mention]]:
        """The sources with words of their own, by the index of their first word."""
        spoken: dict[int, list[Mention]] = {}
        for place, span in enumerate(self.sources):
            if span is None or not self.found[place]:
                continue
            inside = self.cast.words.within(span)
            for one in self.found[place]:
                mention = self.make_mention(inside.start, inside.stop - 1, one.draft, len(inside))
                if place < self.spoken:
                    mention.subject, mention.speaker = True, True
                spoken.setdefault(inside.start, []).append(mention)
        return spoken

    def add_names(self, events: dict[int, list[Mention]]) -> None:
        """The names outside of sources; in the sub-headings nobody acts."""
        cast, words = self.cast, self.cast.words
        for index, name in enumerate(cast.names):
            owner = cast.owners[index]
            if owner is None or (words.heading[name.first] and words.paragraph[name.first] > 0):
                continue
            known = events.setdefault(name.first, [])
            if all(mention.draft != owner for mention in known):
                known.append(self.make_mention(name.opens, name.last, owner, len(name.words)))

    def level_pairs(self, events: dict[int, list[Mention]]) -> None:
        """Gives two people joined by "and" the same place in the sentence: neither is the plainer "he"."""
        for second, both in self.pairs:
            joined = [
                mention
                for mentions in events.values()
                for mention in mentions
                if mention.draft in both and second - 12 < mention.last <= second
            ]
            subject = any(mention.subject for mention in joined)
            for mention in joined:
                mention.subject, mention.modifier = subject, False

    def list_pairs(self) -> list[tuple[int, list[int]]]:
        """Two persons whom the text joins: "Mike Crapo and Jim Risch", by the index of the second one's last word."""
        cast, words = self.cast, self.cast.words
        pairs = []
        for index in range(1, len(cast.names)):
            one, other = cast.names[index - 1], cast.names[index]
            if (
                other.opens != one.last + 2
                or words.lower[one.last + 1] != "and"
                or words.gaps[one.last].strip() not in ("", ",")
            ):
                continue
            both = [
                owner
                for owner in (cast.owners[index - 1], cast.owners[index])
                if owner is not None and cast.drafts[owner].kind == "person"
            ]
            if len(set(both)) == 2:
                pairs.append((other.last, both))
        return pairs

    def make_mention(self, first: int, last: int, draft: int, length: int) -> Mention:
        """What stands at these words: its place in the sentence as far as the words beside it show it."""
        words = self.cast.words
        opens = first == 0 or words.sentence[first - 1] != words.sentence[first]
        oblique = not opens and words.gaps[first - 1] == " " and words.lower[first - 1] in PREPOSITIONS
        subject = is_subject(words, first, last)
        modifier = not subject and is_modifier(words, last)
        return Mention(
            first,
            last,
            draft,
            subject=subject,
            modifier=modifier,
            possessed=words.possessive[last],
            oblique=oblique,
            opens=opens,
            length=length,
        )

    def note(self, mention: Mention) -> None:
        """Takes one mention into the context."""
        draft = self.cast.drafts[mention.draft]
        single = (
            draft.kind in ("person", "office")
            or (draft.kind == "unknown" and draft.named)
            or (not draft.named and draft.kind == "government" and bool(draft.roles))
        )
        if not single:
            self.other.append(mention)
        else:
            if len(self.context.mentions) > 200:  # a book's cast: those not named for long are nobody's "he"
                for number in sorted(self.context.mentions, key=lambda n: self.context.mentions[n].at)[:100]:
                    del self.context.mentions[number]
            self.context.mentions[mention.draft] = mention
            self.context.counts[mention.draft] = self.context.counts.get(mention.draft, 0) + 1
            self.context.firsts.setdefault(mention.draft, mention.at)
            words = self.cast.words
            if not mention.pronoun and draft.named and words.quotation_at(words.starts[mention.at]) is None:
                self.context.topics.setdefault(words.paragraph[mention.at], mention.draft)
        if mention.speaker:
            self.context.speaker = mention.draft
            if self.context.fresh is not None and self.context.fresh.draft != mention.draft:
                self.context.fresh = None
        elif single and draft.named and not mention.pronoun and self.is_introduced(mention):
            self.context.fresh = mention

    def is_introduced(self, mention: Mention) -> bool:
        """Whether the name is the subject of its sentence, or the predicate of "his replacement is Jane Roe", in the outlet's words."""
        words, at = self.cast.words, mention.at
        is_paired = any(mention.draft in both and 0 <= second - at < 12 for second, both in self.pairs)
        is_family = mention.length == 1 and at > 0 and words.lower[at - 1] == "the"  # "the Roes"
        if (
            is_paired
            or is_family
            or words.heading[at]
            or words.possessive[mention.last]
            or self.find_covering(at, skip=[])
        ):
            return False
        opens = next((i for i in range(at, -1, -1) if i == 0 or words.sentence[i - 1] != words.sentence[at]), at)
        verbs = [i for i in range(opens, at) if looks_finite(words, i)]
        if not verbs:
            return mention.subject and not mention.oblique
        return verbs == [at - 1] and words.lower[at - 1] in ("is", "was") and words.gaps[at - 1] == " "

    def read_pronoun(self, at: int, waiting: list[int]) -> None:
        lower = self.cast.words.lower[at]
        places = self.pronouns.get(at, [])
        if lower in GENDER:
            self.read_person(at, places)
        elif lower in FIRST or lower in SECOND:
            waiting.append(at)
        elif lower in RELATIVE:
            self.read_relative(at, places)
        else:
            self.read_thing(at, places)

    # ------------------------------------------------------------------------------------------------------------ he and she

    def read_person(self, at: int, places: list[int]) -> None:
        cast, words = self.cast, self.cast.words
        gender = GENDER[words.lower[at]]
        covering = self.find_covering(at, skip=places)
        speakers = frozenset(one.draft for place in covering for one in self.found[place])
        quotation = words.quotation_at(words.starts[at])
        direct = frozenset(
            one.draft
            for place in covering
            if quotation is not None and any(quotation.covers(s) or s.covers(quotation) for s in self.contents[place])
            for one in self.found[place]
        )
        self.context.avoid = direct | self.find_named_after(at)
        self.context.reporting = speakers - direct
        candidates = list_candidates(cast, self.context, at, gender)
        ranked = rank_people(candidates, self.weights)
        if self.log is not None:
            self.log.append((at, ranked, candidates))
        if at in self.answers:  # only where weights are fitted: the pronouns before are known then
            ranked = [(1.0, self.answers[at])]
        if ranked and (ranked[0][0] >= SURE or not places):
            number = ranked[0][1]
            draft = cast.drafts[number]
            if draft.gender is None and ranked[0][0] >= 0.8:
                draft.gender = gender
                draft.kind = "person" if draft.kind == "unknown" else draft.kind
            why = self.explain(at, draft)
            for place in places:
                self.answer(place, [Found(number, why)])
                draft.add_mention(self.sources[place])  # type: ignore[arg-type]
            opens = at == 0 or words.sentence[at - 1] != words.sentence[at]
            self.note(
                Mention(
                    at,
                    at,
                    number,
                    subject=words.lower[at] in ("he", "she"),
                    pronoun=True,
                    speaker=any(place < self.spoken for place in places),
                    opens=opens,
                    sure=ranked[0][0],
                )
            )
            self.context.last_pronoun[gender] = number
            return
        for place in places:
            self.answer(place, [self.leave_open(place, [number for _, number in ranked[:2]], "person")])

    def answer(self, place: int, found: list[Found]) -> None:
        """Takes whom a pronoun stands for: the only speakers of its source, or one more beside those named ("she and her aides")."""
        have = {one.draft for one in self.found[place]}
        self.found[place] = self.found[place] + [one for one in found if one.draft not in have]

    def find_named_after(self, at: int) -> frozenset[int]:
        """Whom the same sentence names after a he or she: the pronoun is somebody else ("He described Montalvo")."""
        words, cast = self.cast.words, self.cast
        if words.lower[at] not in ("he", "she"):
            return frozenset()
        found = set()
        place = bisect_left(cast.names, at, key=lambda name: name.first)
        quotation = words.quotation_at(words.starts[at])
        while place < len(cast.names) and words.sentence[cast.names[place].first] == words.sentence[at]:
            name, owner = cast.names[place], cast.owners[place]
            if owner is not None and words.quotation_at(name.span.start) == quotation and name.first - at <= 12:
                found.add(owner)
            place += 1
        return frozenset(found)

    def find_covering(self, at: int, *, skip: list[int]) -> list[int]:
        """The attributions within whose content a word stands."""
        start = self.cast.words.starts[at]
        upto = bisect_right(self.pieces, start, key=lambda piece: piece[0].start)
        found = set()
        for span, place in reversed(self.pieces[:upto][-60:]):  # no piece of content is open 60 pieces later
            if start < span.end and place not in skip:
                found.add(place)
        return sorted(found)

    def explain(self, at: int, draft: Draft) -> str:
        word = self.cast.words.bases[at]
        name = draft.name if draft.named else f"“{draft.name}”"
        if draft.number == self.context.speaker:
            return f"“{word}” is {name}, who spoke last"
        mention = self.context.mentions.get(draft.number)
        distance = self.cast.words.sentence[at] - self.cast.words.sentence[mention.at] if mention else 0
        where = (
            ("in the same sentence", "in the sentence before")[distance]
            if distance < 2
            else f"{distance} sentences before"
        )
        return f"“{word}” is {name}, named {where}"

    def leave_open(self, place: int, numbers: list[int], kind: str) -> Found:
        """An entity of its own for a pronoun that is not plain."""
        span = self.sources[place]
        assert span is not None
        names = [self.cast.drafts[number].name for number in numbers]
        word = span.of(self.cast.words.text)
        why = (
            f"“{word}” could be {' or '.join(names)}"
            if len(names) > 1
            else f"“{word}” may be {names[0]}, which is not sure"
            if names
            else f"the report does not show whom “{word}” means"
        )
        draft = self.cast.add(word, kind, why, named=False, weak=place >= self.spoken)
        draft.add_mention(span)
        return Found(draft.number, why)

    # ------------------------------------------------------------------------------------------------------- other pronouns

    def read_relative(self, at: int, places: list[int]) -> None:
        """Reads "who" and "which": they stand for what is right before them."""
        words = self.cast.words
        for place in places:
            result: Found | None = None
            if at > 0 and words.sentence[at - 1] == words.sentence[at]:
                result = self.find_antecedent(at)
            self.answer(place, [result or self.leave_open(place, [], "unknown")])
            span = self.sources[place]
            if result is not None and span is not None:
                self.cast.drafts[result.draft].add_mention(span)
                self.note(Mention(at, at, result.draft, subject=True, pronoun=True, speaker=True))

    def find_antecedent(self, at: int) -> Found | None:
        """The noun phrase that ends before a relative pronoun; over an apposition between commas if it is one of a name."""
        words, cast = self.cast.words, self.cast
        before = at - 1
        if words.lower[before] in ("of", "for", "to", "with", "from", "by", "whom") and before > 0:
            before -= 1
        if words.lower[before] in (
            "and",
            "or",
            "but",
        ):  # "one MP who attended, and who asked": the same as the "who" before
            earlier = next(
                (i for i in range(before - 1, max(0, before - 20), -1) if words.lower[i] in ("who", "which")), 0
            )
            is_same = earlier > 0 and words.sentence[earlier] == words.sentence[at]
            return self.find_antecedent(earlier) if is_same else None
        name = name_at(cast, before)
        if name is not None and name.last == before:
            owner = owner_of(cast, name)
            if owner is not None and not self.is_inside_description(name.opens):
                return Found(owner.number, f"“{words.bases[at]}” stands for {owner.name}, right before it")
        if words.lower[at] == "that" and words.gaps[at - 1].strip():
            return None  # "In Ohio, that meant": no relative pronoun
        first = self.find_phrase_start(before)
        if (
            words.gaps[at - 1].strip() == ","
            and first > 1
            and words.lower[first - 1] in ("of", "at", "for", "in", "from", "with")
        ):
            outer = name_at(cast, first - 2)
            owner = owner_of(cast, outer) if outer is not None and outer.last == first - 2 else None
            if owner is not None and owner.kind == "person":
                return Found(
                    owner.number, f"“{words.bases[at]}” stands for {owner.name}, whom the words before it describe"
                )
            if words.lower[first - 2] in cast.table.roles:
                first = self.find_phrase_start(first - 2)
        owner_before = self.name_before_comma(first)
        if owner_before is not None:
            return Found(
                owner_before.number,
                f"“{words.bases[at]}” stands for {owner_before.name}, whom the words before it describe",
            )
        if name is not None and name.last == before and owner_of(cast, name) is not None:
            owner = owner_of(cast, name)
            assert owner is not None
            return Found(owner.number, f"“{words.bases[at]}” stands for {owner.name}, right before it")
        found = resolve_phrase(cast, Span(words.starts[first], words.ends[before]))
        if not found:
            return None
        draft = cast.drafts[found[0].draft]
        return Found(draft.number, f"“{words.bases[at]}” stands for “{draft.name}”, right before it")

    def find_phrase_start(self, last: int) -> int:
        """The first word of the noun phrase that ends at a word: back to its determiner, at most to a verb, a preposition or a mark."""
        words = self.cast.words
        first = last
        while (
            first > 0
            and last - first < 8
            and words.sentence[first - 1] == words.sentence[last]
            and words.gaps[first - 1] in (" ", "\u00a0", "-")
        ):
            lower, before = words.lower[first], words.lower[first - 1]
            if lower in DEFINITE or lower in INDEFINITE or lower in ("those", "people", "anyone", "someone", "others"):
                break
            if (
                before in PREPOSITIONS
                or before in ("and", "or", "but", "said", "says", "than", "not", "only")
                or (looks_finite(words, first - 1) and not words.possessive[first - 1])
            ):
                break
            first -= 1
        return first

    def is_inside_description(self, opens: int) -> bool:
        """Whether a name belongs to a longer description of somebody else: "a spokesman for Roe, who"."""
        words = self.cast.words
        return (
            opens > 0
            and words.gaps[opens - 1] == " "
            and words.lower[opens - 1] in ("of", "for", "with", "at", "to")
            and not words.initial[opens]
        )

    def name_before_comma(self, first: int) -> Draft | None:
        """The person before the comma that opens an apposition: "Jane Roe, a nurse, who"."""
        words, cast = self.cast.words, self.cast
        if first == 0 or words.gaps[first - 1].strip() != ",":
            return None
        at = first - 1
        if words.bases[at].isdigit() and at > 0:
            at -= 1
        name = name_at(cast, at)
        owner = owner_of(cast, name) if name is not None else None
        return (
            owner
            if owner is not None
            and owner.kind == "person"
            and words.lower[first] in ("a", "an", "the", "his", "her", "their")
            else None
        )

    def read_thing(self, at: int, places: list[int]) -> None:
        """It and they: the body or the people that spoke or stood as the subject in this sentence or the one before."""
        words = self.cast.words
        lower = words.lower[at]
        plural = lower in THEY
        for place in places:
            found = self.find_joint(at) if plural else []
            if not found:
                number = self.find_other(at, plural=plural)
                if number is not None:
                    draft = self.cast.drafts[number]
                    name = draft.name if draft.named else f"“{draft.name}”"
                    found = [Found(number, f"“{words.bases[at]}” is {name}, named shortly before")]
            if found:
                self.answer(place, found)
                for one in found:
                    span = self.sources[place]
                    assert span is not None
                    self.cast.drafts[one.draft].add_mention(span)
                    is_speaker = place < self.spoken
                    self.note(Mention(at, at, one.draft, subject=is_speaker, pronoun=True, speaker=is_speaker))
            else:
                self.answer(place, [self.leave_open(place, [], "group" if plural else "unknown")])

    def find_joint(self, at: int) -> list[Found]:
        """Two speakers named together in the sentence before: "the two ministers" of "they"."""
        start = self.cast.words.starts[at]
        words = self.cast.words
        pair = next(
            (
                pair
                for pair in reversed(self.pairs)
                if pair[0] < at and words.sentence[at] - words.sentence[pair[0]] <= 1
            ),
            None,
        )
        if pair is not None and not any(
            mention.at > pair[0] and self.cast.drafts[mention.draft].kind in ("group", "organization")
            for mention in self.other
            if mention.at < at
        ):
            return [
                Found(number, f"“{words.bases[at]}” are the two whom the text names together before")
                for number in pair[1]
            ]
        place = bisect_left(self.cues, start) - 1
        if place < 0 or len(self.found[place]) < 2:
            return []
        span = self.sources[place]
        if (
            span is None
            or self.cast.words.sentence[at] - self.cast.words.sentence[self.cast.words.first_at(span.start)] > 1
        ):
            return []
        return [
            Found(one.draft, f"“{self.cast.words.bases[at]}” are those who spoke together before")
            for one in self.found[place]
        ]

    def find_other(self, at: int, *, plural: bool) -> int | None:
        words = self.cast.words
        kinds = (
            ("group", "organization", "armed_group", "government", "media")
            if plural
            else ("organization", "armed_group", "government", "media", "document")
        )
        best: tuple[float, int] | None = None
        for mention in reversed(self.other):
            draft = self.cast.drafts[mention.draft]
            distance = words.sentence[at] - words.sentence[mention.at]
            if distance > 2:
                break
            if draft.kind not in kinds or mention.at >= at:
                continue
            score = (2.0 if mention.speaker else 0.0) + (1.5 if mention.subject else 0.0) - distance
            if plural and draft.kind == "group":
                score += 1
            if best is None or score > best[0]:
                best = (score, mention.draft)
        return best[1] if best is not None and best[0] >= (1.5 if plural else 1.0) else None

    def read_first_person(self, at: int) -> None:
        """I and we inside a quotation are the one quoted; you is somebody the report need not name."""
        words = self.cast.words
        for place in self.pronouns[at]:
            word = words.bases[at]
            if words.lower[at] in SECOND:
                self.answer(place, [self.leave_open(place, [], "unknown")])
                continue
            around = [other for other in self.find_covering(at, skip=[place]) if self.found[other]]
            if around:
                inner = max(around, key=lambda other: min(span.start for span in self.contents[other]))
                self.answer(
                    place,
                    [
                        Found(one.draft, f"“{word}” is the one quoted, {self.cast.drafts[one.draft].name}")
                        for one in self.found[inner]
                    ],
                )
                continue
            self.answer(
                place, [self.leave_open(place, [], "person" if words.lower[at] in ("i", "me", "my") else "group")]
            )
