"""The model of Andromède: its namespaces and where its files are. Imports nothing else of ours."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent

# Frozen: every IRI that anybody cites starts with this, on whatever host it is served.
BASE = "https://w3id.org/andromede/"

ONTOLOGY = BASE + "ontology"
ANDRO = ONTOLOGY + "#"
ID = BASE + "id/"
VOCABULARY = BASE + "vocabulary/"
SHAPES = BASE + "shapes#"
GRAPH = BASE + "graph/"
RULES = BASE + "rules/"
QUESTIONS = BASE + "questions/"
PROBLEMS = BASE + "problems/"
RELEASE = BASE + "release/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SH = "http://www.w3.org/ns/shacl#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
FOAF = "http://xmlns.com/foaf/0.1/"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
SD = "http://www.w3.org/ns/sparql-service-description#"

LANGUAGES = ("fr", "en")
