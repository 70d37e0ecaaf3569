"""What HTTP itself says, apart from what we serve: headers, media types, codings, languages, links, dates."""
