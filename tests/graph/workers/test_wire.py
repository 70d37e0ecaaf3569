from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graph.engine import Dataset, Question
from graph.errors import MalformedQuery, QueryRefused, ResultTooLarge
from graph.workers.wire import (
    FORMATS,
    QUESTION,
    AnswerReader,
    Verdict,
    answer_frame,
    error_frame,
    error_of,
    length_after,
    question_frame,
    read_question,
)
from ontology.text import Text


@given(
    text=st.text(),
    format_=st.sampled_from(FORMATS),
    dataset=st.none() | st.builds(Dataset, st.tuples(st.text()), st.tuples(st.text(), st.text())),
)
def test_a_worker_reads_the_question_that_the_server_wrote(text: str, format_: str, dataset: Dataset | None) -> None:
    text = text.encode("utf-8", "ignore").decode()
    frame = question_frame(Question(text, format_, dataset))
    header, body = frame[: QUESTION.size], frame[QUESTION.size :]
    assert length_after(header) == len(body)
    assert read_question(header, body) == (text, format_, dataset)


@given(bodies=st.lists(st.binary(max_size=40), max_size=5), cuts=st.lists(st.integers(0, 250)))
def test_answers_come_out_whole_however_the_bytes_arrive(bodies: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(answer_frame(Verdict.ANSWER, body) for body in bodies)
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    reader = AnswerReader()
    answers = [answer for start, end in pairwise(edges) for answer in reader.feed(stream[start:end])]
    assert answers == [(Verdict.ANSWER, body) for body in bodies]


def test_an_error_arrives_as_it_was_raised() -> None:
    raised = MalformedQuery("There.", cause="unexpected", line=3, column=5, expected=["}"], opened=[1, 2])
    verdict, body = AnswerReader().feed(error_frame(raised))[0]
    arrived = error_of(verdict, body)
    assert type(arrived) is MalformedQuery
    assert vars(arrived) == vars(raised)


def test_an_error_without_members_keeps_its_sentence() -> None:
    verdict, body = AnswerReader().feed(error_frame(ResultTooLarge("Too large.")))[0]
    assert str(error_of(verdict, body)) == "Too large."


def test_an_error_in_both_languages_arrives_in_both() -> None:
    verdict, body = AnswerReader().feed(error_frame(QueryRefused(Text("Trop grand.", "Too large."))))[0]
    assert vars(error_of(verdict, body)) == {"text": Text("Trop grand.", "Too large."), "detail": "Too large."}
