"""pySHACL comes without an engine that our shapes do not need, and finds it again for shapes that do."""

import subprocess
import sys
from pathlib import Path

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.com/> .
ex:Shape
    sh:targetClass ex:Thing ;
    sh:sparql [ sh:select "SELECT $this ?value { $this <https://example.com/is> ?value FILTER (?value > 3) }" ] ;
    .
ex:four a ex:Thing ; ex:is 4 .
ex:three a ex:Thing ; ex:is 3 .
"""
CODE = """
import sys
from loaders.checks.shapes import read_shapes, violations_of
from loaders.turtle import parse
print([name for name in sys.modules if name.startswith("rdflib.plugins.sparql")])
triples = [one.triple for one in parse(sys.argv[1], "a.ttl").triples]
print([(one.focus, one.component) for one in violations_of(read_shapes(triples), triples)])
from rdflib.plugins.sparql.sparql import Query
print(type(Query))
"""


def test_the_sparql_engine_is_loaded_for_the_first_shape_that_holds_a_query(root: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", CODE, SHAPES], cwd=root, capture_output=True, text=True)
    assert ended.stdout.splitlines() == ["[]", "[('https://example.com/four', 'SPARQL')]", "<class 'type'>"], (
        ended.stderr
    )
