"""The pages: view models made of descriptions; the markup lives in `api/templates`, the words in `api/locale`."""
