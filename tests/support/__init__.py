"""What several suites share: a lounge full of marked data, and crawlers that look for the marks."""
