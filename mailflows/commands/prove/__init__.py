"""Words about evidence: sealed parts, files, findings, lists of indicators."""
