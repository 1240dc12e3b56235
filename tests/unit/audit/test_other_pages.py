"""Pages of other APIs in the same layout: a GET with a query and no sources in its spec, a PATCH with sources."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import commands
from generator.audit.audit import Audit, audit
from generator.resolve import resolve

PAGES = Path(__file__).parent / "pages"
BERTHS, SHIPMENT = "list-berths", "update-shipment"
CHANGES = [
    (BERTHS, "between 1 and 200", "between 1 and 100", "query limit", "bound-changed"),
    (BERTHS, "is 50.", "is 20.", "query limit", "default-changed"),
    (BERTHS, "Defaults to open", "Defaults to taken", "query status", "default-changed"),
    (BERTHS, "open, taken, closed", "open, taken", "query status", "enum-removed"),
    (BERTHS, "open, taken, closed", "open, taken, closed, flooded", "query status", "enum-added"),
    (BERTHS, "low, rising, high, falling", "low, rising, high", "response.tide", "enum-removed"),
    (BERTHS, "At most 10,000", "At most 20,000", "response.total", "bound-changed"),
    (BERTHS, " At most 10,000.", "", "response.total", "bound-removed"),
    (BERTHS, '"total": 123,', '"total": 123,\n"wind": true,', "response.wind", "field-added"),
    (BERTHS, '"total": 123,', '"total": "<string>",', "response.total", "kind-changed"),
    (BERTHS, "3c90c3cc-0d44-4b50-8888-8dd25736052a", "<string>", "response.berths[].berth_id", "kind-changed"),
    (BERTHS, '"is_complete": true,\n', "", "response.is_complete", "field-removed"),
    (BERTHS, "limit=123&", "", "query limit", "parameter-removed"),
    (BERTHS, "limit=123", "max=123", "query max", "parameter-renamed"),
    (BERTHS, "limit=123", "limit=<string>", "query limit", "kind-changed"),
    (BERTHS, "&status", "&flag=true&status", "query flag", "parameter-added"),
    (BERTHS, "X-API-Key", "X-Key", "header X-Key", "header-changed"),
    (BERTHS, "GET", "POST", "operation", "method-changed"),
    (BERTHS, "nearest first.", "nearest first. Must not be resold.", "response.berths", "unclassified-constraint"),
    (SHIPMENT, "at least 3", "at least 2", "label", "bound-changed"),
    (SHIPMENT, "at most 40", "at most 60", "label", "bound-changed"),
    (SHIPMENT, "is STANDARD.", "is FREIGHT.", "service", "default-changed"),
    (SHIPMENT, "EXPRESS, FREIGHT Weight", "EXPRESS, FREIGHT, DRONE Weight", "service", "enum-added"),
    (SHIPMENT, "70,000, inclusive", "50,000, inclusive", "weightGrams", "bound-changed"),
    (SHIPMENT, "pickup_note is", "label is", "pickupDay", "condition-changed"),
    (SHIPMENT, " Must be specified if pickup_note is specified.", "", "pickupDay", "condition-removed"),
    (SHIPMENT, "Required if insured is true", "Required if insured is false", "insuredValue", "condition-changed"),
    (SHIPMENT, " Must not be set otherwise.", "", "insuredValue", "condition-removed"),
    (SHIPMENT, "EXPRESS or FREIGHT", "FREIGHT", "stops", "condition-changed"),
    (SHIPMENT, "9 items", "8 items", "stops", "bound-changed"),
    (SHIPMENT, "5 elements", "6 elements", "tags", "bound-changed"),
    (SHIPMENT, "WAITING, MOVING, THERE", "WAITING, MOVING", "response.phase", "enum-removed"),
    (SHIPMENT, "LEG_RAIL, LEG_SEA", "LEG_RAIL, LEG_AIR", "response.legs[]", "enum-changed"),
    (SHIPMENT, "What it is worth.", "What it is worth. Must be at least 5.", "insuredValue", "bound-added"),
    (SHIPMENT, "2023-12-25", "<string>", "pickupDay", "kind-changed"),
]


class Copy:
    """A page with its spec in a folder of their own; `text` is the page as it is."""

    def __init__(self, name: str, folder: Path, *, accepted: bool) -> None:
        self.page, self.spec = (Path(shutil.copy(PAGES / f"{name}.{kind}", folder)) for kind in ("txt", "yaml"))
        self.text = self.page.read_text("utf-8")
        if accepted:
            assert commands.main(["audit", str(self.page), "--spec", str(self.spec), "--accept"]) == 0

    def audited(self, text: str) -> Audit:
        self.page.write_text(text, "utf-8")
        return audit(str(self.page), resolve(str(self.spec)))


@pytest.mark.parametrize("name", [BERTHS, SHIPMENT])
@pytest.mark.parametrize("accepted", [False, True], ids=["nothing-accepted", "accepted"])
def test_pages_of_other_apis_are_true_to_specs_that_were_written_for_them(
    tmp_path: Path, name: str, accepted: bool
) -> None:
    copy = Copy(name, tmp_path, accepted=accepted)
    found = copy.audited(copy.text)
    assert (found.mismatches, found.moved, found.pending) == ((), 0, 0)


@pytest.mark.parametrize("accepted", [False, True], ids=["nothing-accepted", "accepted"])
@pytest.mark.parametrize(("name", "old", "new", "place", "code"), CHANGES)
def test_a_change_of_another_page_is_named_alone(
    tmp_path: Path, name: str, old: str, new: str, place: str, code: str, accepted: bool
) -> None:
    copy = Copy(name, tmp_path, accepted=accepted)
    assert copy.text.count(old) in (1, 2)
    found = copy.audited(copy.text.replace(old, new))
    assert [(each.place, each.code) for each in found.mismatches] == [(place, code)]
    assert {each.by for each in found.mismatches} == ({"vendor"} if accepted else {""})


# Field of the page -> words that begin its sentence. Written by hand from reading the page.
SENTENCES = {
    BERTHS: {
        "port_id": "The port to look into",
        "limit": "How many berths to give",
        "cursor": "Where to go on",
        "status": "Only berths with this",
        "berths": "The berths, nearest",
        "next_cursor": "Pass it as cursor",
        "total": "How many berths there are",
        "refreshed_at": "When the harbour office",
        "is_complete": "Whether all berths",
        "fees": "Fees by currency",
    },
    SHIPMENT: {
        "shipmentId": "Id of the shipment",
        "label": "Text on the parcel",
        "service": "How fast it goes",
        "weightGrams": "Weight in grams",
        "pickupDay": "The day on which",
        "pickupNote": "What the driver",
        "insured": "If true, the parcel",
        "insuredValue": "What it is worth",
        "stops": "Where it goes",
        "tags": "Your own marks",
        "updatedAt": "When it last changed",
    },
}


@pytest.mark.parametrize("name", [BERTHS, SHIPMENT])
def test_each_sentence_is_given_to_the_field_that_a_reader_would_give_it_to(tmp_path: Path, name: str) -> None:
    copy = Copy(name, tmp_path, accepted=False)
    facts = copy.audited(copy.text).said.facts.values()
    fields = {fact.steps[0]: str(fact.value) for fact in facts if fact.aspect == "sentence" and fact.steps}
    fields = {field: text for field, text in fields.items() if not field.startswith(("X-", "Auth"))}
    assert fields.keys() == SENTENCES[name].keys()
    assert [field for field, words in SENTENCES[name].items() if not fields[field].startswith(words)] == []


def test_a_new_sentence_goes_to_the_field_that_had_none_and_not_to_its_neighbour(tmp_path: Path) -> None:
    copy = Copy(SHIPMENT, tmp_path, accepted=True)
    found = copy.audited(copy.text.replace("5 elements.", "5 elements.\nHow far it is. Must be at most 9 characters."))
    [bound] = [each for each in found.mismatches if each.severity == "error"]
    assert (bound.place, bound.code) == ("response.phase", "bound-added")


@pytest.mark.parametrize(
    ("shown", "kind"),
    [
        ("limit=123", "integer"),
        ("limit=12.5", "number"),
        ("limit=true", "boolean"),
        ("limit=%3Cstring%3E", "string"),
        ("limit=<integer>", "integer"),
        ("limit=SORT_BY_NAME", "constant"),
        ("limit=", None),
        ("limit={limit}", None),
    ],
)
def test_the_kind_of_a_parameter_is_that_of_its_placeholder(tmp_path: Path, shown: str, kind: str | None) -> None:
    copy = Copy(BERTHS, tmp_path, accepted=False)
    facts = copy.audited(copy.text.replace("limit=123", shown)).said.facts
    told = facts.get(("query", ("limit",), "kind"))
    assert (told.value if told else None) == kind


@pytest.mark.parametrize("shown", ["limit=", "limit={limit}"])
def test_a_parameter_whose_placeholder_tells_no_kind_has_that_of_the_spec(tmp_path: Path, shown: str) -> None:
    copy = Copy(BERTHS, tmp_path, accepted=False)
    assert copy.audited(copy.text.replace("limit=123", shown)).mismatches == ()
