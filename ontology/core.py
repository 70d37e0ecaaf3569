"""The terms that the model itself fixes. Code names no others: all else is read from the dictionary."""

from ontology import ANDRO, DCTERMS, RDF, RDFS, SKOS, VOCABULARY, XSD

TYPE = RDF + "type"
LABEL = RDFS + "label"
PREFERRED_LABEL = SKOS + "prefLabel"
TITLE = DCTERMS + "title"

# Dates as precise as their source, and numbers.
DATES = frozenset(XSD + name for name in ("date", "gYearMonth", "gYear"))
NUMBERS = frozenset(XSD + name for name in ("decimal", "integer"))

SITUATION = ANDRO + "Situation"
CLAIM = ANDRO + "Claim"
FACT = ANDRO + "Fact"
ENTITY = ANDRO + "Entity"
SOURCE = ANDRO + "Source"

# On claims. Those of the second group stay there: a fact has its own standing, and is seen by nobody on a day.
MODALITY = ANDRO + "modality"
START = ANDRO + "start"
END = ANDRO + "end"
ENDED_BEFORE = ANDRO + "endedBefore"
DATE = ANDRO + "date"
OBSERVED_ON = ANDRO + "observedOn"
LOCATOR = ANDRO + "locator"
PRECISION = ANDRO + "precision"
VALUE = ANDRO + "value"
NOTE = ANDRO + "note"
ATTRIBUTED_TO = ANDRO + "attributedTo"
STAY_ON_CLAIMS = frozenset({MODALITY, OBSERVED_ON, LOCATOR, NOTE, ATTRIBUTED_TO})

# On source records.
GRADE = ANDRO + "grade"
SOURCE_KIND = ANDRO + "sourceKind"
COPY_OF = ANDRO + "copyOf"
BASED_ON = ANDRO + "basedOn"

# Editorial, in the authorities and vocabularies.
SAME_FACT_AS = ANDRO + "sameFactAs"
MARKS = ANDRO + "marks"
WIDER = frozenset({SKOS + "broader", ANDRO + "locatedIn"})

# Derived by the build.
CLAIM_OF = ANDRO + "claimOf"
STATED_IN = ANDRO + "statedIn"
SOURCE_COUNT = ANDRO + "sourceCount"
BEST_GRADE = ANDRO + "bestGrade"
STANDING = ANDRO + "standing"
DISPUTES = ANDRO + "disputes"
INCLUDED_IN = ANDRO + "includedIn"
VAGUER_THAN = ANDRO + "vaguerThan"
EARLIEST_START = ANDRO + "earliestStart"
LATEST_START = ANDRO + "latestStart"
EARLIEST_END = ANDRO + "earliestEnd"
LATEST_END = ANDRO + "latestEnd"

MODALITIES = VOCABULARY + "modality/"
PRECISIONS = VOCABULARY + "precision/"
STANDINGS = VOCABULARY + "standing/"
