"""An index of words over numbered documents, in memory: which of them hold these words, the rarest words first."""

from collections.abc import Iterable, Mapping, Sequence

import tantivy

_WRITER_BYTES = 32_000_000

# Field by field, the words of a document, or those that are looked for.
Words = Mapping[str, Sequence[str]]


class WordIndex:
    """Asked from any thread. Words are compared as they are: who folds or stems them does so on both sides."""

    def __init__(self, fields: Iterable[str], documents: Iterable[Words]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_unsigned_field("place", stored=True)
        for field in fields:
            schema.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        self._index = tantivy.Index(schema.build())
        # One thread: the order of the documents, and so of those that score alike, is that in which they come.
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for place, words in enumerate(documents):
            text = {field: [" ".join(several)] for field, several in words.items()}
            writer.add_document(tantivy.Document(place=place, **text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, groups: Iterable[Words], limit: int, every: bool = False) -> list[tuple[float, int]]:
        """Scores and places of the documents that hold a word of any group, or of every group; the best first."""
        occur = tantivy.Occur.Must if every else tantivy.Occur.Should
        query = tantivy.Query.boolean_query([(occur, self._any_of(group)) for group in groups])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        found = [(score, searcher.doc(address)["place"][0]) for score, address in hits]
        return sorted(found, key=lambda one: (-one[0], one[1]))

    def _any_of(self, group: Words) -> tantivy.Query:
        each = ((field, word) for field, words in group.items() for word in words)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, field, word)) for field, word in each]
        )
