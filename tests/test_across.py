"""The comparing steps in their order, over whole ledgers: what is brought together, what is kept, and what a killed run leaves."""

import numpy as np
import pytest

from ledger_samples import hash_text
from sayso.across import (
    changes_of_speaker,
    compare_reports,
    count_origins_of,
    find_origins,
    find_series,
    update_comparisons,
)
from sayso.compare.neighbours import (
    Reach,
    SignIndex,
    find_share,
    join_signs,
    pack_signs,
    pack_stems,
    pack_vector,
    unpack_vectors,
)
from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.ledger.comparing import ComparingStore
from sayso.read.vectors import SentenceEncoder
from sayso.records import Claim, Entity, Facts, Quantity, Report, Span, Speaker


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


def make_said(outlet, *said, published="2024-05-01", url=None, mark=""):
    """A report and its claims: each of `said` is who, what, and maybe the act and a figure with what it counts."""
    text, claims, entities, quantities = "", [], {}, []
    for place, (who, what, *more) in enumerate(said):
        act, figure, of = (*more, None, None, None)[:3]
        source = Span(len(text), len(text) + len(who))
        content = Span(source.end + 13, source.end + 13 + len(what))
        cue = Span(source.end + 1, source.end + 5)
        text += f"{who} said, that: {what}.\n\n"
        key = f"person:{who.lower().replace(' ', '-')}"
        entity = entities.setdefault(
            who, Entity(id=f"e{len(entities)}", name=who, kind="person", key=key, mentions=(source,), why="named")
        )
        figures = ()
        if figure is not None:
            start = content.start + what.index(figure)
            value = float(figure.replace(",", ""))
            figures = (
                Quantity(
                    span=Span(start, start + len(figure)),
                    value=value,
                    of=of,
                    kind="killed" if "killed" in what else None,
                    why="digits",
                ),
            )
            quantities += figures
        claims.append(
            Claim(
                id=f"{hash_text(f'{outlet}{published}{mark}')[:8]}{place:04x}",
                voice="speaker",
                form="indirect",
                act=act or "say",
                saying="affirmed",
                stance="denies" if act == "deny" else "asserts",
                score=0.9,
                content=(content,),
                cue=cue,
                source=source,
                speakers=(Speaker(entity=entity.id, why="named"),),
                quantities=figures,
            )
        )
    report = Report(
        id=hash_text(f"{outlet} {published} {text}")[:16],
        text=text,
        text_sha256=hash_text(text),
        outlet=outlet,
        title=f"{outlet} {published} {mark}",
        published=published,
        published_why="test",
        url=url,
        language="en",
    )
    for claim in claims:
        assert claim.content[0].of(text) == said[claims.index(claim)][1]
    return report, claims, Facts(entities=tuple(entities.values()), quantities=tuple(quantities))


def add(ledger, *arguments, **options):
    report, claims, facts = make_said(*arguments, **options)
    ledger.add(report, claims, facts)
    return report, claims


DAM = "the dam on the upper Lenn will be finished by the autumn"
FIRED = "the Highland Front fired the rockets at the market of Sundrik"
KILLED = "people were killed in the attack on the market of Sundrik"


def list_found(ledger):
    """All that was found, without the ids that depend on nothing but order of storing."""
    return (
        [(one.left, one.right, one.type, one.band) for one in ledger.comparisons()],
        sorted((group.id, group.level, group.band, group.claims) for group in ledger.groups()),
    )


# ------------------------------------------------------------------------------------------------------------------- the order


def test_the_same_claim_in_two_reports_is_one_group(path, encoder):
    """Whoever says it."""
    with Ledger(path) as ledger:
        _, (one,) = add(ledger, "Northline", ("Ana Melk", DAM))
        _, (other,) = add(ledger, "Quay Herald", ("Bo Rorn", DAM), published="2024-05-02")
        done = update_comparisons(ledger, encoder=encoder)
        assert (done.reports, done.claims) == (2, 2)
        (group,) = ledger.groups(level="proposition")
        assert (group.claims, group.band) == ((one.id, other.id), "same")
        assert ledger.groups(level="utterance") == []


def test_a_denial_stands_against_what_it_denies(path, encoder):
    """In another report, by somebody else."""
    with Ledger(path) as ledger:
        _, (claim,) = add(ledger, "Northline", ("Ana Melk", FIRED))
        _, (denial,) = add(ledger, "Quay Herald", ("Ikar Domb", FIRED, "deny"))
        update_comparisons(ledger, encoder=encoder)
        (found,) = ledger.comparisons(types=("denies",))
        assert (found.left, found.right) == (denial.id, claim.id)
        assert ledger.groups(level="proposition", band="same") == []


def test_figures_of_one_day_that_differ_conflict(path, encoder):
    """Seventeen and fifteen, by two who count."""
    with Ledger(path) as ledger:
        add(ledger, "Northline", ("Ana Melk", f"17 {KILLED}", "say", "17", "people"))
        add(ledger, "Quay Herald", ("Bo Rorn", f"15 {KILLED}", "say", "15", "people"))
        update_comparisons(ledger, encoder=encoder)
        (found,) = ledger.comparisons(types=("conflict",))
        assert {"15", "17"} <= set(found.why.replace("“", " ").split())


def test_claims_on_other_matters_are_not_brought_together(path, encoder):
    """Though both speak of a market."""
    with Ledger(path) as ledger:
        add(ledger, "Northline", ("Ana Melk", f"17 {KILLED}", "say", "17", "people"))
        add(
            ledger, "Quay Herald", ("Bo Rorn", "15 stalls were rented out on the market of Hask", "say", "15", "stalls")
        )
        update_comparisons(ledger, encoder=encoder)
        assert ledger.comparisons() == []
        assert ledger.groups() == []


def test_a_corrected_page_is_told_as_a_correction_and_counts_once(path, encoder):
    """The old version's claims are compared with the new version's alone."""
    url = "https://a.example/1"
    with Ledger(path) as ledger:
        _, (old,) = add(ledger, "Northline", ("Ana Melk", f"17 {KILLED}", "say", "17", "people"), url=url)
        _, (other,) = add(ledger, "Quay Herald", ("Bo Rorn", f"17 {KILLED}", "say", "17", "people"))
        update_comparisons(ledger, encoder=encoder)
        assert ledger.comparisons(old.id)
        _, (new,) = add(
            ledger,
            "Northline",
            ("Ana Melk", f"16 {KILLED}", "say", "16", "people"),
            url=url,
            published="2024-05-01T20:00:00",
            mark="2",
        )
        update_comparisons(ledger, encoder=encoder)
        assert [(one.left, one.right, one.type) for one in ledger.comparisons(old.id)] == [
            (new.id, old.id, "correction")
        ]
        assert {one.type for one in ledger.comparisons(other.id)} == {"conflict"}
        assert ledger.groups(old.id) == []


def test_nothing_is_done_where_nothing_waits(path, encoder):
    """A second call compares nothing anew and changes nothing."""
    with Ledger(path) as ledger:
        add(ledger, "Northline", ("Ana Melk", DAM))
        update_comparisons(ledger, encoder=encoder)
        before = ledger.comparing_state()
        done = update_comparisons(ledger, encoder=encoder)
        assert (done.reports, done.claims) == (0, 0)
        assert ledger.comparing_state() == before


def fill_story(ledger, outlets=("Northline", "Quay Herald", "Coast Daily", "Radio Pell")):
    """Reports of some outlets that say, deny and count."""
    for place, outlet in enumerate(outlets):
        day = f"2024-05-0{place + 1}"
        add(
            ledger,
            outlet,
            ("Ana Melk", FIRED),
            ("Ikar Domb", FIRED, "deny"),
            ("Bo Rorn", f"{10 + place} {KILLED}", "say", str(10 + place), "people"),
            ("Clara Wenn", DAM),
            published=day,
        )


def test_added_one_by_one_or_at_once_the_same_is_found(tmp_path, encoder):
    """What a ledger says does not depend on when it was asked to compare."""
    with Ledger(tmp_path / "a.db") as at_once, Ledger(tmp_path / "b.db") as one_by_one:
        fill_story(at_once)
        update_comparisons(at_once, encoder=encoder)
        for place in range(4):
            outlets = ("Northline", "Quay Herald", "Coast Daily", "Radio Pell")[: place + 1]
            fill_story(one_by_one, outlets)
            update_comparisons(one_by_one, encoder=encoder)
        assert list_found(at_once) == list_found(one_by_one)
        assert list_found(at_once)[0]


def die_at_second(real):
    """A method that works once and is interrupted from then on."""
    calls = []

    def step(self, *arguments, **options):
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return real(self, *arguments, **options)

    return step


def test_a_run_killed_between_two_steps_goes_on(tmp_path, encoder, monkeypatch):
    """What it had stored stays, what it had not is done by the next: together the same as in one go."""
    monkeypatch.setattr("sayso.across.CLAIMS_AT_ONCE", 3)
    with Ledger(tmp_path / "a.db") as whole:
        fill_story(whole)
        update_comparisons(whole, encoder=encoder)
        expected = list_found(whole)
    with Ledger(tmp_path / "b.db") as ledger:
        fill_story(ledger)
        for step in ("store_copies", "store_findings", "store_groups", "store_block"):
            with monkeypatch.context() as broken:
                broken.setattr(ComparingStore, step, die_at_second(getattr(ComparingStore, step)))
                try:
                    update_comparisons(ledger, encoder=encoder)
                except KeyboardInterrupt:
                    assert ledger.comparing_state().compared_at is None
        update_comparisons(ledger, encoder=encoder)
        assert list_found(ledger) == expected
        assert ledger.comparing_state().claims_waiting == 0


def test_a_decision_changes_what_was_found(path, encoder):
    """A speaker set right turns a denial by another into two statements of one that differ."""
    with Ledger(path) as ledger:
        _, (claim,) = add(ledger, "Northline", ("Ana Melk", FIRED))
        _, (denial,) = add(ledger, "Quay Herald", ("Ikar Domb", FIRED, "deny"))
        update_comparisons(ledger, encoder=encoder)
        decision = ledger.decide("person:ikar-domb", "merge", who="Ida", after={"into": "person:ana-melk"})
        update_comparisons(ledger, encoder=encoder)
        assert [one.type for one in ledger.comparisons()] == ["differs"]
        assert changes_of_speaker(ledger, "person:ana-melk") == ledger.comparisons()
        ledger.undo(decision, who="Ida")
        ledger.decide(claim.id, "reject", who="Ida")
        update_comparisons(ledger, encoder=encoder)
        assert ledger.comparisons(denial.id) == []


def test_progress_is_told_step_by_step(path, encoder):
    """What is done, how many are, of how many."""
    told = []
    with Ledger(path) as ledger:
        fill_story(ledger)
        update_comparisons(ledger, encoder=encoder, progress=lambda *step: told.append(step))
    assert ("copies", 4, 4) in told
    assert ("claims", 16, 16) in told


# -------------------------------------------------------------------------------------------------------------------- looking


@pytest.fixture(scope="module")
def story(tmp_path_factory, encoder):
    ledger = Ledger(tmp_path_factory.mktemp("story") / "ledger.db")
    fill_story(ledger)
    update_comparisons(ledger, encoder=encoder)
    yield ledger
    ledger.close()


def test_reports_are_compared_with_one_another_alone(story):
    """Two by id, or those that a query finds."""
    first, second, *_ = (report.report_id for report in story.reports())
    overview = compare_reports(story, [first[:8], second])
    assert overview.reports == (first, second)
    assert overview.groups
    inside = {row.claim.id for report in (first, second) for row in story.claims(report_id=report)}
    assert all({one.left, one.right} <= inside for one in overview.comparisons)
    assert overview.state == story.comparing_state()
    by_query = compare_reports(story, "by:domb published-before:2024-05-03")
    assert set(by_query.reports) == {first, second}


def test_an_unknown_report_or_query_is_told(story):
    """Each in its own way."""
    with pytest.raises(LedgerError, match="no report"):
        compare_reports(story, ["zzz"])
    with pytest.raises(ValueError, match="OR"):
        compare_reports(story, "OR")


def test_origins_of_a_claim_are_those_of_all_that_say_it(story):
    """By the claim or by the group."""
    group = next(group for group in story.groups(level="proposition", band="same") if len(group.claims) == 4)
    origins = find_origins(story, group.id)
    assert (origins.low, origins.high) == (1, 1)
    assert len(origins.reports) == 4
    assert find_origins(story, group.claims[2]) == origins
    assert count_origins_of(story, group.claims[:1]).reports == origins.reports[:1]
    with pytest.raises(LedgerError, match="no claim"):
        find_origins(story, "zzz")


def test_figures_over_time_are_one_series(story):
    """Ten, eleven, twelve, thirteen."""
    series = find_series(story, "killed")
    assert [point.quantity.value for point in series[0].points] == [10.0, 11.0, 12.0, 13.0]
    assert find_series(story, "killed", query="published-after:2024-05-03")[0].points[0].quantity.value == 12.0
    assert find_series(story, "elephants") == []


# ----------------------------------------------------------------------------------------------------------------- neighbours


def make_index(encoder, texts, days=None):
    packed = [pack_vector(vector) for vector in encoder.encode(texts)]
    signs = join_signs(packed, [pack_stems([text]) for text in texts], days or ["2024-05-01"] * len(texts))
    index = SignIndex()
    index.add(list(range(len(texts))), signs)
    return index, signs


REACH = Reach(near=find_share(0.7, width=384), far=find_share(0.5, width=384), stems=0.5, days=60)


def test_the_index_finds_what_is_near_and_leaves_what_is_far(encoder):
    """A paraphrase, an equal, and something else."""
    texts = [
        "The bridge was closed on Monday.",
        "The bridge was closed on Monday.",
        "On Monday the bridge was shut.",
        "Olives are dear.",
    ]
    index, signs = make_index(encoder, texts)
    found = index.find(signs, len(texts), most=9, reach=REACH)
    assert found[0] == [0, 1, 2]
    assert found[3] == [3]
    assert index.find(signs, len(texts), most=2, reach=REACH)[0] == [0, 1]


def test_the_index_holds_claims_far_apart_in_time_to_their_words(encoder):
    """A year on, near is not enough; without a date, it is."""
    texts = ["The bridge was closed on Monday.", "On Monday they shut down the crossing."]
    for day, expected in (("2024-05-20", [0, 1]), ("2025-05-20", [0]), (None, [0, 1])):
        index, signs = make_index(encoder, texts, ["2024-05-01", day])
        reach = Reach(near=find_share(0.3, width=384), far=find_share(0.2, width=384), stems=0.9, days=60)
        assert index.find(signs, 2, most=9, reach=reach)[0] == expected


def test_the_index_grows_block_by_block(encoder):
    """Bytes or numbers, the same claims are found; an empty one finds none."""
    index, signs = make_index(encoder, ["one bridge"])
    index.add((7).to_bytes(8, "little"), signs)
    assert index.find(signs, 1, most=9, reach=REACH) == [[0, 7]]
    assert SignIndex().find(signs, 1, most=9, reach=REACH) == [[]]


def test_the_index_looks_through_many_claims_as_through_few():
    """20,000 claims, tile by tile, give what each part gives by itself, put together."""
    chance = np.random.default_rng(5)
    kinds = chance.normal(size=(40, 384))
    packed = [pack_vector((kinds[at % 40] + chance.normal(size=384)).astype(np.float32)) for at in range(20_000)]
    stems = [pack_stems([f"word{at % 40} other{at % 7}"]) for at in range(20_000)]
    days = [None if at % 50 == 0 else f"2024-{at % 12 + 1:02}-01" for at in range(20_000)]
    signs = join_signs(packed, stems, days)
    width = len(signs) // 20_000
    whole, asked = SignIndex(), signs[: 30 * width]
    whole.add(list(range(20_000)), signs)
    parts = []
    for first in range(0, 20_000, 1000):
        part = SignIndex()
        part.add(list(range(first, first + 1000)), signs[first * width : (first + 1000) * width])
        parts.append(part.find(asked, 30, most=20_000, reach=REACH))
    for place, found in enumerate(whole.find(asked, 30, most=20_000, reach=REACH)):
        assert found[0] == place
        assert sorted(found) == sorted(claim for part in parts for claim in part[place])
        assert len(found) > 100


def test_a_packed_vector_keeps_its_direction(encoder):
    """To less than a hundredth of a cosine."""
    vectors = encoder.encode(["The bridge was closed.", "Olives are dear."])
    rows = unpack_vectors([pack_vector(vector) for vector in vectors])
    assert abs(rows @ rows.T - vectors @ vectors.T).max() < 0.01
    assert unpack_vectors([]).shape == (0, 0)
    assert len(pack_signs([pack_vector(vectors[0])])) == 48
