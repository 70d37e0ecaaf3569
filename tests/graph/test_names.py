from graph.names import document_of, href_of
from ontology import ANDRO, ID


def test_a_link_leads_to_this_host_for_our_names_and_to_the_name_itself_for_others() -> None:
    assert href_of(ID + "ovhcloud") == "/id/ovhcloud"
    assert href_of(ANDRO + "Company") == "/ontology#Company"
    assert href_of("https://www.wikidata.org/entity/Q1") == "https://www.wikidata.org/entity/Q1"


def test_the_document_about_a_thing_has_an_address_of_its_own_and_that_about_a_term_is_the_term_s() -> None:
    assert document_of(ID + "ovhcloud") == "/doc/ovhcloud"
    assert document_of(ANDRO + "Company") == "/ontology#Company"
    assert document_of("https://example.org/id/x") == "https://example.org/id/x"
