"""The workbench: findings in any text of RDF that a stranger hands over, made where it can harm nobody.

submission → reading → judging → worker; `bench` is the server's end.
"""
