"""Bounds of facts and of things, so that "on that day" is one filter."""

from tests.small_world import MakeWorld, World

POST = ":position--x--y--head a andro:Position ; andro:person id:x ; andro:organization id:y ; andro:role role:head ; "
NAME = "position--x--y--head"
BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
STEPS = "step:held andro:marks andro:start , andro:end . step:founded andro:marks andro:start ."


def bounds(made: World, name: str) -> list[str]:
    return ["/".join(made.said(name, bound)) for bound in BOUNDS]


def held(date: str, name: str = "fire--held", modality: str = "") -> str:
    happened = "a andro:Milestone ; andro:thing id:fire ; andro:step step:held"
    return f":milestone--{name} {happened} ; andro:date {date}{modality} ."


def since(*dates: str) -> dict[str, str]:
    return {f"doc-{number}": f"{POST} andro:start {date} ." for number, date in enumerate(dates)}


def test_bounds_come_from_the_value_on_which_documents_agree(world: MakeWorld) -> None:
    made = world(
        {"doc-a": POST + "andro:start '2012'^^xsd:gYear .", "doc-b": POST + "andro:start '2012-05'^^xsd:gYearMonth ."}
    )
    assert bounds(made, NAME) == ["2012-05-01", "2012-05-31", "", ""]


def test_bounds_span_what_documents_dispute(world: MakeWorld) -> None:
    made = world(
        {"doc-a": POST + "andro:start '2011'^^xsd:gYear .", "doc-b": POST + "andro:start '2012-05-02'^^xsd:date ."}
    )
    assert made.said(NAME, "disputes") == {"start"}
    assert bounds(made, NAME) == ["2011-01-01", "2012-05-02", "", ""]


def test_each_document_s_day_of_observation_counts_and_stays_on_its_claim(world: MakeWorld) -> None:
    made = world(
        {
            "doc-a": POST + "andro:observedOn '2012'^^xsd:gYear .",
            "doc-b": POST + "andro:observedOn '2015-06-01'^^xsd:date .",
        }
    )
    assert made.said(NAME, "observedOn") == set()
    assert bounds(made, NAME) == ["", "2012-12-31", "2015-06-01", ""]


def test_a_planned_term_bounds_nothing(world: MakeWorld) -> None:
    planned = (
        POST + "andro:start '2030'^^xsd:gYear ; andro:observedOn '2020'^^xsd:gYear ; andro:modality modality:planned ."
    )
    assert bounds(world({"doc-a": planned}), NAME) == ["", "", "", ""]
    made = world({"doc-a": planned, "doc-b": POST + "andro:start '2012'^^xsd:gYear ."})
    assert bounds(made, NAME) == ["2012-01-01", "2012-12-31", "", ""]


def test_a_date_is_the_whole_of_what_happens_once_and_a_day_of_what_lasts(world: MakeWorld) -> None:
    made = world({"doc-a": held("'2021-03-10'^^xsd:date") + POST + "andro:date '2014-01-24'^^xsd:date ."})
    assert bounds(made, "milestone--fire--held") == ["2021-03-10"] * 4
    assert bounds(made, NAME) == ["", "2014-01-24", "2014-01-24", ""]


def test_a_date_that_marks_a_bound_sets_it_and_is_neither_start_nor_end(world: MakeWorld) -> None:
    made = world(
        {"doc-a": POST + "andro:granted '2021-12'^^xsd:gYearMonth ; andro:expires '2024-12'^^xsd:gYearMonth ."},
        ontology="andro:granted andro:marks andro:start . andro:expires andro:marks andro:endedBefore .",
    )
    assert bounds(made, NAME) == ["2021-12-01", "2021-12-31", "", "2024-12-31"]
    assert made.said(NAME, "start") == made.said(NAME, "endedBefore") == set()


def test_a_thing_has_the_bounds_that_its_steps_mark(world: MakeWorld) -> None:
    founded = """:milestone--numergy--founded a andro:Milestone ; andro:thing id:numergy ; andro:step step:founded ;
        andro:date '2012-09'^^xsd:gYearMonth ."""
    made = world({"doc-a": held("'2021-03-10'^^xsd:date") + founded}, vocabularies=STEPS)
    assert bounds(made, "fire") == ["2021-03-10"] * 4
    assert bounds(made, "numergy") == ["2012-09-01", "2012-09-30", "", ""]


def test_a_thing_on_whose_date_documents_differ_spans_both(world: MakeWorld) -> None:
    sources = {"doc-a": held("'2021-02'^^xsd:gYearMonth"), "doc-b": held("'2021-03-10'^^xsd:date")}
    assert bounds(world(sources, vocabularies=STEPS), "fire") == ["2021-02-01", "2021-03-10"] * 2


def test_a_thing_that_lasted_days_has_the_start_and_end_of_its_step(world: MakeWorld) -> None:
    text = held("'2021'^^xsd:gYear").replace("andro:date '2021'^^xsd:gYear", "andro:start '2021-03-10'^^xsd:date") + (
        ":milestone--fire--held andro:end '2021-03-12'^^xsd:date ."
    )
    made = world({"doc-a": text}, vocabularies=STEPS)
    assert bounds(made, "fire") == ["2021-03-10", "2021-03-10", "2021-03-12", "2021-03-12"]


def test_a_step_that_says_when_it_began_began_then_whatever_its_date(world: MakeWorld) -> None:
    text = held("'2021-03-12'^^xsd:date ; andro:start '2021-03-10'^^xsd:date")
    assert bounds(world({"doc-a": text}, vocabularies=STEPS), "fire") == ["2021-03-10"] * 2 + ["2021-03-12"] * 2


def test_steps_that_are_planned_or_mark_nothing_bound_no_thing(world: MakeWorld) -> None:
    planned = held("'2021'^^xsd:gYear", modality=" ; andro:modality modality:planned")
    unmarked = held("'2021'^^xsd:gYear").replace("step:held", "step:announced")
    assert bounds(world({"doc-a": planned}, vocabularies=STEPS), "fire") == ["", "", "", ""]
    assert bounds(world({"doc-a": unmarked}, vocabularies=STEPS), "fire") == ["", "", "", ""]
