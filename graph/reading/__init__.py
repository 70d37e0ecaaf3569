"""What a release says, read by the named queries of `graph/queries` into frozen values: a thing, a list, the whole."""
