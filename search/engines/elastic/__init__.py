"""The Elasticsearch engine; the only package that imports the client library, and only once it is used."""
