"""The order of the rooms, for one report and for many."""

import pytest

from sayso import Failure, Report, extract_claims, iter_inputs, make_report, read_report, read_reports

TEXT = "The mayor of Velmar, Ruda Halvic, said on Monday that {} bolts were safe. “We looked at all of them,” she told reporters."


def make_reports(count):
    return [
        make_report(TEXT.format(number), published="2024-05-01", title=f"Bolts {number}") for number in range(count)
    ]


def test_many_reports_come_in_input_order_from_several_processes():
    """The same claims as one by one in this process, failures in their places."""
    items = make_reports(20)
    items[7] = Failure(path="broken.html", record=0, status_why="no article was found")
    alone = list(read_reports(iter(items), workers=1))
    shared = list(read_reports(iter(items), workers=2))
    assert [getattr(result, "claims", None) for result in shared] == [
        getattr(result, "claims", None) for result in alone
    ]
    assert shared[7] is items[7] or shared[7] == items[7]
    assert all(result.claims for place, result in enumerate(shared) if place != 7)


def test_reports_are_read_as_they_come():
    """A stream is not gathered first: memory stays flat however long it is."""
    taken = 0

    def stream():
        nonlocal taken
        for report in make_reports(200):
            taken += 1
            yield report

    results = read_reports(stream(), workers=2)
    for _ in range(5):
        next(results)
    assert taken < 40
    results.close()


def test_no_workers_is_a_wrong_argument():
    """Told before anything is read."""
    with pytest.raises(ValueError, match="at least 1"):
        next(read_reports([], workers=0))


def test_report_that_is_not_english_is_not_misread(reader):
    """It is passed on without claims."""
    report = make_report("Die Ministerin sagte am Montag, die Brücke sei sicher und werde bald wieder geöffnet. " * 5)
    assert report.status == "not_english"
    assert read_report(report, reader=reader).claims == ()


def test_every_sample_is_read(reader, samples):
    """All sixteen, with claims in both voices, and none refused."""
    reports = list(iter_inputs([samples]))
    assert len(reports) == 16
    for report in reports:
        assert isinstance(report, Report), report
        result = read_report(report, reader=reader)
        assert {claim.voice for claim in result.claims} == {"speaker", "outlet"}
        assert result.reading.refused == 0


def test_claims_of_one_report_in_one_call(reader):
    """The short way of the README."""
    claims = extract_claims(make_reports(1)[0], reader=reader)
    assert "she" in [claim.source.of(TEXT.format(0)) for claim in claims if claim.source]
